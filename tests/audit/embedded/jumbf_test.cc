// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/embedded/jumbf.h"

#include <string>

#include "tests/audit/embedded/jumbf_writer.h"
#include "tests/support.h"

using namespace veto;
using namespace veto::embedded;
using namespace veto::embedded::testing;

namespace {

std::string box_header(std::uint64_t lbox, std::string_view type) {
  return big_endian_bytes(lbox, 4) + std::string(type);
}

// "type@offset:body" for each box, "!" where the reading ended before the
// bytes did.
std::string shown_boxes(const std::string& bytes, std::size_t offset = 0) {
  BoxReader boxes(bytes, offset);
  std::string text;
  while (const auto box = boxes.next()) {
    text += (text.empty() ? "" : " ") + std::string(box->type) + "@" +
            std::to_string(box->offset) + ":" + std::string(box->body);
    CHECK(box->body_offset + box->body.size() <= offset + bytes.size());
  }
  return text + (boxes.damaged() ? "!" : "");
}

}  // namespace

TEST_CASE("JUMBF: boxes one after another (ISO/IEC 19566-5, annex A.2)") {
  const std::string long_box =
      box_header(1, "json") + big_endian_bytes(19, 8) + "abc";
  struct Row {
    const char* what;
    std::string bytes;
    const char* boxes;
  };
  const Row rows[] = {
      {"none", "", ""},
      {"one", box("json", "abc"), "json@0:abc"},
      {"an empty one", box("free", ""), "free@0:"},
      {"two", box("json", "abc") + box("cbor", "d"), "json@0:abc cbor@11:d"},
      {"LBox 1: the length is in XLBox", long_box + box("free", ""),
       "json@0:abc free@19:"},
      {"LBox 0: to the end", box("free", "") + box_header(0, "json") + "abc",
       "free@0: json@8:abc"},
      {"LBox 0 with nothing behind", box_header(0, "json"), "json@0:"},
      // What cannot be a box.
      {"less than a header", box("json", "a") + "1234567", "json@0:a!"},
      {"LBox 2 to 7", box_header(7, "json"), "!"},
      {"longer than the rest", box_header(12, "json") + "abc", "!"},
      {"XLBox missing", box_header(1, "json") + "1234567", "!"},
      {"XLBox below its header",
       box_header(1, "json") + big_endian_bytes(15, 8), "!"},
      {"XLBox of 2^64 - 1",
       box_header(1, "json") + std::string(8, '\xff') + "abc", "!"},
      {"after a good one", box("json", "a") + box_header(3, "json") + "rest",
       "json@0:a!"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.what);
    CHECK(shown_boxes(row.bytes) == row.boxes);
  }
}

TEST_CASE("JUMBF: offsets count from where the caller says") {
  CHECK(shown_boxes(box("json", "a") + box("free", ""), 1000) ==
        "json@1000:a free@1009:");
}

TEST_CASE("JUMBF: no more than so many boxes side by side") {
  std::string bytes;
  for (std::size_t i = 0; i < kMaxBoxes; ++i) bytes += box("free", "");
  const auto count = [](const std::string& of) {
    BoxReader boxes(of, 0);
    std::size_t found = 0;
    while (boxes.next()) ++found;
    return std::pair(found, boxes.damaged());
  };
  CHECK(count(bytes) == std::pair(kMaxBoxes, false));
  CHECK(count(bytes + box("free", "")) == std::pair(kMaxBoxes, true));
}

TEST_CASE("JUMBF: superboxes and their description (annex A.3)") {
  const std::string uuid = uuid_of("cbor");
  const std::string content = box("cbor", "x");
  struct Row {
    const char* what;
    std::string description;
    const char* label;
  };
  const Row rows[] = {
      {"a label", uuid + "\x03" + "a.b" + '\0', "a.b"},
      {"an empty label", uuid + "\x02" + '\0', ""},
      {"no label", uuid + '\0', ""},
      {"no label, but an identifier", uuid + "\x04" + "1234", ""},
      {"a label, identifier and signature",
       uuid + "\x0f" + "a" + '\0' + "1234" + std::string(32, 's'), "a"},
      {"a label and a private box",
       uuid + "\x13" + "a" + '\0' + box("c2sh", "salt"), "a"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.what);
    const std::string whole =
        box("jumb", box("jumd", row.description) + content);
    const auto opened = open_superbox(*BoxReader(whole, 50).next());
    REQUIRE(opened);
    CHECK(opened->uuid == uuid);
    CHECK(opened->label == row.label);
    CHECK(opened->content == content);
    CHECK(opened->offset == 50);
    CHECK(opened->content_offset == 50 + whole.size() - content.size());
    CHECK(opened->boxes().next()->offset == opened->content_offset);
  }
}

TEST_CASE("JUMBF: what is no superbox") {
  const std::string uuid = uuid_of("cbor");
  const std::pair<const char*, std::string> rows[] = {
      {"another type", box("json", description("cbor", "a"))},
      {"empty", box("jumb", "")},
      {"no description first", box("jumb", box("cbor", "x"))},
      {"a description cut off", box("jumb", box_header(40, "jumd") + uuid)},
      {"no toggles", box("jumb", box("jumd", uuid))},
      {"half a type", box("jumb", box("jumd", "12345678"))},
      {"a label without its end", box("jumb", box("jumd", uuid + "\x03"
                                                                 "a"))},
      {"a label announced and absent", box("jumb", box("jumd", uuid + "\x03"))},
  };
  for (const auto& [what, bytes] : rows) {
    CAPTURE(what);
    const auto first = BoxReader(bytes, 0).next();
    REQUIRE(first);
    CHECK(!open_superbox(*first));
  }
}
