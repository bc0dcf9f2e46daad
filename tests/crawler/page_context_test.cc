// SPDX-License-Identifier: GPL-3.0-or-later
//
// What stands beside the images: captions, titles, metas, charset.
#include <utility>

#include "tests/crawler/page_table.h"

using namespace std::string_literals;
using namespace veto;
using test::joined;
using test::page_of;
using test::Strings;

namespace {

// "name=content" each.
Strings metas_of(std::string_view html) {
  Strings out;
  for (const auto& meta : page_of(html).metas)
    out.push_back(meta.name + "=" + meta.content);
  return out;
}

Strings captions_of(std::string_view html) {
  Strings out;
  for (const auto& image : page_of(html).images) out.push_back(image.caption);
  return out;
}

}  // namespace

TEST_CASE("image: alt and title") {
  const auto page = page_of(
      "<img src=a alt=' Jane &amp; Joe\n' title=\"It's\"><img src=b alt=x>"
      "<input type=image src=c alt=Go>");
  REQUIRE(page.images.size() == 3);
  CHECK(page.images[0].alt == "Jane & Joe");
  CHECK(page.images[0].title == "It's");
  CHECK(page.images[1].title.empty());
  CHECK(page.images[2].alt == "Go");
}

TEST_CASE("figure: its figcaption is the caption of its images") {
  for (const auto& [html, expected] :
       std::initializer_list<std::pair<std::string, Strings>>{
           {"<figure><img src=a><figcaption>Jane</figcaption></figure>",
            {"Jane"}},
           {"<figure><figcaption>Jane</figcaption><img src=a></figure>",
            {"Jane"}},
           {"<figure><img src=a><img src=b><figcaption>x</figure><img src=c>",
            {"x", "x", ""}},
           {"<figure><div><p><img src=a></div><figcaption> Jane\n\n  "
            "<b>D</b>oe<br>2024</figcaption></figure>",
            {"Jane Doe 2024"}},
           {"<figure><img src=a><figure><img src=b><figcaption>in</figcaption>"
            "</figure><figcaption>out</figcaption></figure>",
            {"out", "in"}},
           {"<figure><img src=a><figcaption>one</figcaption>"
            "<figcaption>two</figcaption></figure>",
            {"one"}},
           {"<figcaption>nobody's</figcaption><img src=a>", {""}},
           {"<figure><img src=a></figure><figcaption>late</figcaption>", {""}},
           {"<figure><img src=a><figcaption>1 < 2 &lt; 3</figcaption></figure>",
            {"1 < 2 < 3"}},
           {"<figure><img src=a><figcaption>x<script>y</script>z", {"xz"}},
           {"<figure><picture><img src=a></picture><figcaption>p</figure>",
            {"p"}}}) {
    CAPTURE(html);
    CHECK(joined(captions_of(html)) == joined(expected));
  }
}

TEST_CASE("figure: a caption is at most 500 bytes of whole characters") {
  std::string text;
  for (int i = 0; i < 400; ++i) text += "\xE2\x82\xAC";
  const auto captions = captions_of("<figure><img src=a><figcaption>" + text);
  REQUIRE(captions.size() == 1);
  CHECK(captions[0].size() == 498);
  CHECK(captions[0] == text.substr(0, 498));
}

TEST_CASE("title and lang") {
  for (const auto& [html, title, lang] :
       std::initializer_list<std::tuple<std::string, std::string, std::string>>{
           {"<html lang=de-CH><title> A  &amp;\nB </title>", "A & B", "de-CH"},
           {"<title>a <b>c</b></title>", "a <b>c</b>", ""},
           {"<title></title><title>x</title>", "x", ""},
           {"<title>one</title><title>two</title>", "one", ""},
           {"<svg><title>icon</title></svg><title>page</title>", "page", ""},
           {"<svg/><title>page</title>", "page", ""},
           {"<p>x<title>late</title>", "late", ""},
           {"<title>open", "open", ""},
           {"<html lang=fr><html lang=en>", "", "fr"},
           {"<html lang=''>", "", ""}}) {
    CAPTURE(html);
    const auto page = page_of(html);
    CHECK(page.title == title);
    CHECK(page.lang == lang);
  }
}

TEST_CASE("metas: which stand in the body, by the tree and by the scanner") {
  struct Row {
    const char* html;
    bool in_body;
  };
  for (const Row& row :
       {Row{"<meta name=a>", false},
        Row{"<title>t</title><meta name=a>", false},
        Row{"<head></head><meta name=a><body>", false},
        Row{"<body><meta name=a>", true}, Row{"text<meta name=a>", true},
        Row{"<head><p>x</p><meta name=a></head>", true}}) {
    CAPTURE(row.html);
    const auto page = page_of(row.html);
    REQUIRE(page.metas.size() == 1);
    CHECK(page.metas[0].in_body == row.in_body);
  }
}

TEST_CASE("metas: name, property, http-equiv, in page order") {
  CHECK(metas_of("<meta name=Robots content='NoAI, noimageai'>") ==
        Strings{"robots=NoAI, noimageai"});
  CHECK(metas_of("<meta name='robots'content=\"noindex\">") ==
        Strings{"robots=noindex"});
  CHECK(metas_of("<meta property='og:Title' content=\"&quot;x&quot; 'y'\">") ==
        Strings{"og:title=\"x\" 'y'"});
  CHECK(metas_of("<meta http-equiv=X-Robots-Tag content=noai>") ==
        Strings{"x-robots-tag=noai"});
  CHECK(metas_of("<meta name=a property=b content=1><meta name=c>") ==
        Strings{"a=1", "b=1", "c="});
  CHECK(metas_of("<meta name=a property=A content=1>") == Strings{"a=1"});
  CHECK(
      metas_of("<meta charset=utf-8><meta content=x><meta name=' '>").empty());
  CHECK(metas_of("<p>body<meta name=tdm-reservation content=1>") ==
        Strings{"tdm-reservation=1"});
  CHECK(metas_of("<!-- <meta name=robots content=noai> -->").empty());
  CHECK(metas_of("<script>'<meta name=robots content=noai>'</script>").empty());
}

