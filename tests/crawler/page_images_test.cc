// SPDX-License-Identifier: GPL-3.0-or-later
//
// Images that are named otherwise than by src, and what a page holds in itself.
#include "crawler/css_urls.h"
#include "crawler/json_ld.h"
#include "tests/crawler/page_table.h"

using namespace veto;
using test::images_of;
using test::joined;
using test::page_of;
using test::Strings;

namespace {

const std::string kImagesHere = "https://example.org/dir/";

struct ImagesRow {
  std::string html;
  Strings expected;
};

void check_images(const std::vector<ImagesRow>& rows) {
  for (const ImagesRow& row : rows) {
    CAPTURE(row.html);
    CHECK(joined(images_of(row.html)) == joined(row.expected));
  }
}

}  // namespace

TEST_CASE("lazy loading: where scripts look for pictures") {
  for (const char* name :
       {"data-src", "data-original", "data-lazy-src", "data-lazy", "DATA-SRC",
        "data-hi-res-src", "data-original-src", "data-large_image"}) {
    CAPTURE(name);
    CHECK(images_of("<img src='data:,' " + std::string(name) + "=late.jpg>") ==
          Strings{"img " + kImagesHere + "late.jpg"});
  }
  check_images(
      {{"<img data-lazy-srcset='a.jpg 1x, b.jpg 2x'>",
        {"srcset " + kImagesHere + "a.jpg", "srcset " + kImagesHere + "b.jpg"}},
       {"<picture><source data-srcset=a.webp></picture>",
        {"picture " + kImagesHere + "a.webp"}},
       {"<div data-bg=a.jpg></div><div data-bg='url(b.jpg)'></div>",
        {"background " + kImagesHere + "a.jpg",
         "background " + kImagesHere + "b.jpg"}},
       {"<video data-poster=p.jpg></video>",
        {"video_poster " + kImagesHere + "p.jpg"}},
       {"<amp-img src=a.jpg></amp-img>", {"img " + kImagesHere + "a.jpg"}},
       {"<img data-lazy=true data-src=auto data-lazy-type=image>", {}}});
}

TEST_CASE("style attributes: images of backgrounds") {
  check_images(
      {{"<div style='background: url(a.png)'>",
        {"background " + kImagesHere + "a.png"}},
       {"<p style=\"color:red;BACKGROUND-IMAGE : URL( 'a b.png' )\">",
        {"background " + kImagesHere + "a%20b.png"}},
       {"<p style='background:url(&quot;a.png&quot;), url(b.png) no-repeat'>",
        {"background " + kImagesHere + "a.png",
         "background " + kImagesHere + "b.png"}},
       {"<p style='--hero: url(a.png)'>",
        {"background " + kImagesHere + "a.png"}},
       {"<p style='filter: url(a.svg); cursor: url(b.cur)'>", {}},
       {"<p style='/* background: url(a.png) */'>", {}},
       {"<p style=\"content: 'url(a.png)'\">", {}},
       {"<p style='background: url(data:image/png;base64,AA)'>", {}},
       {"<body background=a.gif><table><td background=b.gif>",
        {"background " + kImagesHere + "a.gif",
         "background " + kImagesHere + "b.gif"}},
       {"<div background=a.gif>", {}}});
}

TEST_CASE("css_image_urls: CSS Syntax, escapes and ends") {
  struct Css {
    const char* text;
    std::vector<std::string> urls;
  };
  for (const Css& row :
       std::initializer_list<Css>{{"", {}},
                                  {"background:url(a)", {"a"}},
                                  {"background:url(a", {"a"}},
                                  {"background:url('a", {"a"}},
                                  {"background:url(\\61 b\\29)", {"ab)"}},
                                  {"background:url('a\\'b')", {"a'b"}},
                                  {"background:url(\\110000 a)", {"\uFFFDa"}},
                                  {"a:b;background:x url(c) y", {"c"}},
                                  {"mask:url(a);list-style:url(b)", {"a", "b"}},
                                  {"background", {}},
                                  {"background:url(", {""}},
                                  {"background:\\", {}}}) {
    CAPTURE(row.text);
    CHECK(crawler::css_image_urls(row.text) == row.urls);
  }
  std::string many = "background:";
  for (int i = 0; i < 1000; ++i) many += "url(a),";
  CHECK(crawler::css_image_urls(many).size() == crawler::kMaxCssUrls);
}

TEST_CASE("JSON-LD: images of a script that says it is that") {
  const std::string open = "<script type='application/ld+json'>";
  check_images(
      {{open + R"({"image":"a.jpg"})" + "</script>",
        {"json_ld " + kImagesHere + "a.jpg"}},
       {"<script TYPE=' Application/LD+JSON; charset=utf-8 '>"
        R"({"image":"a.jpg"})"
        "</script>",
        {"json_ld " + kImagesHere + "a.jpg"}},
       {"<script>x = {\"image\":\"a.jpg\"}</script>", {}},
       {"<script type=application/json>{\"image\":\"a.jpg\"}</script>", {}},
       {open + "{\"image\":\"a.jpg\"", {}},
       {open + "<img src=a.jpg></script>", {}}});
}

