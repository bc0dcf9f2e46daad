// SPDX-License-Identifier: GPL-3.0-or-later
//
// What stands beside a picture. Each row holds for the scanner and for a tree.
#include "tests/crawler/import_case.h"
#include "tests/crawler/surroundings_table.h"

using namespace veto;
using crawler::PageReading;
using test::any_url;
using test::beside;
using test::joined;
using test::json_ld;
using test::said_beside;
using test::Strings;
using test::surroundings;

namespace {

struct BesideRow {
  const char* why;
  std::string html;
  Strings said;
};

void check_beside(const std::vector<BesideRow>& rows) {
  for (const BesideRow& row : rows) {
    CAPTURE(row.why);
    CAPTURE(row.html);
    const std::string expected = joined(row.said);
    CHECK(joined(beside(row.html, PageReading::scanner)) == expected);
    CHECK(joined(beside(row.html, PageReading::tree)) == expected);
  }
}

}  // namespace

TEST_CASE("surroundings: the files that an element offers, none twice") {
  check_beside({
      {"src and srcset", "<img src=a srcset='a 1x, b 2x'>", {"a b"}},
      {"for late loading",
       "<img src='data:,' data-src=./a data-srcset='./b 1x'>",
       {"a b"}},
      {"a picture's sources are its img's",
       "<picture><source src=x srcset='a, b 2x'><source data-srcset=./c><img "
       "src=d>"
       "</picture><img src=e>",
       {"a b c d", "e"}},
      {"sources after the img are nobody's",
       "<picture><img src=a><source srcset=b></picture>",
       {"a"}},
      {"a source of a video",
       "<video><source srcset=a></video><img src=b>",
       {"b"}},
      {"input", "<input type=image src=a alt=Go><input src=b>", {"a; alt Go"}},
      {"AMP", "<amp-img src=a alt=x></amp-img>", {"a; alt x"}},
      {"SVG", "<svg><image xlink:href=a /></svg>", {"a"}},
      {"SVG, both", "<svg><image href=a xlink:href=b></image></svg>", {"a b"}},
      {"no picture", "<link rel=icon href=a><video poster=b></video><img>", {}},
      {"base, wherever it stands", "<img src=a><base href=/x/>", {"a"}},
      {"alt and title",
       "<img src=a alt=' J &amp; K' title=T>",
       {"a; alt J & K; title T"}},
  });
  const auto based = surroundings("<img src=a#b><base href=/x/>", any_url);
  REQUIRE(based.size() == 1);
  CHECK(joined(based[0].urls) == "https://example.org/x/a | ");
}

TEST_CASE("surroundings: only elements with a wanted URL") {
  const auto wanted = [](std::string_view url) { return url.ends_with("/b"); };
  for (const PageReading reading : {PageReading::scanner, PageReading::tree})
    CHECK(joined(beside("<h1>A</h1><img src=a><img src=a srcset=b><img src=c>",
                        reading, wanted)) == "a b; heading A | ");
}

TEST_CASE("surroundings: the caption of the enclosing figure") {
  check_beside({
      {"after",
       "<figure><img src=a><figcaption> J <b>D</b>oe<br>x</figure>",
       {"a; caption J Doe x"}},
      {"before, and in a picture",
       "<figure><figcaption>J</figcaption><picture><img src=a></picture>"
       "</figure><img src=b>",
       {"a; caption J", "b"}},
      {"inner and outer",
       "<figure><figcaption>out</figcaption><img src=a><figure><img src=b>"
       "<figcaption>in</figcaption></figure></figure>",
       {"a; caption out", "b; caption in"}},
      {"the first one",
       "<figure><img src=a><figcaption>1</figcaption><figcaption>2</figure>",
       {"a; caption 1"}},
      {"no script's words",
       "<figure><img src=a><figcaption>x<script>y</script><style>z</style>",
       {"a; caption x"}},
  });
}

