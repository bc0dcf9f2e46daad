// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/bundle/full_edition.h"

#include <memory>

#include "base/case.h"
#include "reports/bundle/custody_chain.h"
#include "tests/reports/bundle_samples.h"
#include "tests/support.h"

using namespace veto;

namespace {

namespace fs = std::filesystem;

constexpr const char* kRun = "20261127T000000.000000Z";

void write_confidential(const Case& the_case, const std::string& name,
                        const std::string& run = kRun) {
  const fs::path bundle = the_case.path("bundles") / name;
  test::write_sample_bundle(bundle);
  test::relist_bundle(
      bundle, {{"External-Identifier", run},
               {"Veto-Edition", "confidential"},
               {"Veto-Custody-Head",
                reports::check_custody(test::sample_custody()).head.hex()}});
}

// As `veto bundle` notes it.
void note(Case& the_case, const std::string& action, const std::string& name) {
  CustodyEvent event;
  event.action = action;
  event.item = "bundles/" + name + "/tagmanifest-sha256.txt";
  REQUIRE(the_case.custody(event));
}

std::string newest_of(Case& the_case) {
  const auto found = reports::find_full_edition(the_case, kRun, {});
  return found ? found->dir.filename().string() : found.error().what;
}

}  // namespace

TEST_CASE("the newest confidential edition is the one made last") {
  test::TempDir dir;
  auto the_case = Case::create(dir / "c", std::make_shared<SystemClock>());
  REQUIRE(the_case);
  CHECK(newest_of(*the_case).starts_with("there is no confidential"));
  // None is in the custody log, as if the user had renamed them.
  write_confidential(*the_case, "b-9");
  write_confidential(*the_case, "b-10");
  CHECK(newest_of(*the_case) == "b-10");
  // Made while the case was called otherwise.
  for (const char* name : {"a-very-long-name", "c"}) {
    write_confidential(*the_case, name);
    note(*the_case, "seal", name);
  }
  CHECK(newest_of(*the_case) == "c");
  // What else is noted of a bundle does not make it newer.
  note(*the_case, "verify", "a-very-long-name");
  write_confidential(*the_case, "another-run", "20261127T111111.000000Z");
  note(*the_case, "bundle", "another-run");
  CHECK(newest_of(*the_case) == "c");
  fs::remove_all(the_case->path("bundles/c"));
  CHECK(newest_of(*the_case) == "a-very-long-name");
}
