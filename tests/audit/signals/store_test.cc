// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/signals/store.h"

#include "tests/support.h"

using namespace veto;
using namespace veto::signals;

namespace {

SignalsResult sample() {
  SignalsResult result;
  Signal meta;
  meta.source = Source::meta;
  meta.url = "https://a.example/";
  meta.agent = "GPTBot";
  meta.name = "noai";
  meta.raw = "<meta>";
  meta.evidence = "c1";
  Signal rule;
  rule.family = Family::content_usage;
  rule.source = Source::robots;
  rule.url = "https://a.example/robots.txt";
  rule.agent = "CCBot";
  rule.scope = "/photos/";
  rule.name = "train-ai";
  rule.value = "no";
  rule.raw = "Content-Usage: /photos/ train-ai=no";
  rule.line = 7;
  rule.evidence = "r1";
  rule.problem = "value_not_token";
  Signal header;
  header.url = "https://a.example/";
  header.name = "noai; noimageai";
  header.raw = "X-Robots-Tag: noai; noimageai";
  header.offset = 12;
  header.evidence = "c1";
  header.malformed = true;
  result.signals = {meta, rule, header};
  result.agents = {
      {"https://a.example", "ccbot", "CCBot", true, false, 7, "Disallow: /",
       false},
      {"https://a.example", "gptbot", "GPTBot", false, true, 0, "", true}};
  result.resources = {{"https://a.example/",
                       "page",
                       "c1",
                       true,
                       false,
                       {"noindex", "gptbot: noai"},
                       false,
                       "a.example"},
                      {"https://a.example/f.jpg",
                       "image",
                       "c2",
                       false,
                       false,
                       {},
                       true,
                       "a.example"}};
  return result;
}

}  // namespace

TEST_CASE("signals: what was stored comes back, by run, replaced whole") {
  test::TempDir dir;
  auto the_case = Case::create(
      dir / "case",
      std::make_shared<FixedClock>(from_micros(1'795'000'000'000'000)));
  REQUIRE(the_case);
  CHECK_FALSE(store_signals(*the_case, sample()));  // no run yet
  REQUIRE(the_case->begin_run("test"));
  REQUIRE(store_signals(*the_case, sample()));
  REQUIRE(store_signals(*the_case, sample()));

  const auto loaded = load_signals(*the_case, the_case->run_id());
  REQUIRE(loaded);
  const SignalsResult before = sample();
  CHECK(loaded->signals == before.signals);
  REQUIRE(loaded->agents.size() == 2);
  for (std::size_t i = 0; i < 2; ++i) {
    const AgentPosture &a = loaded->agents[i], &b = before.agents[i];
    CHECK(a.origin == b.origin);
    CHECK(a.scraper_id == b.scraper_id);
    CHECK(a.token == b.token);
    CHECK(a.named == b.named);
    CHECK(a.site_allowed == b.site_allowed);
    CHECK(a.line == b.line);
    CHECK(a.rule == b.rule);
    CHECK(a.readings_agree == b.readings_agree);
  }
  REQUIRE(loaded->resources.size() == 2);
  for (std::size_t i = 0; i < 2; ++i) {
    const ResourcePosture &a = loaded->resources[i], &b = before.resources[i];
    CHECK(a.url == b.url);
    CHECK(a.kind == b.kind);
    CHECK(a.capture_id == b.capture_id);
    CHECK(a.noai == b.noai);
    CHECK(a.noimageai == b.noimageai);
    CHECK(a.directives == b.directives);
    CHECK(a.page_only == b.page_only);
    CHECK(a.host == b.host);
  }
  CHECK(load_signals(*the_case, "another")->signals.empty());
  REQUIRE(store_signals(*the_case, {}));
  CHECK(load_signals(*the_case, the_case->run_id())->resources.empty());
}
