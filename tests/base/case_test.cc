// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/case.h"

#include <nlohmann/json.hpp>

#include "base/file.h"
#include "base/stage_record.h"
#include "base/text.h"
#include "tests/support.h"

using namespace veto;

namespace {

std::shared_ptr<const Clock> clock_at(const char* time) {
  return std::make_shared<FixedClock>(*parse_rfc3339(time));
}

}  // namespace

TEST_CASE("case: create makes a folder that open accepts") {
  test::TempDir dir;
  const auto clock = clock_at("2026-11-23T09:44:24Z");
  { REQUIRE(Case::create(dir / "a", clock)); }
  CHECK(Case::is_case(dir / "a"));
  CHECK(Case::open(dir / "a", clock));
}

TEST_CASE("case: create refuses a folder with something in it") {
  test::TempDir dir;
  REQUIRE(write_file_atomic(dir / "x", "1"));
  auto made = Case::create(dir.path(), clock_at("2026-11-23T09:44:24Z"));
  REQUIRE(!made);
  CHECK(made.error().kind == ErrorKind::refused);
}

TEST_CASE("case: create goes on after one that was killed half-way") {
  test::TempDir dir;
  const auto clock = clock_at("2026-11-23T09:44:24Z");
  for (const char* part : {"captures", "robots"})
    REQUIRE(make_dirs(dir / part));
  CHECK(Case::create(dir.path(), clock));
  test::TempDir used;
  REQUIRE(make_dirs(used / "captures/mine"));
  CHECK(!Case::create(used.path(), clock));
}

TEST_CASE("case: open names a folder that holds none") {
  test::TempDir dir;
  auto opened = Case::open(dir.path(), clock_at("2026-11-23T09:44:24Z"));
  REQUIRE(!opened);
  CHECK(opened.error().kind == ErrorKind::not_found);
  CHECK(opened.error().where == dir.path().string());
}

TEST_CASE("case: one writer at a time") {
  test::TempDir dir;
  const auto clock = clock_at("2026-11-23T09:44:24Z");
  auto first = Case::create(dir / "a", clock);
  REQUIRE(first);
  auto second = Case::open(dir / "a", clock);
  REQUIRE(!second);
  CHECK(second.error().kind == ErrorKind::refused);
}

TEST_CASE("case: a run is recorded with its start and its outcome") {
  test::TempDir dir;
  auto made = Case::create(dir / "a", clock_at("2026-11-23T09:44:24.123456Z"));
  REQUIRE(made);
  REQUIRE(made->begin_run("veto audit http://localhost/"));
  CHECK(made->run_id() == "20261123T094424.123456Z");
  REQUIRE(made->end_run("done"));
  auto runs = made->runs();
  REQUIRE(runs);
  REQUIRE(runs->size() == 1);
  CHECK(runs->front().id == made->run_id());
  CHECK(runs->front().outcome == "done");
  CHECK(runs->front().command == "veto audit http://localhost/");
}

TEST_CASE("case: a run that never ended is taken up again, an ended one not") {
  test::TempDir dir;
  const auto clock = clock_at("2026-11-23T09:44:24Z");
  std::string id;
  {
    auto made = Case::create(dir / "a", clock);
    REQUIRE(made);
    CHECK_FALSE(made->resume_run().value_or(true));
    REQUIRE(made->begin_run("veto audit http://localhost/"));
    id = made->run_id();
  }
  auto again = Case::open(dir / "a", clock);
  REQUIRE(again);
  CHECK(again->resume_run().value_or(false));
  CHECK(again->run_id() == id);
  REQUIRE(again->end_run("done"));
  CHECK_FALSE(again->resume_run().value_or(true));
}

TEST_CASE("case: a stage's record is read back, the last of each") {
  test::TempDir dir;
  auto made = Case::create(dir / "a", clock_at("2026-11-23T09:44:24Z"));
  REQUIRE(made);
  REQUIRE(made->begin_run("veto audit http://localhost/"));
  StageReport report;
  report.counts = {{"pages", 3}};
  report.incomplete = {"one host did not answer"};
  REQUIRE(note_stage(*made, "crawl", report));
  report.counts = {{"pages", 9}};
  REQUIRE(note_stage(*made, "crawl", report));
  const auto stages = stages_of(*made, made->run_id());
  REQUIRE(stages);
  REQUIRE(stages->size() == 1);
  const auto& [name, kept] = stages->front();
  CHECK(name == "crawl");
  REQUIRE(kept.counts.size() == 1);
  CHECK(kept.counts[0].name == "pages");
  CHECK(kept.counts[0].value == 9);
  CHECK(kept.incomplete == report.incomplete);
  CHECK_FALSE(kept.interrupted);
  CHECK(stages_of(*made, "another run")->empty());
}

