// SPDX-License-Identifier: GPL-3.0-or-later
//
// V8: who came to a trap. Each excuse alone, what makes it strong, and how it
// stands beside V1 and V2.

#include "audit/logs/trap_hits.h"

#include <doctest/doctest.h>

#include "tests/audit/logs/log_support.h"

namespace veto::logs {
namespace {

using test::at;
using test::codes;
using test::Site;
using test::utc;

constexpr const char* kPath = "/trap-00112233445566778899aabbccddeeff/";
constexpr const char* kBrowser =
    "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
const std::string kBelow =
    std::string(kPath) + "ffeeddccbbaa99887766554433221100/";

traps::Trap trap_since(const char* since = "") {
  traps::Trap trap;
  trap.path = kPath;
  trap.deeper = kBelow;
  if (*since) trap.disallowed_from = utc(since);
  return trap;
}

// Closed since January, and no word of the user's needed.
struct Trapped : Site {
  explicit Trapped(const char* since = "20260101T000000Z") {
    traps = {trap_since()};
    origin = "https://a.test";
    complete_from.reset();  // no V2
    robots(since, std::string("User-agent: *\nDisallow: ") + kPath +
                      "\nDisallow: /other/\n");
  }
  Trapped& come(const std::string& target = kBelow,
                const std::string& agent = "GrabBot/1.0", int status = 200,
                const std::string& referer = "-",
                const std::string& ip = "11.0.0.1") {
    hit(ip, at("10:00:00"), target, agent, status, 100, referer);
    return *this;
  }
};

const audit::Finding& found(const LogSummary& summary) {
  for (const audit::Finding& finding : summary.findings)
    if (finding.code == "V8") return finding;
  FAIL("no V8");
  return summary.findings.front();
}

// "V8", or the one excuse that set all hits aside.
std::string outcome(Site& site) {
  const LogSummary summary = site.analyse();
  if (codes(summary).find("V8") != std::string::npos) return "V8";
  std::string all;
  for (const auto& [name, count] : summary.counts.trap_excuses) all += name;
  return all.empty() ? "none" : all;
}

TEST_CASE("V8: who came, and why that may tell nothing") {
  const struct {
    const char* agent;
    const char* referer;
    const char* expected;
  } rows[] = {
      {"GrabBot/1.0", "-", "V8"},
      {"GrabBot/1.0", "https://a.test/", "V8"},
      {"", "-", "V8"},  // says nothing of itself, and is no browser
      {kBrowser, "https://a.test/", "person_possible"},
      {"ChatGPT-User/1.0", "-", "user_triggered"},
      {"GrabBot/1.0", "https://b.test/forum", "link_shared"},
      {"veto/0.1", "-", "none"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.agent);
    CAPTURE(row.referer);
    Trapped site;
    site.come(kBelow, row.agent, 200, row.referer);
    CHECK(outcome(site) == row.expected);
  }
}

TEST_CASE("V8: asked for is enough, served or not") {
  for (const int status : {200, 404, 403, 302}) {
    CAPTURE(status);
    Trapped site;
    site.come(kBelow, "GrabBot/1.0", status);
    const auto summary = site.analyse();
    CHECK(codes(summary) == "V8");
    CHECK(found(summary).facts["served"] == (status == 200 ? 1 : 0));
  }
  Trapped posted;
  posted.hit("11.0.0.1", at("10:00:00"), kPath, "GrabBot/1.0", 200, 1, "-",
             "POST");
  CHECK(outcome(posted) == "none");
}

TEST_CASE("V8: a scanner follows every address") {
  Trapped scanner;
  scanner.come().come("/.env", "GrabBot/1.0", 404);
  CHECK(outcome(scanner) == "security_scanner");
  // A site that has a login links to it.
  Trapped crawler;
  crawler.come().come("/wp-login.php", "GrabBot/1.0", 200);
  CHECK(outcome(crawler) == "V8");
  // Another client's scan is its own.
  Trapped other;
  other.come().come("/.env", "ScanBot/1.0", 404, "-", "11.9.0.1");
  CHECK(outcome(other) == "V8");
}

TEST_CASE("V8: a link that somebody had previewed before is shared") {
  Trapped site;
  site.hit("11.9.0.1", at("09:00:00"), kPath, "ChatGPT-User/1.0");
  site.come().come();
  const auto summary = site.analyse();
  CHECK(codes(summary).empty());
  CHECK(summary.counts.trap_excuses.at("link_shared") == 2);
  Trapped later;
  later.come();
  later.hit("11.9.0.1", at("11:00:00"), kPath, "ChatGPT-User/1.0");
  CHECK(outcome(later) == "V8");
}

TEST_CASE("V8: a canary that somebody else was given is no visit") {
  const std::string canary =
      std::string(kPath) + "c-0123456789abcdef0123456789abcdef/p.png";
  Trapped given;
  given.come(canary);
  CHECK(outcome(given) == "link_shared");
  Trapped own;
  own.come(kPath, "GrabBot/1.0", 302).come(canary);
  CHECK(outcome(own) == "V8");
}

TEST_CASE("V8: the rule this client was under") {
  // Named in a group of its own, which says nothing of the trap.
  Trapped named;
  named.robots("20260101T000000Z",
               std::string("User-agent: GrabBot\nDisallow: /other/\n\n"
                           "User-agent: *\nDisallow: ") +
                   kPath + "\n");
  named.come();
  CHECK(outcome(named) == "not_disallowed_then");
  Trapped refused;
  refused.come("/robots.txt", "GrabBot/1.0", 403);
  refused.hit("11.0.0.1", at("10:00:09"), kPath, "GrabBot/1.0");
  CHECK(outcome(refused) == "robots_refused");
  // Nothing known, and nothing said.
  Site silent;
  silent.traps = {trap_since()};
  silent.hit("11.0.0.1", at("10:00:00"), kPath, "GrabBot/1.0");
  CHECK(outcome(silent) == "rules_unknown");
}

TEST_CASE("V8: how long it had been disallowed, and how that is known") {
  const struct {
    const char* seen;    // robots.txt with the rule, since then; or ""
    const char* stated;  // by the user; or ""
    const char* expected;
    int rules;
    int predicate;
    const char* weaker;
  } rows[] = {
      {"20260101T000000Z", "", "V8", 2, 3, ""},
      {"", "2026-10-01T00:00:00Z", "V8", 2, 3, ""},
      {"", "2026-11-20T00:00:00Z", "V8", 2, 2, "young_rule"},
      {"", "2026-11-22T11:00:00Z", "grace", 0, 0, ""},
      {"", "2026-11-24T00:00:00Z", "rules_unknown", 0, 0, ""},
      {"20261122T110000Z", "", "grace", 0, 0, ""},
      {"20261122T110000Z", "2026-10-01T00:00:00Z", "V8", 2, 3, ""},
  };
  for (const auto& row : rows) {
    CAPTURE(row.seen);
    CAPTURE(row.stated);
    Site site;
    site.complete_from.reset();
    site.traps = {trap_since(row.stated)};
    if (*row.seen)
      site.robots(row.seen,
                  std::string("User-agent: *\nDisallow: ") + kPath + "\n");
    site.hit("11.0.0.1", at("10:00:00"), kBelow, "GrabBot/1.0");
    CHECK(outcome(site) == row.expected);
    if (std::string(row.expected) != "V8") continue;
    const auto summary = site.analyse();
    CHECK(found(summary).grade.rules == row.rules);
    CHECK(found(summary).grade.predicate == row.predicate);
    CHECK(found(summary).facts["weaker"] == row.weaker);
  }
}

TEST_CASE("V8: what was seen outweighs what is stated") {
  Site site;
  site.complete_from.reset();
  site.traps = {trap_since("2026-09-01T00:00:00Z")};
  // In October robots.txt did not hold the rule.
  site.robots("20261001T000000Z", "User-agent: *\nDisallow: /x/\n");
  site.robots("20261120T000000Z",
              std::string("User-agent: *\nDisallow: ") + kPath + "\n");
  site.hit("11.0.0.1", at("10:00:00"), kBelow, "GrabBot/1.0");
  const auto summary = site.analyse();
  CHECK(found(summary).facts["disallowed_since"] == "2026-11-20T00:00:00.000Z");
  CHECK(found(summary).facts["rule_days"] == 3);
  CHECK(found(summary).facts["weaker"] == "young_rule");
}

TEST_CASE("V8: strong with two traps, or beyond the first page") {
  const auto weaker = [](std::vector<std::string> targets) {
    Trapped site;
    site.traps.push_back(*traps::parse_trap("/other/"));
    for (const std::string& target : targets) site.come(target);
    const auto summary = site.analyse();
    return found(summary).facts["weaker"].get<std::string>() +
           std::to_string(found(summary).grade.predicate);
  };
  CHECK(weaker({kPath}) == "one_page2");
  CHECK(weaker({kPath, kPath}) == "one_page2");
  CHECK(weaker({kPath, "/other/x"}) == "3");
  CHECK(weaker({kBelow}) == "3");
}

TEST_CASE("V8: beside V1, of the same requests, counted once") {
  Trapped site;
  site.hit("11.0.0.1", at("09:00:00"), "/robots.txt", "GrabBot/1.0");
  site.come().come();
  const auto summary = site.analyse();
  CHECK(codes(summary) == "V1 V8");
  CHECK(summary.counts.disallowed == 2);
  CHECK(summary.counts.trap_requests == 2);
  const audit::Finding& finding = found(summary);
  CHECK(finding.facts["count"] == 2);
  CHECK(finding.facts["counted_as_well"] == nlohmann::json({"V1"}));
  CHECK(finding.evidence.size() == 3);  // two lines and the rules
  CHECK(finding.identity == audit::Identity::i1);
  CHECK(finding.grade.value() == 2);
}

TEST_CASE("V8: an automated browser is a finding about nobody by name") {
  Trapped site;
  for (const char* page : {"/1", "/2", "/3"}) site.come(page, kBrowser);
  site.come(kBelow, kBrowser);
  const auto summary = site.analyse();
  const audit::Finding& finding = found(summary);
  CHECK(finding.identity == audit::Identity::i0);
  CHECK(finding.grade.value() == 1);
  CHECK(finding.facts["automation"] == "bare");
  CHECK(finding.operator_name.empty());
}

TEST_CASE("traps: bounded, whatever a stranger sends") {
  const std::vector<traps::Trap> traps = {trap_since()};
  TrapHits hits(traps);
  TrapRequest request;
  request.target = kPath;
  for (std::size_t i = 0; i < TrapHits::kMaxHits; ++i)
    REQUIRE(hits.add(request));
  CHECK(!hits.add(request));
  request.target = "/elsewhere";
  CHECK(hits.add(request));
  CHECK(hits.all().size() == TrapHits::kMaxHits);
  for (std::uint32_t i = 0; i <= TrapHits::kMaxScanners + 5; ++i)
    hits.note_probe(i, 404, "/.env");
  // Too many to remember: nobody is held to be none.
  CHECK(hits.is_scanner(~std::uint32_t{0}));
}

}  // namespace
}  // namespace veto::logs
