// SPDX-License-Identifier: GPL-3.0-or-later

#include "config/scrapers.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "base/file.h"
#include "base/text.h"
#include "tests/support.h"

using namespace veto;
using namespace veto::config;
using nlohmann::json;

namespace {

json built_in_json() {
  const auto text =
      read_file(test::source_dir() / "config/data/scrapers.json", 4u << 20);
  REQUIRE(text);
  return json::parse(*text);
}

json one_entry() {
  return json::parse(R"({
    "schema": "veto.scrapers/1", "date": "2026-11-23",
    "sources": {"page": {"date": "2026-11", "what": "a page"}},
    "scrapers": [{
      "id": "foo-bot", "token": "FooBot", "purpose": "training",
      "in_agent": ["FooBot"], "robots": {"stance": "yes"},
      "known": {"level": "secondary", "from": ["page"]}}]})");
}

}  // namespace

TEST_CASE("match: whole words, whatever the case, never a guess") {
  struct Row {
    const char* agent;
    const char* id;  // "" for none
  };
  const Row rows[] = {
      {"Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; "
       "GPTBot/1.2; +https://openai.com/gptbot)",
       "gptbot"},
      {"gptbot", "gptbot"},
      {"GPTBOT/1.0", "gptbot"},
      {"NotGPTBot/1.0", ""},
      {"Not-GPTBot/1.0", ""},
      {"GPTBots/1.0", ""},
      {"GPTBot_2/1.0", ""},
      {"", ""},
      {"-", ""},
      {"Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:128.0) Gecko/20100101 "
       "Firefox/128.0",
       ""},
      // img2dataset without a token sends exactly this: a browser's name.
      {"Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:72.0) Gecko/20100101 "
       "Firefox/72.0",
       ""},
      {"Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:72.0) Gecko/20100101 "
       "Firefox/72.0 (compatible; img2dataset; "
       "+https://github.com/rom1504/img2dataset)",
       "img2dataset"},
      {"Mozilla/5.0 (X11; rv:72.0) Firefox/72.0 (compatible; laion; "
       "+https://github.com/rom1504/img2dataset)",
       "img2dataset"},
      // The specific before the general.
      {"Googlebot-Image/1.0", "googlebot-image"},
      {"GoogleOther-Image/1.0", "googleother-image"},
      {"GoogleOther", "googleother"},
      {"Claude-User (claude-code/2.1.0; +https://support.anthropic.com/)",
       "claude-code"},
      {"Mozilla/5.0 (compatible; Claude-User/1.0; +Claude-User@anthropic.com)",
       "claude-user"},
      {"Mozilla/5.0 (compatible; Google-CloudVertexBot; +https://c.example)",
       "google-cloudvertexbot"},
      // Control tokens are never sent.
      {"Google-Extended/1.0", ""},
      {"Mozilla/5.0 (compatible; Applebot-Extended/1.0)", ""},
      {"anthropic-ai/1.0", ""},
      // Names nobody has been seen to send.
      {"PimEyesBot/1.0", ""},
      {"GrokBot/1.0", ""},
      // Everyday words: as a product only.
      {"Mozilla/4.0 (compatible; MSIE 8.0; Windows NT 6.1; SLCC2)", ""},
      {"Mozilla/5.0 (Windows NT 10.0) Code Review Edition", ""},
      {"Mozilla/5.0 (Windows NT 10.0) Code/1.115.0 Chrome/142.0", "code"},
      {"LCC (+http://corpora.informatik.uni-leipzig.de/crawler_faq.html)",
       "lcc"},
      {"Mozilla/5.0 (compatible; YaK/1.0; http://linkfluence.com/)", "yak"},
      {"Mozilla/5.0 (Linux; Android 14; Kangaroo Phone) Chrome/140", ""},
      {"Mozilla/5.0 (compatible; KangarooBot/1.0; +https://kangaroobot.com)",
       "kangaroo-bot"},
      {"my spider for fun", ""},
      {"Baiduspider-render/2.0", "baiduspider"},
      {"Scrapy/2.11 (+https://scrapy.org)", "scrapy"},
      {"reader (built with scrapy)", ""},
      {"devin.example reader", ""},
      // A telling name beats an everyday one, however long.
      {"Mozilla/5.0 (compatible; Operator/1.0; GPTBot/1.0)", "gptbot"},
      // Somebody's address in another client's name.
      {"Reader/1.0 (+https://example.org/blocking/gptbot)", ""},
      {"Reader/1.0 (+claudebot@anthropic.com)", ""},
      {"Reader/1.0 (+https://gptbot@example.org/)", ""},
      {"Reader/1.0 (+https://www.diffbot.com)", ""},
      // Copied names: the preview an iPhone sends from its own address.
      {"Mozilla/5.0 (Macintosh) AppleWebKit/601.2.4 facebookexternalhit/1.1 "
       "Facebot Twitterbot/1.0",
       ""},
      {"facebookexternalhit/1.1 "
       "(+http://www.facebook.com/externalhit_uatext.php)",
       "facebookexternalhit"},
      {"CCBot/2.0 (https://commoncrawl.org/faq/)", "ccbot"},
      {"Mozilla/5.0 Chrome/40.0 Mobile Safari/537.36; Bytespider",
       "bytespider"},
      {"Mozilla/5.0 (Windows NT 5.1) Firefox/3.5.2 (.NET CLR 3.5; "
       "Diffbot/0.1; +http://www.diffbot.com)",
       "diffbot"},
      {"Mozilla/5.0 (compatible; special_archiver/3.1.1 "
       "+http://www.archive.org/details/archive.org_bot)",
       "archive-org-bot"},
      {"meta-externalagent/1.1 "
       "(+https://developers.facebook.com/docs/sharing/webmasters/crawler)",
       "meta-externalagent"},
      {"python-requests/2.32.3", "python-requests"},
      {"Go-http-client/2.0", "go-http-client"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.agent);
    const Scraper* found = ScraperRegistry::built_in().match(row.agent);
    CHECK(std::string(found ? found->id : "") == row.id);
  }
}