TEST_CASE("case: custody events are chained by the digest of the line before") {
  test::TempDir dir;
  const auto clock = clock_at("2026-11-23T09:44:24Z");
  {
    auto made = Case::create(dir / "a", clock);
    REQUIRE(made);
    REQUIRE(made->custody({"import", "logs/a.log", "", "given by the owner"}));
  }
  auto again = Case::open(dir / "a", clock);
  REQUIRE(again);
  REQUIRE(again->custody({"report", "report/report.html", "", ""}));
  const auto text = read_file(dir.path() / "a" / "custody.jsonl", 1 << 20);
  REQUIRE(text);
  const auto lines = split(trim(*text), '\n');
  REQUIRE(lines.size() == 3);
  Digest before;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const auto line = nlohmann::json::parse(lines[i]);
    CHECK(line["seq"] == i + 1);
    CHECK(line["prev"] == before.hex());
    CHECK_FALSE(line["actor"].get<std::string>().empty());
    before = sha256(lines[i]);
  }
  CHECK(again->custody_head() == before);
  CHECK(again->custody_events() == 3);
}

TEST_CASE("case: an event says what an item was before") {
  test::TempDir dir;
  auto made = Case::create(dir / "a", clock_at("2026-11-23T09:44:24Z"));
  REQUIRE(made);
  REQUIRE(made->custody({.action = "report",
                         .item = "report/report.html",
                         .digest = sha256("b").labelled(),
                         .reason = "",
                         .digest_before = sha256("a").labelled()}));
  const auto text = read_file(dir.path() / "a" / "custody.jsonl", 1 << 20);
  REQUIRE(text);
  const auto line = nlohmann::json::parse(split(trim(*text), '\n').back());
  CHECK(line["digest"] == sha256("b").labelled());
  CHECK(line["digest_before"] == sha256("a").labelled());
}

TEST_CASE("case: a half custody event is removed, and that is an event") {
  test::TempDir dir;
  const auto clock = clock_at("2026-11-23T09:44:24Z");
  { REQUIRE(Case::create(dir / "a", clock)); }
  {
    auto file = AppendFile::open(dir.path() / "a" / "custody.jsonl");
    REQUIRE(file);
    REQUIRE(file->append("{\"seq\":2,"));
  }
  REQUIRE(Case::open(dir / "a", clock));
  const auto text = read_file(dir.path() / "a" / "custody.jsonl", 1 << 20);
  REQUIRE(text);
  const auto lines = split(trim(*text), '\n');
  REQUIRE(lines.size() == 2);
  const auto last = nlohmann::json::parse(lines[1]);
  CHECK(last["reason"].get<std::string>().starts_with("removed 9 bytes"));
  CHECK(last["prev"] == sha256(lines[0]).hex());
}

TEST_CASE("case: a last custody event that is no event is damage") {
  test::TempDir dir;
  const auto clock = clock_at("2026-11-23T09:44:24Z");
  { REQUIRE(Case::create(dir / "a", clock)); }
  auto file = AppendFile::open(dir.path() / "a" / "custody.jsonl");
  REQUIRE(file);
  REQUIRE(file->append("not json\n"));
  auto opened = Case::open(dir / "a", clock);
  REQUIRE(!opened);
  CHECK(opened.error().kind == ErrorKind::damaged);
}

TEST_CASE("db: tables of a newer program are refused") {
  test::TempDir dir;
  auto db = Database::open(dir / "x.db");
  REQUIRE(db);
  REQUIRE(migrate(
      *db, "m",
      {"CREATE TABLE a (n INTEGER)", "ALTER TABLE a ADD COLUMN b TEXT"}));
  auto older = migrate(*db, "m", {"CREATE TABLE a (n INTEGER)"});
  REQUIRE(!older);
  CHECK(older.error().kind == ErrorKind::unsupported);
}

TEST_CASE("db: a transaction that fails leaves nothing") {
  test::TempDir dir;
  auto db = Database::open(dir / "x.db");
  REQUIRE(db);
  REQUIRE(migrate(*db, "m", {"CREATE TABLE a (n INTEGER PRIMARY KEY)"}));
  auto failed = db->transact("insert twice", [](soci::session& sql) {
    sql << "INSERT INTO a VALUES (1)";
    sql << "INSERT INTO a VALUES (1)";
  });
  CHECK(!failed);
  auto count = db->attempt("count", [](soci::session& sql) {
    int n = -1;
    sql << "SELECT COUNT(*) FROM a", soci::into(n);
    return n;
  });
  REQUIRE(count);
  CHECK(*count == 0);
}

TEST_CASE("db: a file that is no database is damage") {
  test::TempDir dir;
  REQUIRE(write_file_atomic(dir / "x.db", std::string(5000, 'x')));
  auto db = Database::open(dir / "x.db");
  REQUIRE(!db);
  CHECK(db.error().kind == ErrorKind::damaged);
}
