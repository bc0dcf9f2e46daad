// SPDX-License-Identifier: GPL-3.0-or-later
#include "reports/edition/text_pictures.h"

#include <fmt/format.h>

#include <cctype>

#include "reports/html/data_uri.h"
#include "tests/audit/faces/samples.h"
#include "tests/support.h"

using namespace veto;
using namespace veto::reports;

namespace {

std::string replaced(std::string text, std::string_view part,
                     std::string_view by) {
  for (auto at = text.find(part); at != std::string::npos;
       at = text.find(part, at + by.size()))
    text.replace(at, part.size(), by);
  return text;
}

std::string sample_jpeg() { return test::make_jpeg(test::noise(40, 40, 7)); }
std::string sample_uri() { return jpeg_data_uri(sample_jpeg()); }
std::string sample_base64() {
  return sample_uri().substr(sample_uri().find(',') + 1);
}

enum class Percent { all, not_letters };
std::string percent(std::string_view bytes, Percent how) {
  std::string text;
  for (const char byte : bytes) {
    const bool bare = how == Percent::not_letters &&
                      std::isalnum(static_cast<unsigned char>(byte)) != 0;
    text += bare ? std::string(1, byte)
                 : fmt::format("%{:02X}", static_cast<unsigned char>(byte));
  }
  return text;
}

// The texts with what was found taken out.
std::string without(const std::string& text) {
  const auto found = pictures_in(text);
  return with_pictures(text, found,
                       std::vector<std::string>(found.size(), "*"));
}

}  // namespace

TEST_CASE("text pictures: found in every language a site is written in") {
  const std::string uri = sample_uri(), base64 = sample_base64();
  const std::pair<std::string, std::string> rows[] = {
      {"<img src=\"" + uri + "\">", "<img src=\"*\">"},
      {"<img src=" + uri + " alt=x>", "<img src=* alt=x>"},
      {"<img srcset='" + uri + " 1x, " + uri + " 2x'>",
       "<img srcset='* 1x, * 2x'>"},
      {"a{background:url(" + uri + ") 0 0}", "a{background:url(*) 0 0}"},
      {"{\"image\":\"" + replaced(uri, "/", "\\/") + "\"}",
       "{\"image\":\"*\"}"},
      {"{\"photo\":\"" + base64 + "\",\"n\":1}", "{\"photo\":\"*\",\"n\":1}"},
      {"x='" + replaced(base64, "/", "\\u002F") + "'", "x='*'"},
      {"<a href=\"?i=" + replaced(uri, "/", "%2F") + "\">",
       "<a href=\"?i=*\">"},
      {"PHOTO;ENCODING=b:" + base64.substr(0, 60) + "\r\n " +
           base64.substr(60) + "\r\nEND:VCARD",
       "PHOTO;ENCODING=b:*\r\nEND:VCARD"},
      {"DATA:IMAGE/JPEG;BASE64," + base64 + "'", "*'"},
      {"<svg><image href='" + uri + "'/></svg>",
       "<svg><image href='*'/></svg>"},
  };
  for (const auto& [text, expected] : rows) {
    CAPTURE(expected);
    CHECK(without(text) == expected);
    for (const TextPicture& picture : pictures_in(text))
      CHECK(picture.bytes == sample_jpeg());
  }
}

TEST_CASE("text pictures: what is none stays") {
  const std::string font =
      "url(data:font/woff2;base64,d09GMgABAAAA" + std::string(4000, 'k') + ")";
  for (const std::string& text :
       {std::string("plain"), std::string("base64,"), font,
        std::string("<img src='data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///"
                    "yH5BAEAAAAALAAAAAABAAEAAAIBRAA7'>"),
        std::string("<img src=\"data:image/svg+xml,%3Csvg%3E%3C/svg%3E\">"),
        std::string("data:text/css;base64,") + std::string(400, 'Y'),
        std::string("https://h/9j/4AAQ/x")}) {
    CAPTURE(text);
    CHECK(pictures_in(text).empty());
  }
}

TEST_CASE("text pictures: one within a drawing within a style sheet") {
  const std::string svg =
      "<svg xmlns='http://www.w3.org/2000/svg'><image "
      "href='" +
      sample_uri() + "'/></svg>";
  const std::string nested =
      "url(data:image/svg+xml;base64," +
      jpeg_data_uri(svg).substr(jpeg_data_uri(svg).find(',') + 1) + ")";
  CHECK(without(nested) == "url(*)");
  CHECK(pictures_in(nested).front().bytes == svg);
}

