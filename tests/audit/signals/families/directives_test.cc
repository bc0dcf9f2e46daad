// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/signals/families/directives.h"

#include "tests/support.h"

using namespace veto;
using namespace veto::signals;

namespace {

// "agent>name" for each directive, with "!" behind a malformed one, so that a
// row of a table is one line.
std::string shown(const std::vector<Directive>& directives) {
  std::string text;
  for (const Directive& d : directives)
    text += (text.empty() ? "" : " | ") +
            (d.agent.empty() ? d.name : d.agent + ">" + d.name) +
            (d.malformed ? "!" : "");
  return text;
}

}  // namespace

TEST_CASE("X-Robots-Tag: who is asked for what") {
  struct Row {
    const char* field;
    const char* directives;
  };
  const Row rows[] = {
      // One list, for everybody.
      {"", ""},
      {"noai", "noai"},
      {"NoAI", "noai"},
      {"noai, noimageai", "noai | noimageai"},
      {" noai ,\tnoimageai ,", "noai | noimageai"},
      {",,noai,,", "noai"},
      {"noai,noai,NOAI", "noai"},
      {"noml", "noml"},
      {"none", "none"},
      {"noindex, noimageindex, nosnippet, noarchive",
       "noindex | noimageindex | nosnippet | noarchive"},
      {"something-new", "something-new"},
      // Directives with values are not agents.
      {"max-snippet:0", "max-snippet:0"},
      {"max-snippet: -1, noai", "max-snippet:-1 | noai"},
      {"Max-Image-Preview: None", "max-image-preview:none"},
      {"max-image-preview: standard, max-image-preview:large",
       "max-image-preview:standard | max-image-preview:large"},
      {"max-video-preview: -1", "max-video-preview:-1"},
      {"nosnippet, max-snippet:0", "nosnippet | max-snippet:0"},
      {"all", "all"},
      {"nocache, noarchive", "nocache | noarchive"},
      {"noai, max-image-preview:none", "noai | max-image-preview:none"},
      {"max-image-preview:none, noai", "max-image-preview:none | noai"},
      {"max-video-preview:0, noindex", "max-video-preview:0 | noindex"},
      {"max-snippet:", "max-snippet:!"},
      // A date holds commas and colons, and ends at a known directive.
      {"unavailable_after: 25 Jun 2030 15:00:00 PST", "unavailable_after"},
      {"unavailable_after: Friday, 25-Jun-30 15:00:00 GMT, noai",
       "unavailable_after | noai"},
      {"noindex, unavailable_after: Fri, 25 Jun 2030 15:00:00 GMT",
       "noindex | unavailable_after"},
      {"unavailable_after: Fri, 25 Jun 2030 15:00:00 GMT, max-snippet:0, noai",
       "unavailable_after | max-snippet:0 | noai"},
      {"unavailable_after: Fri, 25 Jun 2030 15:00:00 GMT, googlebot: noindex",
       "unavailable_after | googlebot>noindex"},
      // Agents.
      {"googlebot: noindex", "googlebot>noindex"},
      {"otherbot: noindex, nofollow", "otherbot>noindex | otherbot>nofollow"},
      {"noai, googlebot: noindex", "noai | googlebot>noindex"},
      {"BadBot: noindex, nofollow, googlebot: nofollow",
       "BadBot>noindex | BadBot>nofollow | googlebot>nofollow"},
      {"googlebot: noai, noimageai", "googlebot>noai | googlebot>noimageai"},
      {"GPTBot : noai", "GPTBot>noai"},
      {"gptbot: max-snippet:0", "gptbot>max-snippet:0"},
      {"a: b: noai", "b>noai"},
      // What is for everybody comes first; a name holds until the next.
      {"noai, BadBot: noindex, nofollow, googlebot: nofollow, noai",
       "noai | BadBot>noindex | BadBot>nofollow | googlebot>nofollow | "
       "googlebot>noai"},
      // The header that draft-illyes-repext proposes has another syntax.
      {"*=noindex, ExampleBot=;", "*=noindex! | examplebot=;!"},
      {"googlebot:", ""},
      {"googlebot:, noai", "googlebot>noai"},
      {"img2dataset: noai", "img2dataset>noai"},  // the registry knows it
      {"unknown2bot: noai", "unknown2bot: noai!"},
      {"noai: noimageai", "noai>noimageai"},
      // What consumers miss.
      {"noai; noimageai", "noai; noimageai!"},
      {"noai noimageai", "noai noimageai!"},
      {"noindex noai, noml", "noindex noai! | noml"},
      {"*: noai", "*: noai!"},
      {"noai=1", "noai=1!"},
      {"googlebot: noai noimageai", "googlebot>noai noimageai!"},
      {"https://example.org/policy", "https>//example.org/policy"},
      {"noai\x01", "noai\\x01"},
      {"no\xff"
       "ai",
       "no\\xffai"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.field);
    CHECK(shown(parse_robots_header(row.field,
                                    config::ScraperRegistry::built_in())) ==
          row.directives);
  }
}