TEST_CASE("match: an agent of any bytes and length is answered") {
  const auto& registry = ScraperRegistry::built_in();
  CHECK(registry.match(std::string(1 << 20, 'a')) == nullptr);
  CHECK(registry.match(std::string("\0\xff\x80 GPTBot/1", 12))->id == "gptbot");
  std::string many;
  for (int i = 0; i < 20000; ++i) many += "compatible; ";
  CHECK(registry.match(many) == nullptr);
}

TEST_CASE("the built-in registry holds what the page on it says") {
  const auto& registry = ScraperRegistry::built_in();
  CHECK(registry.all().size() >= 198);
  CHECK(registry.date() == "2026-11-23");
  CHECK(registry.by_id("gptbot")->operator_name == "OpenAI");
  CHECK(registry.by_id("duckassistbot")->cache_hours == 72);
  // Its operator may use a copy of the last 30 days where it gets no new one.
  CHECK(registry.by_id("amazonbot")->cache_hours == 720);
  CHECK(registry.by_id("ccbot")->keeps_crawl_delay);
  CHECK(!registry.by_id("googlebot")->keeps_crawl_delay);
  CHECK(registry.by_id("applebot")->fallback_tokens ==
        std::vector<std::string>{"Googlebot"});
  CHECK(registry.by_id("adsbot-google")->ignores_wildcard);
  CHECK(registry.by_id("google-extended")->control_only);
  CHECK(registry.by_id("img2dataset")->robots_claim == "no");
  CHECK(registry.by_id("img2dataset")->operator_name.empty());
  CHECK(registry.by_token("gptBOT") == registry.by_id("gptbot"));
  CHECK(registry.by_token("GPT") == nullptr);
  CHECK(registry.by_id("") == nullptr);
  REQUIRE(registry.source("ai-robots-txt"));
  CHECK(registry.source("ai-robots-txt")->date == "2026-08-22");
}