TEST_CASE("json_ld_images: schema.org's ways to say it") {
  struct Text {
    const char* json;
    std::vector<std::string> urls;
  };
  for (const Text& row : std::initializer_list<Text>{
           {R"({"image":"a"})", {"a"}},
           {R"({"image":["a","b"]})", {"a", "b"}},
           {R"({"image":{"@type":"ImageObject","url":"a"}})", {"a"}},
           {R"({"image":{"contentUrl":"a","thumbnailUrl":"b"}})", {"a", "b"}},
           {R"({"image":[{"url":"a"},"b"]})", {"a", "b"}},
           {R"({"@graph":[{"@type":"ImageObject","contentUrl":"a"}]})", {"a"}},
           {R"({"@type":["Photo","ImageObject"],"url":"a"})", {"a"}},
           {R"({"@type":"Person","url":"a","image":"b"})", {"b"}},
           {R"({"thumbnailUrl":"a"})", {"a"}},
           {R"({"author":{"image":{"url":"a"}}})", {"a"}},
           {R"({"image":{"@id":"#x"}})", {}},
           {R"({"image":1,"x":null})", {}},
           {R"(/* x */ {"image":"a"})", {"a"}},
           {R"({"image":"a",})", {}},
           {"", {}},
           {"[[[", {}}}) {
    CAPTURE(row.json);
    CHECK(crawler::json_ld_images(row.json) == row.urls);
  }
}

TEST_CASE("json_ld_persons: who an image shows") {
  // "NAME NAME: IMAGE IMAGE" each.
  const auto persons_of = [](std::string_view json) {
    Strings said;
    for (const auto& person : crawler::json_ld_persons(json)) {
      std::string one;
      for (const auto& name : person.names) one += name + " ";
      one += ":";
      for (const auto& image : person.images) one += " " + image;
      said.push_back(one);
    }
    return joined(said);
  };
  struct Text {
    const char* json;
    Strings persons;
  };
  for (const Text& row : std::initializer_list<Text>{
           {R"({"@type":"Person","name":"J","image":"a"})", {"J : a"}},
           {R"({"image":"a","name":"J","@type":["Thing","Person"]})",
            {"J : a"}},
           {R"({"@type":"Person","name":["J","K"],"image":["a","b"]})",
            {"J K : a b"}},
           {R"({"@type":"Person","name":"J","image":{"url":"a"}})", {"J : a"}},
           {R"({"@type":"Person","name":"J",)"
            R"("image":[{"contentUrl":"a","thumbnailUrl":"t"},"b"]})",
            {"J : a b"}},
           {R"({"@graph":[{"author":{"@type":"Person","name":"J",)"
            R"("image":"a"}},{"@type":"Person","name":"K","image":"b"}]})",
            {"J : a", "K : b"}},
           {R"({"@type":"Person","name":"J","image":"a","knows":)"
            R"({"@type":"Person","name":"K","image":"b"}})",
            {"J : a", "K : b"}},
           {R"({"@type":"Organization","name":"J","image":"a"})", {}},
           {R"({"name":"J","image":"a"})", {}},
           {R"({"@type":"Person","image":"a"})", {}},
           {R"({"@type":"Person","name":"J"})", {}},
           {R"({"@type":"Person","name":1,"image":[null,{"@id":"x"}]})", {}},
           {R"({"@type":"Person","name":"J","image":"a")", {}},
           {"", {}}}) {
    CAPTURE(row.json);
    CHECK(persons_of(row.json) == joined(row.persons));
  }
}

TEST_CASE("json_ld_persons: bounded") {
  const std::string one = R"({"@type":"Person","name":"J","image":"a"})";
  std::string deep = one;
  for (int i = 0; i < crawler::kMaxJsonLdDepth; ++i) deep = "[" + deep + "]";
  CHECK(crawler::json_ld_persons(deep).empty());
  std::string many = "[" + one;
  for (int i = 0; i < 1000; ++i) many += "," + one;
  CHECK(crawler::json_ld_persons(many + "]").size() ==
        crawler::kMaxJsonLdPersons);
  std::string full = R"({"@type":"Person","name":["J")";
  for (int i = 0; i < 100; ++i) full += R"(,"J")";
  full += R"(],"image":["a")";
  for (int i = 0; i < 1000; ++i) full += R"(,["a"])";
  const auto persons = crawler::json_ld_persons("[" + full + "]}," + one + "]");
  REQUIRE(persons.size() == 1);
  CHECK(persons[0].names.size() == crawler::kMaxJsonLdNames);
  CHECK(persons[0].images.size() == crawler::kMaxJsonLdImages);
}

TEST_CASE("json_ld_images: bounded") {
  std::string deep = R"({"image":"a"})";
  for (int i = 0; i < crawler::kMaxJsonLdDepth; ++i) deep = "[" + deep + "]";
  CHECK(crawler::json_ld_images(deep).empty());
  CHECK(crawler::json_ld_images(std::string(100000, '[')).empty());
  std::string many = R"({"image":["a")";
  for (int i = 0; i < 1000; ++i) many += R"(,"a")";
  CHECK(crawler::json_ld_images(many + "]}").size() ==
        crawler::kMaxJsonLdImages);
  const std::string large = R"({"image":"a","x":")" +
                            std::string(crawler::kMaxJsonLdBytes, 'x') + "\"}";
  CHECK(crawler::json_ld_images(large).empty());
}

TEST_CASE("counts: data: URLs and SVG in the page") {
  const auto page = page_of(
      "<img src='data:image/png;base64,AA' srcset='DATA:image/gif,x 1x'>"
      "<a href='data:text/html,x'></a><p style='background:url(data:image/x,)'>"
      "<svg><g><svg></svg></g></svg><svg/><math><mi><svg></svg></mi></math>");
  CHECK(page.data_urls == 4);
  CHECK(page.data_images == 3);
  CHECK(page.inline_svgs == 3);
  const auto none = page_of("<p>data:image/png</p><script>'<svg>'</script>");
  CHECK(none.data_urls == 0);
  CHECK(none.inline_svgs == 0);
}
