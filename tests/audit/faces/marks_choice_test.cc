// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/faces/marks_choice.h"

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

namespace {

FacesResult two_images() {
  FacesResult result;
  result.images = {marked_image("a", {sure(kLeft), unsure(kRight)}),
                   marked_image("b", {sure(kLeft)})};
  result.images[1].urls = {"https://cdn.example/b?x=/img/",
                           "https://h.example/img/sub/b"};
  result.images[1].pages = {"https://h.example/other"};
  return result;
}

bool says(const Error& error, const char* text) {
  return error.message().find(text) != std::string::npos;
}

}  // namespace

TEST_CASE("choice: by id, by its beginning, each face once") {
  const FacesResult result = two_images();
  const auto faces = marked_faces(result, {});
  const auto chosen = choose_rows(faces, {{0, faces[2].id, "mine"},
                                          {0, faces[0].id.substr(2, 6), "mine"},
                                          {0, faces[2].id, "MINE"}});
  REQUIRE(chosen);
  REQUIRE(chosen->size() == 2);
  CHECK((*chosen)[0].face == &faces[2]);
  CHECK((*chosen)[1].face == &faces[0]);
}

TEST_CASE("choice: one wrong row and nothing is chosen") {
  const FacesResult result = two_images();
  const auto faces = marked_faces(result, {});
  const std::string id = faces[0].id;
  struct Row {
    std::vector<MarkRow> rows;
    std::vector<const char*> said;
    ErrorKind kind = ErrorKind::usage;
  };
  const std::vector<Row> rows = {
      {{{0, "f-000000", "mine"}},
       {"no face", "f-000000"},
       ErrorKind::not_found},
      {{{0, id, "yours"}}, {"no such mark: yours"}},
      {{{0, "", "mine"}}, {"id of a face"}},
      {{{2, id, "mine"}, {3, id, "child"}}, {"line 3: ", "in line 2"}},
      {{{2, id, "mine"}, {4, "x", "mine"}, {7, id, "?"}},
       {"nothing was marked: line 4: ", "; line 7: "}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.said[0]);
    const auto chosen = choose_rows(faces, row.rows);
    REQUIRE_FALSE(chosen);
    CHECK(chosen.error().kind == row.kind);
    CHECK_FALSE(chosen.error().hint.empty());
    for (const char* text : row.said) CHECK(says(chosen.error(), text));
  }
  const std::vector<MarkRow> many(1000, {5, "x", "mine"});
  const auto chosen = choose_rows(faces, many);
  REQUIRE_FALSE(chosen);
  CHECK(says(chosen.error(), "; and 990 more"));
}

TEST_CASE("choice: an id that several faces begin with is not guessed") {
  FacesResult result = two_images();
  auto faces = marked_faces(result, {});
  faces[0].id = "f-abcdef000000";
  faces[1].id = "f-abcdef000001";
  REQUIRE_FALSE(choose_rows(faces, {{0, "abcdef", "mine"}}));
  CHECK(says(choose_rows(faces, {{0, "abcdef", "mine"}}).error(), "several"));
  CHECK(choose_rows(faces, {{0, "abcdef000001", "mine"}}));
  // Not even where the whole ids are equal.
  faces[1].id = faces[0].id;
  CHECK_FALSE(choose_rows(faces, {{0, "abcdef000000", "mine"}}));
}

TEST_CASE("choice: by page and by folder") {
  const FacesResult result = two_images();
  const auto faces = marked_faces(result, {});
  struct Row {
    bool page;
    const char* url;
    std::size_t count;
  };
  const std::vector<Row> rows = {
      {true, "https://h.example/team", 2},
      {true, "HTTPS://H.example:443/team#us", 2},
      {true, "https://h.example/other", 1},
      {true, "https://h.example/tea", 0},
      {true, "team", 0},
      {false, "https://h.example/img/", 3},
      {false, "https://h.example/img", 3},
      {false, "https://h.example/img?x#y", 3},
      {false, "https://h.example/img/sub", 1},
      {false, "https://h.example", 3},
      {false, "https://cdn.example/", 1},
      {false, "https://h.example/im", 0},
      {false, "https://h.example/img/a", 0},
      {false, "img/", 0},
  };
  for (const Row& row : rows) {
    CAPTURE(row.url);
    const auto chosen = row.page ? choose_page(faces, row.url, Mark::mine)
                                 : choose_folder(faces, row.url, Mark::mine);
    CHECK((chosen ? chosen->size() : 0) == row.count);
    CHECK(chosen.has_value() == (row.count > 0));
  }
}

TEST_CASE("choice: what bears the mark already keeps who made it") {
  const FacesResult result = two_images();
  Marks marks;
  Marking first = marking("a", kLeft, Mark::mine, "Ada");
  first.note = "by mail";
  marks.add(first);
  const auto faces = marked_faces(result, marks);
  const std::vector<MarkChoice> same = {{&faces[0], Mark::mine}};
  const UtcTime at = from_micros(5);
  CHECK(markings_of(same, "Bob", at, "").empty());
  CHECK(markings_of(same, "Bob", at, "by mail").empty());
  CHECK(markings_of(same, "Bob", at, "a note").size() == 1);
  const auto changed = markings_of(
      {{&faces[0], Mark::child}, {&faces[2], Mark::mine}}, "Bob", at, "");
  REQUIRE(changed.size() == 2);
  CHECK(changed[0].mark == Mark::child);
  CHECK(changed[0].by == "Bob");
  CHECK(changed[0].at == at);
  CHECK(changed[1].image == sha256("b"));
}