TEST_CASE("text pictures: base64 alone of every format") {
  using std::string_literals::operator""s;
  for (const std::string& head :
       {"\x89PNG\r\n\x1a\n"s, "GIF89a"s, "RIFF\x10\x10\0\0WEBP"s,
        "\0\0\0\x20"
        "ftypavif\0\0\0\0"s,
        "\0\0\0\x1c"
        "ftypheic\0\0\0\0"s}) {
    const std::string file = head + std::string(300, 'x');
    const std::string text =
        "{\"a\":\"" + jpeg_data_uri(file).substr(23) + "\",\"b\":1}";
    CAPTURE(text);
    CHECK(without(text) == "{\"a\":\"*\",\"b\":1}");
    REQUIRE(pictures_in(text).size() == 1);
    CHECK(pictures_in(text).front().bytes == file);
  }
}

TEST_CASE("text pictures: a beginning that is repeated costs no more") {
  std::string text;
  for (int i = 0; i < 400'000; ++i) text += "AAAAIGZ0eXBhdml";
  CHECK(pictures_in(text).size() == 1);
}

TEST_CASE("text pictures: what cannot be read, and films, are taken out too") {
  const std::string junk(300, '=');
  CHECK(without("'data:image/png;base64," + junk + "A'") == "'*'");
  CHECK(without("'data:video/mp4;base64,AAAA" + std::string(400, 'B') + "'") ==
        "'*'");
}

TEST_CASE("text pictures: written with percent signs") {
  using std::string_literals::operator""s;
  const std::string body(300, 'x');
  const std::string files[] = {sample_jpeg(), "\x89PNG\r\n\x1a\n" + body,
                               "GIF89a\1\0\1\0" + body,
                               "RIFF\x10\x10\0\0WEBP"s + body,
                               "\0\0\0\x20"
                               "ftypavif\0\0\0\0"s +
                                   body};
  for (const std::string& file : files)
    for (const Percent how : {Percent::all, Percent::not_letters}) {
      const std::string bytes = percent(file, how);
      const std::string uri = "data:image/jpeg," + bytes;
      const std::pair<std::string, std::string> rows[] = {
          {"<img src='" + uri + "'>", "<img src='*'>"},
          {"a{background:url(\"" + uri + "\")}", "a{background:url(\"*\")}"},
          {"a{background:url(" + uri + ") 0 0}", "a{background:url(*) 0 0}"},
          {"<p style=\"background:url(&quot;" + uri + "&quot;)\">",
           "<p style=\"background:url(&quot;*&quot;)\">"},
          {"DATA:," + bytes + " next", "* next"},
          {"x = decode('" + bytes + "');", "x = decode('*');"},
      };
      for (const auto& [text, expected] : rows) {
        CAPTURE(text);
        CHECK(without(text) == expected);
        REQUIRE(pictures_in(text).size() == 1);
        CHECK(pictures_in(text).front().bytes == file);
      }
    }
}

TEST_CASE("text pictures: within texts written with percent signs") {
  const std::string svg =
      "<svg xmlns='http://www.w3.org/2000/svg'><image href='" + sample_uri() +
      "'/></svg>";
  const std::string coded = percent(svg, Percent::all);
  const std::pair<std::string, std::string> rows[] = {
      {"url(\"data:image/svg+xml," + coded + "\")", "url(\"*\")"},
      {"<iframe src='data:text/html," +
           percent("<img src=" + sample_uri() + ">", Percent::not_letters) +
           "'>",
       "<iframe src='*'>"},
      {"url(\"data:image/svg+xml,<svg><feImage href='data:image/webp," +
           percent(percent(sample_jpeg(), Percent::all), Percent::not_letters) +
           "'/></svg>\")",
       "url(\"*\")"},
      // In clear it is found where it stands.
      {"url(\"data:image/svg+xml," + svg + "\")",
       "url(\"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'>"
       "<image href='*'/></svg>\")"},
  };
  for (const auto& [text, expected] : rows) {
    CAPTURE(expected);
    CHECK(without(text) == expected);
  }
  const std::string nothing[] = {
      "Your personal data: name, address and " + std::string(400, '.'),
      "url(\"data:image/svg+xml," +
          percent("<svg><path d='" + std::string(400, '1') + "'/></svg>",
                  Percent::not_letters) +
          "\")",
      "<link href='data:text/css,a%7Bcolor:red%7D" + std::string(400, ' ') +
          "'>",
      "<a href='/?q=%FF%D8%E0" + std::string(300, 'x') + "'>",
  };
  for (const std::string& text : nothing) {
    CAPTURE(text);
    CHECK(pictures_in(text).empty());
  }
}

TEST_CASE("text pictures: URLs that nothing ends cost no more") {
  std::string text;
  for (int i = 0; i < 200'000; ++i) text += "data:a/b,%41";
  CHECK(pictures_in(text).empty());
}
