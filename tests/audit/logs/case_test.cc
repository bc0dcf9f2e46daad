// SPDX-License-Identifier: GPL-3.0-or-later
//
// The stage in a case: logs kept, results stored and read back.

#include <doctest/doctest.h>

#include "audit/logs/import_log.h"
#include "audit/logs/log_store.h"
#include "audit/logs/pack.h"
#include "audit/logs/pack_write.h"
#include "audit/logs/rederive.h"
#include "tests/audit/logs/log_support.h"

namespace veto::logs {
namespace {

using test::Site;

Case make_case(const std::filesystem::path& dir) {
  auto made = Case::create(
      dir, std::make_shared<FixedClock>(test::utc("2026-11-24T00:00:00Z")));
  REQUIRE(made.has_value());
  REQUIRE(made->begin_run("logs").has_value());
  return std::move(*made);
}

TEST_CASE("case: a log is kept byte for byte, once") {
  veto::test::TempDir dir;
  Case the_case = make_case(dir / "case");
  test::write(dir / "ac cess;.log", "a\nb");
  const auto first = import_log(the_case, dir / "ac cess;.log");
  REQUIRE(first.has_value());
  CHECK(first->string() ==
        "logs/" + sha256("a\nb").hex().substr(0, 16) + "-ac_cess_.log");
  CHECK(test::read(the_case.path(first->string())) == "a\nb");
  const Digest head = the_case.custody_head();
  CHECK(*import_log(the_case, dir / "ac cess;.log") == *first);
  CHECK(the_case.custody_head() == head);
  CHECK(import_log(the_case, dir / "none").error().kind ==
        ErrorKind::not_found);
  int files = 0;
  for ([[maybe_unused]] const auto& entry :
       std::filesystem::directory_iterator(the_case.path("logs")))
    ++files;
  CHECK(files == 1);
}

TEST_CASE("case: results come back as they were stored") {
  Site one("User-agent: *\nDisallow: /p/\n");
  one.hit("192.0.2.1", "23/Nov/2026:10:00:00 +0000", "/p/\\xFFx", "A\\xFF/1")
      .hit("192.0.2.2", "23/Nov/2026:10:00:00 +0000", "/robots.txt", "B/1")
      .hit("192.0.2.2", "23/Nov/2026:10:00:09 +0000", "/b", "B/1");
  one.log += "nonsense\n";
  for (int i = 0; i < 40; ++i)
    one.hit("192.0.2.3", "23/Nov/2026:10:00:00 +0000", "/", "C/1");
  const auto summary = one.analyse();
  REQUIRE(summary.findings.size() == 2);
  veto::test::TempDir dir;
  Case the_case = make_case(dir / "case");
  REQUIRE(store_summary(the_case, summary).has_value());
  // A second time replaces the first.
  REQUIRE(store_summary(the_case, summary).has_value());
  const auto loaded = load_logs(the_case, the_case.run_id());
  REQUIRE(loaded.has_value());
  CHECK(summary_json(*loaded)["files"] == summary_json(summary)["files"]);
  CHECK(summary_json(*loaded)["counts"] == summary_json(summary)["counts"]);
  CHECK(loaded->clients.size() == summary.clients.size());
  CHECK(loaded->findings.size() == 2);
  REQUIRE(loaded->verdicts.size() == summary.verdicts.size());
  for (std::size_t i = 0; i < summary.verdicts.size(); ++i)
    CHECK(verdict_jsonl(*loaded, loaded->verdicts[i]) ==
          verdict_jsonl(summary, summary.verdicts[i]));
  const auto none = load_logs(the_case, "20200101T000000.000000Z");
  REQUIRE(none.has_value());
  CHECK(none->files.empty());
}

TEST_CASE("case: the stage keeps its logs and reports what it did") {
  Site one("User-agent: *\nDisallow: /p/\n");
  one.hit("192.0.2.1", "23/Nov/2026:10:00:00 +0000", "/p/x", "A/1");
  one.log += "192.0.2.1 - - [23/Nov";
  one.inputs();  // writes the log
  veto::test::TempDir dir;
  Case the_case = make_case(dir / "case");
  config::Settings settings;
  settings.logs.value = {one.dir / "access.log"};
  settings.robots_dir.value = one.dir / "robots";
  settings.complete_from.value = one.complete_from;
  const auto report = run_logs(the_case, settings, {}, {});
  REQUIRE_MESSAGE(report.has_value(), (report ? "" : report.error().message()));
  std::string counts;
  for (const auto& count : report->counts)
    counts += count.name + "=" + std::to_string(count.value) + " ";
  CHECK(counts == "lines=2 set aside=1 clients=1 findings=1 ");
  CHECK(report->incomplete.empty());
  const auto loaded = load_logs(the_case, the_case.run_id());
  REQUIRE(loaded.has_value());
  REQUIRE(loaded->files.size() == 1);
  const auto kept = loaded->files[0].path;
  CHECK(kept.is_relative());
  CHECK(test::read(the_case.dir() / kept) == one.log);
  REQUIRE(loaded->findings.size() == 1);
  CHECK(loaded->findings[0].code == "V2");
  const auto packs = the_case.path("packs") / the_case.run_id();
  const auto pack = packs / pack_folder(loaded->findings[0]);
  auto files = read_pack_files(pack);
  REQUIRE(files.has_value());
  CHECK(rederive(*files, {}).outcome == Rederived::needs_log);
  const auto again =
      rederive_with_log(*files, {}, {the_case.dir() / kept}, "", {});
  REQUIRE(again.has_value());
  CHECK(again->outcome == Rederived::confirmed);
  // Without any version of robots.txt nothing is judged, and that is said.
  settings.robots_dir.value.clear();
  const auto unjudged = run_logs(the_case, settings, {}, {});
  REQUIRE(unjudged.has_value());
  CHECK(unjudged->incomplete.size() == 1);
  CHECK(load_logs(the_case, the_case.run_id())->findings.empty());
  CHECK_FALSE(std::filesystem::exists(pack));
}

}  // namespace
}  // namespace veto::logs
