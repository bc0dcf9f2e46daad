// SPDX-License-Identifier: GPL-3.0-or-later
//
// Pages made to cost time or memory where what stands beside pictures is read.
#include "crawler/parse_page_tree.h"
#include "crawler/surroundings_builder.h"
#include "tests/crawler/surroundings_table.h"

using namespace veto;
using crawler::PageReading;
using test::any_url;
using test::beside;
using test::joined;
using test::json_ld;
using test::repeat;
using test::said_beside;
using test::surroundings;

TEST_CASE("surroundings: hostile pages") {
  const std::string image = "<img src=a alt=x>";
  for (const std::string& html :
       {repeat("<div>", 20000), repeat("<h1><div>", 20000),
        repeat("<a href=x>", 100000), repeat("<svg><a href=x>", 20000),
        repeat("<a href=x><table><td>", 20000), repeat("<h2>x</h2>", 100000),
        repeat("<h2>", 100000), repeat("<figure><figcaption>x", 20000),
        repeat("<picture><source srcset='b, c'>", 20000),
        repeat("<b><p></b>", 20000), repeat("<b><a href=x><p></b></a>", 10000),
        repeat("<form><b></form>", 20000), repeat("</a></b></h1>", 100000),
        json_ld(repeat("[", 100000)),
        repeat(json_ld(R"({"@type":"Person","name":"J","image":"p"})"),
               2000)}) {
    CAPTURE(html.substr(0, 40));
    for (const PageReading reading : {PageReading::scanner, PageReading::tree})
      CHECK(joined(beside(html + image, reading)).find("a; alt x") !=
            std::string::npos);
  }
}

TEST_CASE("surroundings: counts are bounded") {
  const std::string cards = repeat("<div><img src=a><h3>A</h3></div>", 100000);
  const auto many = surroundings(cards, any_url);
  REQUIRE(many.size() == crawler::kMaxSurroundings);
  CHECK(said_beside(many.back()) == "a; heading A");
  std::string last;
  for (int i = 0; i < 50000; ++i)
    last += "<div><img src=" + std::to_string(i) + "><h3>H</h3></div>";
  CHECK(joined(beside(last + "<h1>L</h1><div><img src=last></div>",
                      PageReading::scanner, [](std::string_view url) {
                        return url.ends_with("/last");
                      })) == "last; heading L | ");
  const std::string deep = repeat("<div>", 500) + repeat("<img src=a>", 1000) +
                           repeat("</div>", 500) + "<h1>A</h1>";
  for (const auto& image : surroundings(deep, any_url))
    CHECK(image.heading == "A");
  std::string set;
  for (int i = 0; i < 300; ++i) set += std::to_string(i) + " 1x, ";
  const auto offers = surroundings(
      "<picture><source srcset='" + set + "'><img src=a><img src=b>", any_url);
  REQUIRE(offers.size() == 2);
  CHECK(offers[0].urls.size() ==
        crawler::SurroundingsBuilder::kMaxUrlsPerPicture);
  CHECK(offers[1].urls.size() == 1);
  CHECK(surroundings(std::string(crawler::kMaxHtmlBytes + 1, ' '), any_url)
            .empty());
}

TEST_CASE("surroundings: texts are bounded, in whole characters") {
  const std::string text = repeat("\xE2\x82\xAC", 1000);
  const auto all = surroundings(
      "<figure><figcaption>" + text + "</figcaption><h1>" + text +
          "</h1><a href=x>" + text + "<img src=a alt='" + text + "'>" +
          json_ld(R"({"@type":"Person","image":"a","name":")" + text + "\"}"),
      any_url);
  REQUIRE(all.size() == 1);
  for (const std::string& words :
       {all[0].caption, all[0].heading, all[0].link_text, all[0].persons[0]})
    CHECK(words == text.substr(0, 498));
  CHECK(all[0].alt == text.substr(0, 1998));
}

TEST_CASE("tell_tree: nothing is told where a tree would cost too much") {
  const crawler::UrlWanted wanted = any_url;
  crawler::SurroundingsBuilder builder(
      Url::parse("https://example.org/").value(), wanted);
  CHECK_FALSE(
      crawler::tell_tree("<img src=a>" + repeat("<div>", 600), builder));
  CHECK(builder.finish().empty());
}
