// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/text.h"

#include "base/exit_code.h"
#include "base/time.h"
#include "tests/support.h"

using namespace veto;

TEST_CASE("printable: what could fool a terminal or a reader is shown") {
  struct Row {
    std::string in, out;
  };
  for (const auto& [in, out] : std::vector<Row>{
           {"plain text", "plain text"},
           {"caf\xC3\xA9", "caf\xC3\xA9"},
           {"\x1b[31mred", "\\x1b[31mred"},
           {"a\nb", "a\\x0ab"},
           {"\x7f", "\\x7f"},
           {"\xff", "\\xff"},
           {"\xC2\x9B", "\\xc2\\x9b"},
           {"\xE2\x80\xAE"
            "x",
            "\\xe2\\x80\\xaex"},
           {"\xED\xA0\x80", "\\xed\\xa0\\x80"},
       })
    CHECK(printable(in) == out);
}

TEST_CASE("printable: what nobody sees is shown") {
  for (const std::string hidden :
       {"\u00ad",     "\u034f",    "\u061c", "\u180e", "\u200b", "\u200c",
        "\u200d",     "\u200e",    "\u200f", "\u2028", "\u2029", "\u202a",
        "\u202e",     "\u2060",    "\u2061", "\u2064", "\u2066", "\u2069",
        "\u206f",     "\u3164",    "\ufeff", "\uffa0", "\ufff9", "\U000e0001",
        "\U000e0041", "\U000e0100"}) {
    const std::string shown = printable("a" + hidden + "b");
    CAPTURE(shown);
    CHECK(shown.size() == 2 + 4 * hidden.size());
    CHECK(shown.starts_with("a\\x"));
  }
  // Seen, or needed by what is seen.
  for (const std::string text :
       {"\u00e9", "\u2014", "\u20ac", "\u2070", "\u0627\u200c\u0628",
        "\U0001f469\u200d\U0001f4bb", "\u2764\ufe0f", "\ufffd"})
    CHECK(printable(text) == text);
  CHECK(printable("\u0627\u200c") == "\u0627\\xe2\\x80\\x8c");
}

TEST_CASE("printable: long text is cut") {
  CHECK(printable(std::string(5000, 'x'), 100).size() <= 103);
  CHECK(printable(std::string(5000, 'x'), 100).ends_with("..."));
}

TEST_CASE("to_valid_utf8: bytes that are none become U+FFFD") {
  CHECK(to_valid_utf8("a\xff"
                      "b") ==
        "a\xEF\xBF\xBD"
        "b");
  CHECK(to_valid_utf8("\xC3\xA9") == "\xC3\xA9");
}

TEST_CASE("escape_html: the five characters") {
  CHECK(escape_html("<a href=\"x\">'&'</a>") ==
        "&lt;a href=&quot;x&quot;&gt;&#39;&amp;&#39;&lt;/a&gt;");
}

TEST_CASE("split and trim") {
  CHECK(split("a,,b", ',').size() == 3);
  CHECK(split("", ',').size() == 1);
  CHECK(trim(" \t a b\r\n") == "a b");
  CHECK(iequals("GPTBot", "gptbot"));
  CHECK_FALSE(iequals("GPTBot", "gptbo"));
}

TEST_CASE("RFC 3339: read and written") {
  struct Row {
    const char* in;
    const char* out;
  };
  for (const auto& [in, out] : std::vector<Row>{
           {"2026-11-23T09:44:24Z", "2026-11-23T09:44:24.000Z"},
           {"2026-11-23T09:44:24.5Z", "2026-11-23T09:44:24.500Z"},
           {"2026-11-23T10:44:24+01:00", "2026-11-23T09:44:24.000Z"},
           {"2026-11-22T23:44:24-10:00", "2026-11-23T09:44:24.000Z"},
           {"1969-12-31T23:59:59.250Z", "1969-12-31T23:59:59.250Z"},
           {"2024-02-29T00:00:00z", "2024-02-29T00:00:00.000Z"},
       }) {
    auto time = parse_rfc3339(in);
    REQUIRE(time);
    CHECK(to_rfc3339(*time) == out);
  }
  for (const char* bad :
       {"", "2026-11-23", "2026-02-30T00:00:00Z", "2026-11-23T24:00:00Z",
        "2026-11-23T09:44:24", "2026-11-23T09:44:24Zx", "2026-11-23T09:44:24.Z",
        "2026-11-23T09:44:24+0100"})
    CHECK_FALSE(parse_rfc3339(bad));
}

TEST_CASE("the compact form goes there and back") {
  const auto time = parse_compact("20261123T094424Z");
  REQUIRE(time);
  CHECK(to_compact(*time) == "20261123T094424Z");
  CHECK_FALSE(parse_compact("20261123T094424"));
  CHECK_FALSE(parse_compact("20261323T094424Z"));
}

TEST_CASE("exit codes: 70 > 5 > 6 > 4 > 2 > 130 > 3 > 1 > 0") {
  const ExitCode order[] = {
      ExitCode::bug,        ExitCode::damaged,  ExitCode::io,
      ExitCode::refused,    ExitCode::usage,    ExitCode::interrupted,
      ExitCode::incomplete, ExitCode::findings, ExitCode::done};
  for (std::size_t i = 0; i + 1 < std::size(order); ++i)
    CHECK(strongest({order[i + 1], order[i]}) == order[i]);
  CHECK(strongest({}) == ExitCode::done);
}