TEST_CASE("evidence: of a field, by the sources that tell of it") {
  const auto& registry = ScraperRegistry::built_in();
  const Scraper& gptbot = *registry.by_id("gptbot");
  const auto addresses = registry.evidence_of(gptbot, "addresses");
  CHECK(addresses.level == "secondary");
  CHECK(addresses.sources ==
        std::vector<std::string_view>{"address-lists", "signatures"});
  CHECK(registry.evidence_of(gptbot, "robots").sources ==
        std::vector<std::string_view>{"directory"});
  // The best of those that tell of it, whatever the entry as a whole is.
  const Scraper& bytespider = *registry.by_id("bytespider");
  CHECK(registry.evidence_of(bytespider, "robots").level == "observed");
  CHECK(registry.evidence_of(bytespider, "token").level == "secondary");
  const auto none = registry.evidence_of(bytespider, "signatures");
  CHECK(none.sources.empty());
  CHECK(none.level == bytespider.evidence);
}

TEST_CASE("face search without a crawler is in the registry, and says so") {
  const auto& registry = ScraperRegistry::built_in();
  std::vector<std::string> names;
  for (const auto& one : registry.without_crawler()) {
    names.push_back(one.operator_name);
    CHECK(one.evidence == "memory");
    CHECK(registry.by_id(one.id) == nullptr);
    CHECK(registry.match(one.operator_name + "/1.0") == nullptr);
  }
  CHECK(names == std::vector<std::string>{"Clearview AI", "FaceCheck.ID",
                                          "Lenso.ai", "PimEyes"});
}

TEST_CASE("the built-in registry: every entry can be found by its own words") {
  for (const Scraper& scraper : ScraperRegistry::built_in().all()) {
    CAPTURE(scraper.id);
    CHECK(scraper.evidence.size() > 0);
    CHECK(scraper.sources.size() > 0);
    if (scraper.control_only) CHECK_FALSE(scraper.match_in_logs);
    if (!scraper.match_in_logs) continue;
    const Scraper* found = ScraperRegistry::built_in().match(scraper.ua_match);
    REQUIRE(found);
    // "panscient.com" and the like: two tokens of one client.
    if (found->id != scraper.id)
      CHECK(to_lower(found->ua_match) == to_lower(scraper.ua_match));
  }
}

TEST_CASE("the built-in registry has no field that nobody reads") {
  const std::set<std::string> known = {
      "id",     "token",         "operator",     "purpose", "in_agent",
      "unless", "everyday_word", "control_only", "for_ai",  "user_triggered",
      "robots", "proof",         "docs",         "known"};
  const std::set<std::string> inner = {"stance",
                                       "cache_hours",
                                       "crawl_delay",
                                       "skips_wildcard",
                                       "falls_back_to",
                                       "addresses",
                                       "addresses_complete",
                                       "reverse_dns",
                                       "signatures",
                                       "level",
                                       "from"};
  const json document = built_in_json();
  for (const json& entry : document["scrapers"]) {
    for (const auto& [name, value] : entry.items()) {
      CAPTURE(name);
      CHECK(known.contains(name));
      if (!value.is_object()) continue;
      for (const auto& [part, unused] : value.items()) {
        CAPTURE(part);
        CHECK(inner.contains(part));
      }
    }
  }
}

