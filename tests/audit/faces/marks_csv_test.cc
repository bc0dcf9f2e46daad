// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/faces/marks_csv.h"

#include <doctest/doctest.h>

#include "audit/faces/marks_json.h"
#include "base/csv.h"
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

std::string replaced(std::string text, std::string_view from,
                     std::string_view to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos;
       at += to.size())
    text.replace(at, from.size(), to);
  return text;
}

FacesResult one_image() {
  FacesResult result;
  result.images = {marked_image("a", {sure(kLeft), unsure(kRight)})};
  return result;
}

}  // namespace

TEST_CASE("marks csv: what is listed comes back, and only what was marked") {
  const FacesResult result = one_image();
  Marks marks;
  marks.add(marking("a", kLeft, Mark::not_a_face, "=cmd|' /C calc'!A0"));
  const auto faces = marked_faces(result, marks);
  const std::string written = faces_csv(faces);
  CHECK(written.find("\"'=cmd") == std::string::npos);
  CHECK(written.find(",'=cmd|") != std::string::npos);
  // As it is, and in every form a spreadsheet may make of it.
  std::string semicolons = replaced(written, ",", ";");
  for (const std::string& text :
       {written, "\xef\xbb\xbf" + written, replaced(written, "\r\n", "\n"),
        semicolons, replaced(written, ",", "\t"),
        replaced(semicolons, "not-a-face", "\"Not-A-Face\""),
        written + ",,,,\r\n"}) {
    CAPTURE(text);
    const auto rows = read_marks_csv(text);
    REQUIRE(rows);
    REQUIRE(rows->size() == 1);
    CHECK((*rows)[0].line == 2);
    CHECK((*rows)[0].id == faces[0].id);
    const auto choices = choose_rows(faces, *rows);
    REQUIRE(choices);
    CHECK(markings_of(*choices, "Bob", {}, "").empty());
  }
  const auto edited = read_marks_csv(
      replaced(written, faces[1].id + ",", faces[1].id + ",child"));
  REQUIRE(edited);
  REQUIRE(edited->size() == 2);
  CHECK((*edited)[1].mark == "child");
}

TEST_CASE("marks csv: columns by name, in any order, others left aside") {
  const auto rows = read_marks_csv(
      "notes,MARK , Id\r\n\"a,\"\"b\"\"\r\nc\",mine,f-012345\r\n\r\nx,child\r\n"
      "y,,f-999999\r\n");
  REQUIRE(rows);
  REQUIRE(rows->size() == 2);
  CHECK((*rows)[0].id == "f-012345");
  CHECK((*rows)[0].line == 2);
  CHECK((*rows)[1].mark == "child");
  CHECK((*rows)[1].id.empty());  // refused when it is looked up
  CHECK((*rows)[1].line == 5);
}

TEST_CASE("marks csv: what is no such table is refused") {
  for (const std::string& text :
       {std::string(), std::string("\xef\xbb\xbf"), std::string("id\n"),
        std::string("mark\nmine\n"), std::string("id,mark,id\n"),
        std::string("f-012345,mine\n"), std::string("id,mark\n\"x"),
        std::string("\xff\xfei\0d\0,\0", 8),
        std::string("\x89PNG\r\n\x1a\n")}) {
    CAPTURE(text);
    const auto rows = read_marks_csv(text);
    REQUIRE_FALSE(rows);
    CHECK(rows.error().kind == ErrorKind::damaged);
    CHECK(rows.error().where.starts_with("line "));
  }
  const auto large =
      read_marks_csv("id,mark\n" + std::string(kMaxMarksFileBytes, '\n'));
  REQUIRE_FALSE(large);
  CHECK(large.error().kind == ErrorKind::too_large);
}

TEST_CASE("marks csv: a cell stays within what a spreadsheet holds") {
  FacesResult result = one_image();
  result.images[0].pages.assign(5000, "https://h.example/a-page");
  result.images[0].urls = {std::string(60'000, 'x')};
  const std::string text = faces_csv(marked_faces(result, {}));
  CsvReader reader(text);
  REQUIRE(*reader.next());
  const auto record = reader.next();
  REQUIRE(*record);
  for (const std::string& cell : **record) CHECK(cell.size() < 32'767);
  CHECK((*record)->back().ends_with("(and 4980 more)"));
}

TEST_CASE("marks json: unmarked is null, the history is all there") {
  const FacesResult result = one_image();
  Marks marks;
  marks.add(marking("a", kLeft, Mark::mine, "Ada \xff"));
  marks.add(marking("a", kLeft, Mark::child, "Bob"));
  const auto list = face_list_document("run", marked_faces(result, marks));
  CHECK(list["schema"] == "veto.face-list/1");
  const auto& face = list["faces"][0];
  CHECK(face["mark"] == "child");
  CHECK(face["marked_by"] == "Bob");
  CHECK(face["history"].size() == 2);
  CHECK(face["history"][0]["by"] == "Ada \xef\xbf\xbd");
  CHECK(face["counts"] == true);
  CHECK(list["faces"][1]["mark"].is_null());
  CHECK(list["faces"][1]["counts"] == false);
  // No note leaves the case with a report.
  CHECK_FALSE(
      marked_face_json(marked_faces(result, marks)[0]).contains("note"));
}