TEST_CASE("surroundings: the heading that stands nearer in the tree") {
  check_beside({
      {"before", "<h1>A</h1><img src=a>", {"a; heading A"}},
      {"after, where there is none before",
       "<img src=a><h1>A</h1>",
       {"a; heading A"}},
      {"both as near", "<h2>A</h2><img src=a><h2>B</h2>", {"a; heading A"}},
      {"cards: picture first",
       "<div><div><img src=a><h3>A</h3></div><div><img src=b><h3>B</h3></div>"
       "</div>",
       {"a; heading A", "b; heading B"}},
      {"cards: heading first",
       "<div><div><h3>A</h3><img src=a></div><div><h3>B</h3><img src=b></div>"
       "</div>",
       {"a; heading A", "b; heading B"}},
      {"cards that are links",
       "<a href=1><img src=a><h3>A</h3></a><a href=2><img src=b><h3>B</h3></a>",
       {"a; heading A; link 1; text A", "b; heading B; link 2; text B"}},
      {"cards in cells",
       "<table><tr><td><img src=a><h3>A</h3><td><img src=b><h3>B</h3></table>",
       {"a; heading A", "b; heading B"}},
      {"cards in items",
       "<ul><li><div><img src=a></div><h3>A</h3><li><div><img src=b></div>"
       "<h3>B</h3></ul>",
       {"a; heading A", "b; heading B"}},
      {"a section's heading, and another section",
       "<section><h2>A</h2><div><img src=a></div></section><section><h2>B</h2>"
       "</section>",
       {"a; heading A"}},
      {"nearer after, deeper before",
       "<div><p><span><h2>A</h2></span></p></div><div><img src=a><p></p>"
       "<div><h2>B</h2></div></div>",
       {"a; heading B"}},
      {"the last before and the first after count, no others",
       "<div><h1>A</h1><div><h2>B</h2></div><img src=a><h3>C</h3><h4>D</h4>",
       {"a; heading B"}},
      {"around",
       "<h1>A</h1><h2><img src=a>B <i>C</i></h2><h3>D</h3>",
       {"a; heading B C"}},
      {"around without words",
       "<h1>A</h1><h2><img src=a></h2><img src=b>",
       {"a; heading A", "b; heading A"}},
      {"without words",
       "<h1>A</h1><div><h2> </h2><img src=a><h3></h3></div>",
       {"a; heading A"}},
      {"a heading that does not end",
       "<div><img src=a><h2>A",
       {"a; heading A"}},
      {"words of it all",
       "<h2>A<br>B<span>C</span></h2><img src=a>",
       {"a; heading A BC"}},
      {"the same name again",
       "<div><div><div></div></div></div><h2>A</h2>"
       "<div><div><img src=a></div><div><h2>B</h2></div></div>",
       {"a; heading B"}},
      {"none", "<img src=a><p>A</p>", {"a"}},
      {"not one of SVG",
       "<svg><h7>A</h7><title>B</title></svg><img src=a>",
       {"a"}},
  });
}

TEST_CASE("surroundings: the link around it and its words") {
  check_beside({
      {"words before and after, no alt",
       "<a href=p>J <img src=a alt=no> D</a><img src=b>",
       {"a; alt no; link p; text J D", "b"}},
      {"through others",
       "<a href=p><div><span><img src=a></span><p>J</p>D",
       {"a; link p; text J D"}},
      {"a place is no link", "<a name=x><img src=a></a>", {"a"}},
      {"what is no web address",
       "<a href='mailto:j@example.org'>J<img src=a></a>",
       {"a; text J"}},
      {"a link ends where the next begins",
       "<a href=p>J<a href=q><img src=a>K",
       {"a; link q; text K"}},
      {"the innermost",
       "<a href=p>J<table><tr><td><a href=q><img src=a>K</a></table>L",
       {"a; link q; text K"}},
      {"SVG",
       "<svg><a xlink:href=p><image href=a /><text>J</text></a></svg>",
       {"a; link p; text J"}},
  });
}

TEST_CASE("surroundings: persons of JSON-LD") {
  const std::string person =
      json_ld(R"([{"@type":"Person","name":"J &","image":"a"},)"
              R"({"@type":"Person","name":["K","L"],"image":["a","b","gone"]},)"
              R"({"@type":"Thing","name":"M","image":"a"}])");
  check_beside({
      {"before",
       person + "<img src=x srcset=a><img src=b>",
       {"x a; person J &; person K; person L", "b; person K; person L",
        "gone; person K; person L"}},
      {"after, each name once",
       "<img src=gone><img src=a srcset=b>" + person,
       {"gone; person K; person L", "a b; person J &; person K; person L"}},
      {"no JSON-LD",
       "<script>{\"@type\":\"Person\",\"name\":\"J\",\"image\":\"a\"}</script>",
       {}},
  });
  const auto wanted = [](std::string_view url) { return url.ends_with("/b"); };
  CHECK(joined(beside(person, PageReading::scanner, wanted)) ==
        "b; person K; person L | ");
}

TEST_CASE("surroundings: what a frameset takes the place of is not said") {
  check_beside({{"body",
                 json_ld(R"({"@type":"Person","name":"J","image":"a"})") +
                     "<h1></h1><svg><image href=b /></svg>" +
                     json_ld(R"({"@type":"Person","name":"K","image":"c"})") +
                     "<frameset><frame src=x>",
                 {"a; person J"}}});
}

TEST_CASE("surroundings: of a capture in a case") {
  test::ImportCase c;
  const auto path = c.put(
      "team.html", "<meta charset=latin1><h2>J\xFCrg</h2><img src=a.png>");
  REQUIRE(c.run(path, "https://example.org/team.html"));
  const auto captures = c.captures();
  const auto page = captures.find("https://example.org/team.html");
  REQUIRE(page != captures.end());
  crawler::CaptureReader reader(c.the_case);
  const auto all = crawler::read_surroundings(
      reader, page->second,
      [](std::string_view url) { return url == "https://example.org/a.png"; });
  REQUIRE(all);
  REQUIRE(all->size() == 1);
  CHECK(said_beside(all->front()) == "a.png; heading Jürg");
  crawler::Capture damaged = page->second;
  damaged.warc_offset += 1;
  CHECK_FALSE(crawler::read_surroundings(reader, damaged, any_url));
}
