// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/signals/store.h"

#include "tests/support.h"

using namespace veto;
using namespace veto::signals;

namespace {

SignalsResult sample() {
  SignalsResult result;
  result.signals = {
      {Source::meta, "https://a.example/", "GPTBot", "noai", "<meta>", 0, "c1",
       false},
      {Source::robots, "https://a.example/robots.txt", "CCBot", "disallow",
       "Disallow: /", 7, "r1", false},
      {Source::header, "https://a.example/", "", "noai; noimageai",
       "X-Robots-Tag: noai; noimageai", 0, "c1", true}};
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
  REQUIRE(loaded->signals.size() == 3);
  for (std::size_t i = 0; i < 3; ++i) {
    const Signal &a = loaded->signals[i], &b = before.signals[i];
    CHECK(a.source == b.source);
    CHECK(a.url == b.url);
    CHECK(a.agent == b.agent);
    CHECK(a.name == b.name);
    CHECK(a.raw == b.raw);
    CHECK(a.line == b.line);
    CHECK(a.evidence == b.evidence);
    CHECK(a.malformed == b.malformed);
  }
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
