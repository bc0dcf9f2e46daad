// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/bundle/identity_files.h"

#include <memory>

#include "base/digest.h"
#include "tests/reports/bundle_samples.h"
#include "tests/support.h"

using namespace veto;
using test::read_text;
using test::write_text;

namespace {

Case a_case(const test::TempDir& dir) {
  auto made = Case::create(dir / "case", std::make_shared<SystemClock>());
  REQUIRE(made.has_value());
  return std::move(*made);
}

audit::Finding resting_on(std::vector<audit::Evidence> evidence) {
  audit::Finding finding;
  finding.code = "V1";
  finding.evidence = std::move(evidence);
  return finding;
}

audit::Evidence file(const char* kind, const std::string& where,
                     const std::string& bytes, const std::string& line = "") {
  return {kind, sha256(bytes).hex(), where, sha256(bytes).hex(), line};
}

audit::Evidence answer(const std::string& line) {
  return {"dns", sha256(line).hex(), "dns.jsonl", sha256(line).hex(), line};
}

constexpr const char* kList = "logs/addresses/0123-gptbot.json";
constexpr const char* kKeys = "logs/addresses/4567-exa.keys.json";

}  // namespace

TEST_CASE("identity files: what findings name, each once, and nothing else") {
  const test::TempDir dir;
  const Case the_case = a_case(dir);
  write_text(the_case.path(kList), "list");
  write_text(the_case.path(kKeys), "keys");
  write_text(the_case.path("logs/addresses/89ab-other.json"), "other");
  const auto list = file("addresses", kList, "list", R"({"file":"gptbot"})");
  const auto written = reports::write_identity_files(
      the_case,
      {resting_on({list, answer("{\"ip\":\"192.0.2.1\"}")}),
       resting_on({list, file("keys", kKeys, "keys"),
                   file("log_line", "access.log", "line", "line")})},
      dir / "out");
  REQUIRE_MESSAGE(written.has_value(),
                  (written ? "" : written.error().message()));
  CHECK(test::files_below(dir / "out").size() == 4);
  CHECK(read_text(dir / "out/0123-gptbot.json") == "list");
  CHECK(read_text(dir / "out/4567-exa.keys.json") == "keys");
  CHECK(read_text(dir / "out/manifest.jsonl") == "{\"file\":\"gptbot\"}\n");
  CHECK(read_text(dir / "out/dns.jsonl") == "{\"ip\":\"192.0.2.1\"}\n");
}

TEST_CASE("identity files: no folder where no finding rests on any") {
  const test::TempDir dir;
  const Case the_case = a_case(dir);
  REQUIRE(reports::write_identity_files(
              the_case, {resting_on({file("robots", "x", "y")})}, dir / "out")
              .has_value());
  CHECK(!std::filesystem::exists(dir / "out"));
}

TEST_CASE("identity files: a file that is another now stops the bundle") {
  const test::TempDir dir;
  const Case the_case = a_case(dir);
  write_text(the_case.path(kList), "altered");
  const auto written = reports::write_identity_files(
      the_case, {resting_on({file("addresses", kList, "list")})}, dir / "out");
  REQUIRE(!written.has_value());
  CHECK(written.error().kind == ErrorKind::damaged);
  CHECK(reports::write_identity_files(
            the_case, {resting_on({file("keys", kKeys, "keys")})}, dir / "out")
            .error()
            .kind == ErrorKind::not_found);
}
