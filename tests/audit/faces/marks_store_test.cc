// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/faces/marks_store.h"

#include "audit/faces/face_id.h"
#include "audit/faces/marks_run.h"
#include "audit/faces/store.h"
#include "base/file.h"
#include "tests/audit/faces/marks_samples.h"
#include "tests/support.h"

using namespace veto;
using namespace veto::faces;
using test::marked_image;
using test::marking;
using test::sure;

namespace {

constexpr Box kMarkedBox{1, 2, 30, 40};

std::shared_ptr<const Clock> still() {
  return std::make_shared<FixedClock>(from_micros(1'700'000'000'000'000));
}

Case new_case(const test::TempDir& dir) {
  auto made = Case::create(dir / "case", still());
  REQUIRE(made);
  return *std::move(made);
}

// What the faces stage of the case's run found in one image.
void store_face(Case& the_case, const Box& box) {
  Database& db = the_case.db();
  REQUIRE(open_store(db));
  REQUIRE(begin_store(db, the_case.run_id(), {"YuNet-N", "1", "", ""}));
  REQUIRE(store_image(db, the_case.run_id(), marked_image("a", {sure(box)})));
}

}  // namespace

TEST_CASE("marks: kept in the case, in order, though the clock stands still") {
  const test::TempDir dir;
  const auto image = marked_image("a", {sure(kMarkedBox)});
  {
    Case the_case = new_case(dir);
    CHECK(load_marks(the_case)->size() == 0);
    auto first = marking("a", kMarkedBox, Mark::mine, "Ada \xff");
    first.note = "by mail";
    REQUIRE(
        store_marks(the_case, {first, marking("b", kMarkedBox, Mark::child)}));
    REQUIRE(store_marks(the_case, {marking("a", kMarkedBox, Mark::consented)}));
    REQUIRE(store_marks(the_case, {}));
  }
  auto the_case = Case::open(dir / "case", still());
  REQUIRE(the_case);
  const auto marks = load_marks(*the_case);
  REQUIRE(marks);
  CHECK(marks->size() == 3);
  const auto history = marks->faces_of(image).at(0).history;
  REQUIRE(history.size() == 2);
  CHECK(history[0].mark == Mark::mine);
  CHECK(history[0].by == "Ada \xef\xbf\xbd");
  CHECK(history[0].note == "by mail");
  CHECK(history[0].at == from_micros(1'000'000));
  CHECK(history[0].box.h == 40);
  CHECK(history[1].mark == Mark::consented);
}

TEST_CASE("marks: the custody log names what was marked, by whom") {
  const test::TempDir dir;
  Case the_case = new_case(dir);
  const std::vector<Marking> one = {marking("a", kMarkedBox, Mark::mine)};
  REQUIRE(store_marks(the_case, one));
  const auto log = read_file(the_case.path("custody.jsonl"), 1 << 20);
  REQUIRE(log);
  const auto has = [&](const std::string& text) {
    return log->find(text) != std::string::npos;
  };
  CHECK(has("\"action\":\"mark\""));
  CHECK(has(face_id(sha256("a"), kMarkedBox)));
  CHECK(has("marked by Ada"));
  CHECK(has(sha256(markings_jsonl(one)).labelled()));
}

TEST_CASE("marks: one of no known kind is damage, not a guess") {
  const test::TempDir dir;
  Case the_case = new_case(dir);
  REQUIRE(store_marks(the_case, {marking("a", kMarkedBox, Mark::mine)}));
  REQUIRE(the_case.db().transact("spoil", [](soci::session& sql) {
    sql << "UPDATE face_mark SET mark = 'somebody'";
  }));
  const auto marks = load_marks(the_case);
  REQUIRE_FALSE(marks);
  CHECK(marks.error().kind == ErrorKind::damaged);
}

TEST_CASE("marks: found again where a later look put the box a little off") {
  const test::TempDir dir;
  Case the_case = new_case(dir);
  CHECK(load_marked_run(the_case).error().kind == ErrorKind::not_found);
  REQUIRE(the_case.begin_run("audit"));
  store_face(the_case, kMarkedBox);
  REQUIRE(store_marks(the_case, {marking("a", kMarkedBox, Mark::mine)}));
  auto run = load_marked_run(the_case);
  REQUIRE(run);
  CHECK(run->run_id == the_case.run_id());
  CHECK(run->faces.at(0).is(Mark::mine));
  const std::string before = run->faces[0].id;
  store_face(the_case, {3, 4, 30, 40});
  run = load_marked_run(the_case);
  REQUIRE(run);
  CHECK(run->faces.at(0).id != before);
  CHECK(run->faces[0].is(Mark::mine));
}
