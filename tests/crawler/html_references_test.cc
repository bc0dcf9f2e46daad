// SPDX-License-Identifier: GPL-3.0-or-later
//
// Character references and charsets: one row a rule of the standard.
#include "crawler/html_references.h"

#include "crawler/charset_decoder.h"
#include "crawler/html_charset.h"
#include "crawler/utf8.h"
#include "tests/support.h"

using namespace std::string_literals;
using namespace veto::crawler;

namespace {

std::string decoded(std::string_view text,
                    HtmlTextKind kind = HtmlTextKind::data) {
  std::string out;
  append_decoded(out, text, kind);
  return out;
}

}  // namespace

TEST_CASE("13.2.5.72 and on: references in text") {
  const std::pair<const char*, const char*> kRows[] = {
      {"&amp;&lt;&gt;&quot;&apos;", "&<>\"'"},
      {"&eacute;&Eacute;&euro;", "éÉ€"},
      {"&amp", "&"},
      {"&AMP;&Amp;", "&&Amp;"},
      {"&copy=1", "©=1"},
      {"&notin;&notit;&not", "∉¬it;¬"},
      {"&NotEqualTilde;", "≂̸"},
      {"&CounterClockwiseContourIntegral;", "∳"},
      {"&nosuch;&; & &", "&nosuch;&; & &"},
      {"&zwnj", "&zwnj"},
      {"&#65;&#x41;&#X41;&#65", "AAAA"},
      {"&#;&#x;&#xg;", "&#;&#x;&#xg;"},
      {"&#128;&#x9F;", "€Ÿ"},
      {"&#0;&#xD800;&#x110000;&#xFFFFFFFFFF;", "\uFFFD\uFFFD\uFFFD\uFFFD"},
      {"&#x10FFFF;", "\U0010FFFF"},
      {"a\r\nb\rc", "a\nb\nc"},
      {"&am\0p;", "&am"}};
  for (const auto& [text, expected] : kRows) {
    CAPTURE(text);
    CHECK(decoded(text) == expected);
  }
}

TEST_CASE("13.2.5.73: in attributes some of them are none") {
  const HtmlTextKind kind = HtmlTextKind::attribute;
  CHECK(decoded("?a=1&copy=2&amp;b&copy", kind) == "?a=1&copy=2&b©");
  CHECK(decoded("&copy2&copy;=&copy&", kind) == "&copy2©=©&");
  CHECK(decoded("&notit", kind) == "&notit");
  CHECK(decoded("&not-it", kind) == "¬-it");
}

TEST_CASE("NUL and references by kind of text") {
  const std::string text = "a\0&amp;"s;
  CHECK(decoded(text, HtmlTextKind::data) == "a&");
  CHECK(decoded(text, HtmlTextKind::rcdata) == "a\uFFFD&");
  CHECK(decoded(text, HtmlTextKind::raw) == "a\uFFFD&amp;");
  CHECK(decoded(text, HtmlTextKind::foreign) == "a\uFFFD&");
  CHECK(decoded(text, HtmlTextKind::plain) == text);
}

TEST_CASE("is_utf8: Unicode, table 3-7") {
  for (const std::string& text :
       {""s, "a"s, "\x7F"s, "\xC2\x80"s, "\xE0\xA0\x80"s, "\xED\x9F\xBF"s,
        "\xF0\x90\x80\x80"s, "\xF4\x8F\xBF\xBF"s, "aaaaaaaaaaa\xC3\xBC"s,
        std::string(100, 'x')}) {
    CAPTURE(text);
    CHECK(is_utf8(text));
    CHECK_FALSE(is_utf8(text + "\x80"));
    CHECK_FALSE(is_utf8("\xFF" + text));
  }
  for (const std::string& text :
       {"\xC0\x80"s, "\xC1\xBF"s, "\xE0\x80\x80"s, "\xED\xA0\x80"s,
        "\xF0\x80\x80\x80"s, "\xF4\x90\x80\x80"s, "\xF5\x80\x80\x80"s, "\xC3"s,
        "\xE2\x82"s, "aaaaaaaa\xE2\x28\xA1"s})
    CHECK_FALSE(is_utf8(text));
}

TEST_CASE("decode_charset: ICU opens every charset of the standard") {
  for (const char* name :
       {"IBM866",       "ISO-8859-2",   "ISO-8859-3",    "ISO-8859-4",
        "ISO-8859-5",   "ISO-8859-6",   "ISO-8859-7",    "ISO-8859-8",
        "ISO-8859-8-I", "ISO-8859-10",  "ISO-8859-13",   "ISO-8859-14",
        "ISO-8859-15",  "ISO-8859-16",  "KOI8-R",        "KOI8-U",
        "macintosh",    "windows-874",  "windows-1250",  "windows-1251",
        "windows-1253", "windows-1254", "windows-1255",  "windows-1256",
        "windows-1257", "windows-1258", "x-mac-cyrillic"}) {
    CAPTURE(name);
    std::string bytes = "a";
    for (int byte = 0x80; byte < 0x100; ++byte)
      bytes += static_cast<char>(byte);
    const std::string text = decode_charset(bytes, name);
    CHECK(text.starts_with("a"));
    CHECK(is_utf8(text));
    // Where no converter was found every byte would be U+FFFD.
    std::size_t replaced = 0;
    for (std::size_t at = text.find("\uFFFD"); at != text.npos;
         at = text.find("\uFFFD", at + 3))
      ++replaced;
    CHECK(replaced < 60);
  }
  for (const char* name : {"GBK", "gb18030", "Big5", "EUC-JP", "ISO-2022-JP",
                           "Shift_JIS", "EUC-KR"}) {
    CAPTURE(name);
    CHECK(decode_charset("abc", name) == "abc");
  }
  CHECK(decode_charset("\xE9", "x-user-defined") == "\uF7E9");
}

TEST_CASE("sniff_charset: the Encoding Standard's name") {
  CHECK(sniff_charset("", "text/html; charset=LATIN1") == "windows-1252");
  CHECK(sniff_charset("", "text/html; charset=sjis") == "Shift_JIS");
  CHECK(sniff_charset("", "") == "UTF-8");
  CHECK(sniff_charset("\xE9 x", "") == "windows-1252");
  CHECK(sniff_charset("\xFE\xFF", "text/html; charset=utf-8") == "UTF-16BE");
  CHECK(sniff_charset("<script>'<meta charset=koi8-r>'</script>", "") ==
        "KOI8-R");
  CHECK(sniff_charset("<!-- <meta charset=koi8-r> -->", "") == "UTF-8");
}
