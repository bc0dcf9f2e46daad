// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/faces/marks.h"

#include <doctest/doctest.h>

#include "tests/audit/faces/marks_samples.h"

using namespace veto;
using namespace veto::faces;
using test::kLeft;
using test::kRight;
using test::marked_image;
using test::marking;
using test::sure;
using test::unsure;

TEST_CASE("marks: five names, in any case") {
  for (const Mark mark : {Mark::mine, Mark::consented, Mark::third_party,
                          Mark::not_a_face, Mark::child})
    CHECK(mark_of(to_string(mark)) == mark);
  CHECK(mark_of(" Third-Party\t") == Mark::third_party);
  for (const char* text : {"", "yours", "not a face", "third_party", "mine,"}) {
    CAPTURE(text);
    REQUIRE_FALSE(mark_of(text));
    CHECK(mark_of(text).error().kind == ErrorKind::usage);
  }
}

TEST_CASE("marks: a mark is found again by image and place, nowhere else") {
  Marks marks;
  marks.add(marking("a", kLeft, Mark::mine));
  struct Row {
    const char* image;
    Box box;
    bool found;
  };
  const std::vector<Row> rows = {
      {"a", kLeft, true},
      {"a", {10, 10, 100, 100}, true},  // 0.68 of the union
      {"a", {0, 0, 100, 51}, true},     // 0.51
      {"a", {0, 0, 100, 50}, false},    // one half is not more than half
      {"a", {40, 0, 100, 100}, false},  // 0.43
      {"a", kRight, false},
      {"b", kLeft, false},  // the same place in other bytes
  };
  for (const Row& row : rows) {
    CAPTURE(row.image);
    CAPTURE(row.box.h);
    const auto image = marked_image(row.image, {sure(row.box)});
    CHECK(marks.faces_of(image).at(0).is(Mark::mine) == row.found);
  }
}

TEST_CASE("marks: a mark between two faces belongs to the nearer one alone") {
  // It overlaps both by more than half of the union.
  const Box between{0, 0, 100, 100}, near{0, 0, 100, 90}, far{0, 30, 100, 70};
  Marks marks;
  marks.add(marking("a", between, Mark::child));
  for (const bool near_first : {true, false}) {
    const auto image = near_first ? marked_image("a", {sure(near), sure(far)})
                                  : marked_image("a", {sure(far), sure(near)});
    const auto faces = marks.faces_of(image);
    CHECK(faces[near_first ? 0 : 1].is(Mark::child));
    CHECK(faces[near_first ? 1 : 0].mark() == nullptr);
  }
}

TEST_CASE("marks: the later one counts, the earlier stay") {
  Marks marks;
  marks.add(marking("a", kLeft, Mark::mine, "Ada"));
  marks.add(marking("a", {5, 5, 100, 100}, Mark::child, "Bob"));
  marks.add(marking("a", kRight, Mark::not_a_face));
  CHECK(marks.size() == 3);
  const auto image = marked_image("a", {sure(kLeft), sure(kRight)});
  const auto faces = marks.faces_of(image);
  REQUIRE(faces[0].history.size() == 2);
  CHECK(faces[0].history[0].by == "Ada");
  CHECK(faces[0].is(Mark::child));
  CHECK(faces[0].mark()->by == "Bob");
  CHECK(faces[1].is(Mark::not_a_face));
  CHECK(faces[0].image == &image);
}

TEST_CASE("marks: what each means for a face and a possible face") {
  struct Row {
    const Mark* mark;
    bool sure_counts, sure_exposes, unsure_counts, unsure_exposes;
  };
  constexpr Mark kAll[] = {Mark::mine, Mark::consented, Mark::third_party,
                           Mark::not_a_face, Mark::child};
  const std::vector<Row> rows = {
      {nullptr, true, true, false, false},
      {&kAll[0], true, false, true, false},
      {&kAll[1], true, false, true, false},
      {&kAll[2], true, true, true, true},
      {&kAll[3], false, false, false, false},
      {&kAll[4], true, true, true, true},
  };
  for (const Row& row : rows) {
    CAPTURE(row.mark ? to_string(*row.mark) : "unmarked");
    Marks marks;
    if (row.mark) marks.add(marking("a", kLeft, *row.mark));
    const auto one = marked_image("a", {sure(kLeft)});
    const auto other = marked_image("a", {unsure(kLeft)});
    const auto face = marks.faces_of(one)[0];
    const auto possible = marks.faces_of(other)[0];
    CHECK(face.counts() == row.sure_counts);
    CHECK(face.is_exposure() == row.sure_exposes);
    CHECK_FALSE(face.confirmed());
    CHECK(possible.counts() == row.unsure_counts);
    CHECK(possible.is_exposure() == row.unsure_exposes);
    CHECK(possible.confirmed() == row.unsure_counts);
  }
}

TEST_CASE("marks: counts, each face in one of them") {
  FacesResult result;
  result.images = {
      marked_image("a", {sure(kLeft), sure(kRight), unsure({0, 300, 50, 50})}),
      marked_image("b", {sure(kLeft), unsure(kRight)}),
      marked_image("c", {sure(kLeft)}), marked_image("d", {unsure(kLeft)}),
      marked_image("e", {})};
  CHECK_FALSE(count_marks(result, {}).any());
  CHECK(count_marks(result, {}).faces() == 4);
  CHECK(count_marks(result, {}).possible == 3);
  CHECK(withdrawn_images(result, {}).empty());

  Marks marks;
  marks.add(marking("a", kLeft, Mark::mine));
  marks.add(marking("b", kLeft, Mark::not_a_face));
  marks.add(marking("b", kRight, Mark::child));
  marks.add(marking("c", kLeft, Mark::not_a_face));
  marks.add(marking("gone", kLeft, Mark::mine));
  const MarkCounts counts = count_marks(result, marks);
  CHECK(counts.any());
  CHECK(counts.unmarked == 1);
  CHECK(counts.mine == 1);
  CHECK(counts.child == 1);
  CHECK(counts.faces() == 3);
  CHECK(counts.exposures() == 2);
  CHECK(counts.holding == 2);
  CHECK(counts.confirmed == 1);
  CHECK(counts.not_a_face == 2);
  CHECK(counts.possible == 2);
  // In "b" a person confirmed what the detector only thought possible.
  CHECK(withdrawn_images(result, marks) ==
        std::set<std::string>{sha256("c").hex()});
}
