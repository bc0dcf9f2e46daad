// SPDX-License-Identifier: GPL-3.0-or-later
//
// Markup as it is found: HTML Standard, section 13.2.5 (tokenization). Each row
// names the images a browser would see.
#include "base/text.h"
#include "tests/crawler/page_table.h"

using namespace std::string_literals;
using namespace veto;
using test::joined;
using test::page_of;
using test::Strings;

namespace {

struct FilesRow {
  std::string html;
  Strings files;  // last path segments of the images, in order
};

void check_files(const std::vector<FilesRow>& rows) {
  for (const FilesRow& row : rows) {
    CAPTURE(row.html);
    Strings files;
    for (const auto& image : page_of(row.html).images)
      files.push_back(image.url.substr(image.url.rfind('/') + 1));
    CHECK(joined(files) == joined(row.files));
  }
}

}  // namespace

TEST_CASE("13.2.5.32 and on: attributes") {
  check_files({{"<img src=a>", {"a"}},
               {"<img src = 'a' >", {"a"}},
               {"<img\nsrc\n=\n\"a\"\n>", {"a"}},
               {"<img src='a'alt=x>", {"a"}},
               {"<img/src=a>", {"a"}},
               {"<img src=a />", {"a"}},
               {"<img src=a src=b>", {"a"}},
               {"<img SRC=a Src=b>", {"a"}},
               {"<img =src=b src=a>", {"a"}},
               {"<img alt='>' src=a>", {"a"}},
               {"<img alt=\"<img src=b>\" src=a>", {"a"}},
               {"<img alt=it's src=a>", {"a"}},
               {"<img src=x\"y'z>", {"x%22y'z"}},
               {"<img src=a&amp;b>", {"a&b"}},
               {"<img src='?a&copy=1'>", {"page.html?a&copy=1"}},
               {"<img src='&#x61;&#98;'>", {"ab"}},
               {"<img src=\"a", {}},
               {"<img src=a", {}},
               {"<img src=a <p>", {"a"}}});
  CHECK(page_of("<img src=a/>").images.at(0).url ==
        "https://example.org/dir/a/");
}

TEST_CASE("13.2.5.6: what begins no tag") {
  check_files({{"a < b <img src=a>", {"a"}},
               {"<3 <img src=a>", {"a"}},
               {"<<img src=a>", {"a"}},
               {"< img src=b><img src=a>", {"a"}},
               {"</ img src=b><img src=a>", {"a"}},
               {"</><img src=a>", {"a"}},
               {"</img src=b><img src=a>", {"a"}},
               {"<?php '<img src=b>' ?><img src=a>", {"a"}},
               {"<!doctype html><img src=a>", {"a"}},
               {"<!x '><img src=a>", {"a"}},
               {"<imgsrc=b><img src=a>", {"a"}},
               {"<", {}},
               {"</", {}},
               {"<!", {}},
               {"<!-", {}}});
}

TEST_CASE("13.2.5.43 and on: comments") {
  check_files({{"<!--<img src=b>--><img src=a>", {"a"}},
               {"<!--><img src=a>", {"a"}},
               {"<!---><img src=a>", {"a"}},
               {"<!-- x --!><img src=a>", {"a"}},
               {"<!-- x ---><img src=a>", {"a"}},
               {"<!-- -- > <img src=b> --><img src=a>", {"a"}},
               {"<!--<!-- --><img src=a>", {"a"}},
               {"<!-- <img src=b>", {}},
               {"<!--[if IE]><img src=b><![endif]--><img src=a>", {"a"}},
               {"<![if !IE]><img src=a><![endif]>", {"a"}},
               {"<![CDATA[ x ><img src=a> ]]>", {"a"}},
               {"<svg><![CDATA[ <img src=b> > ]]></svg><img src=a>", {"a"}}});
}

TEST_CASE("13.2.5.2 and on: elements that hold text") {
  check_files({{"<script>'<img src=b>'</script><img src=a>", {"a"}},
               {"<SCRIPT>x</Script ><img src=a>", {"a"}},
               {"<script>x</scripts></script/><img src=a>", {"a"}},
               {"<script><!-- <img src=b> </script><img src=a>", {"a"}},
               {"<script><!-- <script> </script> <img src=b> --></script>"
                "<img src=a>",
                {"a"}},
               {"<script><!-- <script> </script> </script><img src=a>", {"a"}},
               {"<script><!--> <script> </script><img src=a>", {"a"}},
               {"<script>a<b;<img src=b>", {}},
               {"<style>p > a { } /* <img src=b> */</style><img src=a>", {"a"}},
               {"<textarea><img src=b></textarea><img src=a>", {"a"}},
               {"<title><img src=b></title><img src=a>", {"a"}},
               {"<xmp><img src=b></xmp><img src=a>", {"a"}},
               {"<iframe><img src=b></iframe><img src=a>", {"a"}},
               {"<noembed><img src=b></noembed><img src=a>", {"a"}},
               {"<noframes><img src=b></noframes><img src=a>", {"a"}},
               {"<plaintext><img src=b>", {}},
               {"<script/><img src=b></script><img src=a>", {"a"}},
               {"<svg><style/><script/><title/></svg><img src=a>", {"a"}},
               {"<svg><style>x</style></svg><img src=a>", {"a"}}});
}

TEST_CASE("13.2.6: tags in the wrong place") {
  check_files(
      {{"<table><img src=a><tr><td><img src=b></table>", {"a", "b"}},
       {"<head><img src=a></head><img src=b>", {"a", "b"}},
       {"</body></html><img src=a>", {"a"}},
       {"<b><p><i><img src=a></b><img src=b></i>", {"a", "b"}},
       {"<p><div><img src=a></p></div></div></figure><img src=b>", {"a", "b"}},
       {"<picture><source srcset=a><i><source srcset=b></picture>"
        "<source srcset=c>",
        {"a", "b"}},
       {"<picture><div></picture><source srcset=a></div></picture>"
        "<source srcset=b>",
        {"a"}}});
}

TEST_CASE("NUL bytes are replaced in tags and RCDATA") {
  const std::string html =
      "<im\0g src=b><img src=\"a\0b\"><title>x\0y</title>"s;
  const auto page = page_of(html);
  REQUIRE(page.images.size() == 1);
  CHECK(page.images[0].url == "https://example.org/dir/a%EF%BF%BDb");
  CHECK(page.title == "x\uFFFDy");
}

TEST_CASE("13.2.5.80: a numeric reference past the last character") {
  const std::string bad = "&#xBBBB0BBBBBBB0;";
  const auto page = page_of("<title>x" + bad + "</title><img src='a" + bad +
                            "' alt='y" + bad + "'><a rel='z" + bad +
                            "' href=b><meta name=m content='" + bad + "'>");
  for (const std::string& text :
       {page.title, page.images.at(0).alt, page.links.at(0).rel,
        page.metas.at(0).content}) {
    CAPTURE(text);
    CHECK(to_valid_utf8(text) == text);
  }
  CHECK(page.images.at(0).url.starts_with("https://example.org/dir/a%"));
}
