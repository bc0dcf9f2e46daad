// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/embedded/json_content.h"

#include <string>

#include "tests/support.h"

using namespace veto;
using namespace veto::embedded;

namespace {

bool too_large(const std::string& text) {
  const auto value = parse_json(text);
  return !value && value.error().kind == ErrorKind::too_large;
}

std::string arrays(int depth) {
  const auto count = static_cast<std::size_t>(depth);
  return std::string(count, '[') + std::string(count, ']');
}

}  // namespace

TEST_CASE("JSON content: maps, arrays, text, and the rest as scalars") {
  const auto value = parse_json(
      R"({"a": {"b": "c"}, "n": [1, -1, 1.5, true, null, "d"], "e": ""})");
  REQUIRE(value);
  REQUIRE(value->find("a"));
  REQUIRE(value->find("a")->find("b"));
  CHECK(value->find("a")->find("b")->text == "c");
  const Value* list = value->find("n");
  REQUIRE(list);
  REQUIRE(list->items.size() == 6);
  for (std::size_t i = 0; i < 5; ++i)
    CHECK(list->items[i].kind == Value::Kind::scalar);
  CHECK(list->items[5].text == "d");
  CHECK(list->find("d") == nullptr);
  CHECK(value->find("e")->is_text());
  CHECK(value->find("none") == nullptr);
}

TEST_CASE("JSON content: of a repeated key neither value is taken") {
  const auto value = parse_json(R"({"use": "allowed", "use": "notAllowed"})");
  REQUIRE(value);
  CHECK(value->items.size() == 4);
  CHECK(value->find("use") == nullptr);
}

TEST_CASE("JSON content: what is not JSON") {
  for (const char* text : {"", "{", "{\"a\"}", "[1,]", "{\"a\":1} x", "'a'",
                           "\"\xff\"", "nul", "[1e999]"}) {
    CAPTURE(text);
    const auto value = parse_json(text);
    REQUIRE(!value);
    CHECK(value.error().kind == ErrorKind::damaged);
  }
}

TEST_CASE("JSON content: limits") {
  CHECK(parse_json(arrays(kMaxValueDepth + 1)));
  CHECK(too_large(arrays(kMaxValueDepth + 2)));
  CHECK(too_large(std::string(500'000, '[')));
  std::string many = "[0";
  for (std::size_t i = 2; i < kMaxValues; ++i) many += ",0";
  CHECK(parse_json(many + "]"));
  CHECK(too_large(many + ",0]"));
  CHECK(parse_json("\"" + std::string(kMaxDocumentBytes - 2, 'x') + "\""));
  CHECK(too_large("\"" + std::string(kMaxDocumentBytes - 1, 'x') + "\""));
}