TEST_CASE("charset: mark, header, meta, else UTF-8") {
  struct Row {
    const char* why;
    std::string html;
    const char* content_type;
    const char* title;
  };
  const std::string latin = "<title>Z\xFCrich \x80</title>";
  for (const Row& row : std::initializer_list<Row>{
           {"UTF-8", "<title>Z\xC3\xBCrich</title>", "text/html", "Zürich"},
           {"nobody says, no UTF-8", "<title>Z\xFCrich</title>", "", "Zürich"},
           {"nobody says, cut off in a character",
            "<title>Z\xC3\xBCrich</title>\xE2\x82", "", "Zürich"},
           {"XML is UTF-8", "<title>Z\xFCrich</title>", "application/xhtml+xml",
            "Z\uFFFDrich"},
           {"XML declaration",
            "<?xml version='1.0' encoding=\"iso-8859-2\"?><title>\xB1</title>",
            "text/html", "ą"},
           {"said to be UTF-8, and is not", "<title>Z\xFCrich</title>",
            "text/html; charset=utf-8", "Z\uFFFDrich"},
           {"KOI8-R", "<title>\xED\xC9\xD2</title>",
            "text/html; charset=koi8-r", "Мир"},
           {"windows-1251 in meta",
            "<meta charset=windows-1251><title>\xCC\xE8\xF0</title>", "",
            "Мир"},
           {"Shift_JIS", "<title>\x93\xFA\x96\x7B</title>",
            "text/html; charset=shift-jis", "日本"},
           {"EUC-JP", "<title>\xC6\xFC\xCB\xDC</title>",
            "text/html; charset=euc-jp", "日本"},
           {"ISO-2022-JP", "<title>\x1B$BF|K\\\x1B(B</title>",
            "text/html; charset=iso-2022-jp", "日本"},
           {"GBK", "<title>\xD6\xD0\xB9\xFA</title>",
            "text/html; charset=gb2312", "中国"},
           {"Big5", "<title>\xA4\xA4\xB0\xEA</title>",
            "text/html; charset=big5", "中國"},
           {"EUC-KR", "<title>\xC7\xD1\xB1\xDB</title>",
            "text/html; charset=ks_c_5601-1987", "한글"},
           {"x-user-defined in meta is windows-1252",
            "<meta charset=x-user-defined>" + latin, "", "Zürich €"},
           {"the second charset= counts",
            "<meta http-equiv=content-type content='charset; charset=latin1'>" +
                latin,
            "", "Zürich €"},
           {"a charset that hides pages", "<title>x</title>",
            "text/html; charset=iso-2022-kr", ""},
           {"header", latin, "text/html; charset=ISO-8859-1", "Zürich €"},
           {"header in quotes", latin, "text/html;Charset=\"latin1\"",
            "Zürich €"},
           {"meta", "<meta charset=windows-1252>" + latin, "text/html",
            "Zürich €"},
           {"meta http-equiv",
            "<meta http-equiv=Content-Type content='text/html; "
            "charset=us-ascii'>" +
                latin,
            "text/html", "Zürich €"},
           {"header before meta",
            "<meta charset=latin1><title>Z\xC3\xBCrich</title>",
            "text/html; charset=utf-8", "Zürich"},
           {"mark before header", "\xEF\xBB\xBF<title>Z\xC3\xBCrich</title>",
            "text/html; charset=latin1", "Zürich"},
           {"meta in a comment",
            "<!-- <meta charset=latin1> --><title>Z\xC3\xBCrich</title>",
            "text/html", "Zürich"},
           {"meta too late",
            std::string(1100, ' ') +
                "<meta charset=latin1><title>Z\xC3\xBCrich</title>",
            "text/html", "Zürich"},
           {"meta that says UTF-16",
            "<meta charset=utf-16><title>Z\xC3\xBCrich</title>", "text/html",
            "Zürich"},
           {"unknown charset", "<title>Z\xC3\xBCrich</title>",
            "text/html; charset=klingon", "Zürich"}}) {
    CAPTURE(row.why);
    CHECK(page_of(row.html, row.content_type).title == row.title);
  }
}

TEST_CASE("charset: UTF-16") {
  const std::u16string text = u"<title>Zürich 😀</title>";
  std::string little = "\xFF\xFE";
  std::string big = "\xFE\xFF";
  for (char16_t unit : text) {
    little += static_cast<char>(unit & 0xFF);
    little += static_cast<char>(unit >> 8);
    big += static_cast<char>(unit >> 8);
    big += static_cast<char>(unit & 0xFF);
  }
  CHECK(page_of(little).title == "Zürich 😀");
  CHECK(page_of(big, "text/html; charset=latin1").title == "Zürich 😀");
  CHECK(page_of(little.substr(2), "text/html;charset=utf-16le").title ==
        "Zürich 😀");
  // A half unit and a lone surrogate.
  const std::string broken = "\xFE\xFF\0<\0t\0i\0t\0l\0e\0>\xD8\0\0x\0"s;
  CHECK(page_of(broken).title == "\uFFFDx\uFFFD");
}