TEST_CASE("X-Robots-Tag: the date of unavailable_after is kept as written") {
  struct Row {
    const char* field;
    const char* date;
  };
  const Row rows[] = {
      {"unavailable_after: 2030-06-25", "2030-06-25"},
      {"unavailable_after: 25 Jun 2030 15:00:00 PST",
       "25 Jun 2030 15:00:00 PST"},
      // RFC 850 and RFC 822 dates hold the list's own separator.
      {"unavailable_after: Friday, 25-Jun-30 15:00:00 GMT, noai",
       "Friday, 25-Jun-30 15:00:00 GMT"},
      {"noai, unavailable_after: Fri,25 Jun 2030 15:00:00 GMT , bot: noai",
       "Fri, 25 Jun 2030 15:00:00 GMT"},
      {"unavailable_after:", ""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.field);
    std::string date = "none";
    for (const Directive& d :
         parse_robots_header(row.field, config::ScraperRegistry::built_in()))
      if (d.name == "unavailable_after") date = d.value;
    CHECK(date == row.date);
  }
}

TEST_CASE("X-Robots-Tag: two dates of one field are two directives") {
  const auto directives = parse_robots_header(
      "unavailable_after: 2030-06-25, unavailable_after: 2020-06-25",
      config::ScraperRegistry::built_in());
  REQUIRE(directives.size() == 2);
  CHECK(directives[1].value == "2020-06-25");
}

TEST_CASE("meta robots: which elements speak, and to whom") {
  struct Row {
    const char* name;
    const char* content;
    const char* directives;
  };
  const Row rows[] = {
      {"robots", "noai, noimageai", "noai | noimageai"},
      {"ROBOTS", "NOAI", "noai"},
      {" robots ", "noai", "noai"},
      {"robots", "", ""},
      {"googlebot", "noindex", "googlebot>noindex"},
      {"Googlebot-News", "noindex", "Googlebot-News>noindex"},
      {"GPTBot", "noai", "GPTBot>noai"},
      {"img2dataset", "noai", "img2dataset>noai"},
      {"bingbot", "noarchive, nocache", "bingbot>noarchive | bingbot>nocache"},
      {"robots", "none", "none"},
      {"robots", "noml", "noml"},
      {"robots", "noai; noimageai", "noai; noimageai!"},
      {"robots", "unavailable_after: Fri, 25 Jun 2030 15:00:00 GMT, noai",
       "unavailable_after | noai"},
      // Registered names that are also plain words.
      {"operator", "Example Ltd", ""},
      {"code", "7", ""},
      {"operator", "noai", "operator>noai"},
      // Not about robots.
      {"description", "noai", ""},
      {"", "noai", ""},
      {"unheardofbot", "noai", ""},
      {"og:image", "noai", ""},
      // Nobody is addressed inside the content.
      {"robots", "googlebot: noindex", "googlebot: noindex!"},
      {"robots", "max-snippet:-1, max-image-preview:large",
       "max-snippet:-1 | max-image-preview:large"},
      {"robots", "noai noimageai", "noai noimageai!"},
      {"robots", "noai,\n noimageai", "noai | noimageai"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    CAPTURE(row.content);
    CHECK(shown(parse_robots_meta(row.name, row.content,
                                  config::ScraperRegistry::built_in())) ==
          row.directives);
  }
}

TEST_CASE("directives: hostile length stays within the limits") {
  std::string many;
  for (int i = 0; i < 100'000; ++i) many += "d" + std::to_string(i) + ",";
  CHECK(parse_robots_header(many, config::ScraperRegistry::built_in()).size() ==
        kMaxDirectives);
  const auto one = parse_robots_header(std::string(1 << 20, 'x'),
                                       config::ScraperRegistry::built_in());
  CHECK(one.empty());  // nobody's: the limit cut it
  const auto noai = parse_robots_header("noai," + std::string(1 << 20, 'x'),
                                        config::ScraperRegistry::built_in());
  REQUIRE(noai.size() == 1);
  CHECK(noai[0].name == "noai");
  const auto wide = parse_robots_header(std::string(9'000, 'x'),
                                        config::ScraperRegistry::built_in());
  REQUIRE(wide.size() == 1);
  CHECK(wide[0].name.size() <= 210);
  const std::string colons(1 << 20, ':');
  CHECK(
      parse_robots_header(colons, config::ScraperRegistry::built_in()).size() <=
      1);
  std::string agents;
  for (int i = 0; i < 100'000; ++i) agents += "a:";
  CHECK(
      parse_robots_header(agents + "noai", config::ScraperRegistry::built_in())
          .empty());
}
