// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/json_text.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

using namespace veto;

TEST_CASE("append_json: what nlohmann::json writes") {
  using namespace std::string_literals;
  for (const std::string& text :
       {""s, "plain text, 1/2 [x]"s, "quote \" and \\"s, "line\nend\ttab"s,
        "nul \0 and \x1f \x7f"s, "gr\xc3\xbc\xc3\x9f"s,
        "\xf0\x9f\x99\x82 \xe2\x80\xa8"s}) {
    CAPTURE(text);
    std::string out = "[";
    append_json(out, text);
    CHECK(out == "[" + nlohmann::json(text).dump());
  }
}

TEST_CASE("append_json: what is no UTF-8 is replaced") {
  std::string out;
  append_json(out, "a\xff\"b");
  CHECK(out == "\"a\xef\xbf\xbd\\\"b\"");
  CHECK(nlohmann::json::accept(out));
}