TEST_CASE("parse: damaged registries are refused, naming entry and field") {
  struct Row {
    const char* pointer;
    json value;
    const char* says;
  };
  const Row rows[] = {
      {"/schema", "veto.scrapers/2", "\"schema\""},
      {"/date", "today", "\"date\""},
      {"/date", 20261123, "\"date\""},
      {"/scrapers", json::object(), "\"scrapers\""},
      {"/sources", json::array(), "\"sources\""},
      {"/sources/page/date", "2026-1-1", "\"date\""},
      {"/scrapers/0", 7, "no object"},
      {"/scrapers/0/id", "Foo Bot", "\"id\""},
      {"/scrapers/0/id", "", "\"id\""},
      {"/scrapers/0/token", "", "\"token\""},
      {"/scrapers/0/token", "Foo\nBot", "\"token\""},
      {"/scrapers/0/token", "Foo\u202eBot", "\"token\""},
      {"/scrapers/0/purpose", "fun", "\"purpose\""},
      {"/scrapers/0/purpose", nullptr, "\"purpose\""},
      {"/scrapers/0/in_agent", "FooBot", "\"in_agent\""},
      {"/scrapers/0/in_agent", json::array(), "\"in_agent\""},
      {"/scrapers/0/in_agent", {"a"}, "\"in_agent\""},
      {"/scrapers/0/in_agent", {"/bot"}, "\"in_agent\""},
      {"/scrapers/0/in_agent", {"b\u00f6t"}, "\"in_agent\""},
      {"/scrapers/0/in_agent", {1}, "\"in_agent\""},
      {"/scrapers/0/control_only", true, "\"in_agent\""},
      {"/scrapers/0/for_ai", "yes", "\"for_ai\""},
      {"/scrapers/0/robots", "yes", "robots."},
      {"/scrapers/0/robots/stance", "often", "\"robots.stance\""},
      {"/scrapers/0/robots/cache_hours", -1, "\"robots.cache_hours\""},
      {"/scrapers/0/robots/cache_hours", 1e300, "\"robots.cache_hours\""},
      {"/scrapers/0/robots/cache_hours", 24.5, "\"robots.cache_hours\""},
      {"/scrapers/0/proof",
       {{"reverse_dns", {"example.org"}}},
       "\"proof.reverse_dns\""},
      {"/scrapers/0/proof",
       {{"addresses_complete", true}},
       "\"proof.addresses_complete\""},
      {"/scrapers/0/known/level", "sure", "\"known.level\""},
      {"/scrapers/0/known/from", {"elsewhere"}, "source"},
      {"/scrapers/0/docs", std::string(501, 'x'), "\"docs\""},
      {"/scrapers/1", json(), "no object"},
  };
  REQUIRE(ScraperRegistry::parse(one_entry().dump()));
  for (const Row& row : rows) {
    json changed = one_entry();
    changed[json::json_pointer(row.pointer)] = row.value;
    CAPTURE(row.pointer);
    const auto parsed = ScraperRegistry::parse(changed.dump());
    REQUIRE_FALSE(parsed);
    CHECK(parsed.error().kind == ErrorKind::damaged);
    CHECK_MESSAGE(parsed.error().what.find(row.says) != std::string::npos,
                  parsed.error().message());
  }
}

TEST_CASE("parse: an error names the entry") {
  json changed = one_entry();
  changed["scrapers"][0].erase("purpose");
  const auto parsed = ScraperRegistry::parse(changed.dump());
  REQUIRE_FALSE(parsed);
  CHECK(parsed.error().message() ==
        "the registry of scrapers cannot be used, \"purpose\" is missing: "
        "entry 1 (foo-bot)");
}

TEST_CASE("parse: ids and tokens name one entry each") {
  json twice = one_entry();
  twice["scrapers"].push_back(twice["scrapers"][0]);
  CHECK_FALSE(ScraperRegistry::parse(twice.dump()));
  twice["scrapers"][1]["id"] = "other";
  CHECK_FALSE(ScraperRegistry::parse(twice.dump()));  // token, again
  twice["scrapers"][1]["token"] = "FOOBOT";
  CHECK_FALSE(ScraperRegistry::parse(twice.dump()));  // without regard to case
  twice["scrapers"][1]["token"] = "Other";
  CHECK(ScraperRegistry::parse(twice.dump()));
}

TEST_CASE("parse: text that is no registry") {
  for (std::string text :
       {std::string(), std::string("{"), std::string("null"), std::string("[]"),
        std::string("\xff\xfe{}"), std::string(100'000, '['),
        std::string(5u << 20, ' ')}) {
    const auto parsed = ScraperRegistry::parse(text);
    REQUIRE_FALSE(parsed);
    CHECK(parsed.error().kind == ErrorKind::damaged);
  }
}

TEST_CASE("parse: a field of a later form is passed over") {
  json later = one_entry();
  later["scrapers"][0]["colour"] = "blue";
  CHECK(ScraperRegistry::parse(later.dump()));
}

TEST_CASE("product tokens are letters, hyphen and underscore (RFC 9309)") {
  for (const char* good : {"GPTBot", "OAI-SearchBot", "ia_archiver", "x"})
    CHECK(is_product_token(good));
  for (const char* bad : {"", "img2dataset", "Kangaroo Bot", "bigsur.ai",
                          "iaskspider/2.0", "*", "b\xc3\xb6t", "a:b"})
    CHECK_FALSE(is_product_token(bad));
}
