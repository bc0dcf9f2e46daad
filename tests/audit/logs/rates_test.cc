// SPDX-License-Identifier: GPL-3.0-or-later
//
// How often each agent kept to robots.txt: sessions, and what is counted of
// them.

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "audit/logs/agent_rates.h"
#include "audit/logs/session_set.h"
#include "tests/audit/logs/log_support.h"

namespace veto::logs {
namespace {

using test::at;
using test::kRules;
using test::Site;
using test::utc;

TEST_CASE("a session is in a set once, in whatever order they come") {
  SessionSet set;
  for (const int second : {30, 10, 20, 30, 10, 40})
    set.insert(from_micros(second));
  CHECK(set.size() == 4);
  CHECK(std::ranges::is_sorted(set));
  CHECK(set.contains(from_micros(20)));
  CHECK_FALSE(set.contains(from_micros(25)));
}

TEST_CASE("sessions: five minutes of silence end one") {
  const struct {
    std::vector<const char*> times;
    std::uint64_t sessions;
  } cases[] = {
      {{"10:00:00"}, 1},
      {{"10:00:00", "10:05:00"}, 1},
      {{"10:00:00", "10:05:01"}, 2},
      {{"10:00:00", "10:04:00", "10:08:00", "10:12:00"}, 1},
      // A line out of order moves no end.
      {{"10:04:00", "10:00:00", "10:08:59"}, 1},
  };
  for (const auto& one : cases) {
    CAPTURE(one.times.back());
    Sessions sessions;
    for (const char* time : one.times) {
      sessions.request(utc(fmt::format("2026-11-23T{}Z", time)));
      sessions.count(std::nullopt);
    }
    CHECK(sessions.counts().all == one.sessions);
  }
}

TEST_CASE("sessions: which side of a rule, and a day for copies") {
  const UtcTime rule = utc("2026-11-23T00:00:00Z");
  CHECK(side_of(utc("2026-11-22T23:59:59Z"), rule) == Side::before);
  CHECK(side_of(utc("2026-11-23T00:00:00Z"), rule) == Side::neither);
  CHECK(side_of(utc("2026-11-23T23:59:59Z"), rule) == Side::neither);
  CHECK(side_of(utc("2026-11-24T00:00:00Z"), rule) == Side::after);
}

// A read and then one request an hour; of each client `against` of them for
// what it had just been asked to leave alone.
void visits(Site& site, const std::string& ip, const std::string& agent,
            int sessions, int against) {
  for (int i = 0; i < sessions; ++i) {
    site.hit(ip, at(fmt::format("{:02}:00:00", i).c_str()), "/robots.txt",
             agent);
    site.hit(ip, at(fmt::format("{:02}:01:00", i).c_str()),
             i < against ? "/p/x" : "/a", agent);
  }
}

const AgentRate* rate_of(const LogSummary& summary, const char* agent) {
  for (const AgentRate& rate : summary.rates)
    if (rate.agent == agent) return &rate;
  return nullptr;
}

TEST_CASE("rates: k of n sessions, what was kept to beside it") {
  Site site(kRules);
  visits(site, "11.0.0.1", "BadBot/1", 10, 3);
  visits(site, "11.0.0.2", "BadBot/1", 2, 0);
  visits(site, "11.0.0.3", "GoodBot/1", 6, 0);
  visits(site, "11.0.0.4", "RareBot/1", 4, 4);
  visits(site, "11.0.0.5", "veto/1", 4, 4);
  visits(site, "11.0.0.6",
         "Mozilla/5.0 (X11; rv:140.0) Gecko/20100101 Firefox/140.0", 1, 0);
  const auto summary = site.analyse();
  const AgentRate* bad = rate_of(summary, "BadBot");
  REQUIRE(bad);
  CHECK(bad == &summary.rates.front());
  CHECK(bad->clients == 2);
  CHECK(bad->sessions == 12);
  CHECK(bad->against == 3);
  CHECK(bad->kept() == 9);
  CHECK(bad->standing == Standing::claimed);
  CHECK(bad->interval()->low == doctest::Approx(0.0889).epsilon(1e-3));
  const AgentRate* good = rate_of(summary, "GoodBot");
  REQUIRE(good);
  CHECK(good->against == 0);
  CHECK(good->kept() == 6);
  CHECK(good->interval()->high == doctest::Approx(0.5));
  const AgentRate* rare = rate_of(summary, "RareBot");
  REQUIRE(rare);
  CHECK(rare->against == 4);
  CHECK(!rare->interval());
  CHECK(!rate_of(summary, "veto"));
  CHECK(!rare->change);
}

TEST_CASE("rates: a request that something excuses is in doubt, not kept to") {
  Site site(kRules);
  visits(site, "11.0.0.1", "ABot/1", 5, 0);
  site.hit("11.0.0.1", at("20:00:00"), "/p/x", "ABot/1", 200, 100, "-", "HEAD");
  const auto summary = site.analyse();
  REQUIRE(summary.rates.size() == 1);
  CHECK(summary.rates[0].sessions == 6);
  CHECK(summary.rates[0].doubtful == 1);
  CHECK(summary.rates[0].kept() == 5);
  CHECK(summary.rates[0].against == 0);
}

TEST_CASE("rates: sessions under no known rules are none") {
  Site unknown;
  unknown.robots("20261123T120000Z", kRules);
  visits(unknown, "11.0.0.1", "ABot/1", 14, 0);
  CHECK(unknown.analyse().rates[0].sessions == 2);
  Site refused;
  refused.robots("20260101T000000Z", "", 404);
  visits(refused, "11.0.0.1", "ABot/1", 3, 0);
  CHECK(refused.analyse().rates.empty());
}

TEST_CASE("rates: a change with the newest rules, against other paths") {
  Site site("User-agent: *\nDisallow: /q/\n");
  site.robots("20261115T000000Z", kRules);
  // Ten days before, ten after the day of grace; /p/ in all of the first and
  // in two of the others, /a in all.
  for (int day = 1; day <= 26; ++day) {
    const std::string date = fmt::format("{:02}/Nov/2026:", day);
    site.hit("11.0.0.1", date + "10:00:00 +0000", "/robots.txt", "ABot/1")
        .hit("11.0.0.1", date + "10:01:00 +0000", "/a", "ABot/1");
    if (day <= 15 || day >= 25)
      site.hit("11.0.0.1", date + "10:02:00 +0000", "/p/x", "ABot/1");
  }
  const auto summary = site.analyse();
  REQUIRE(summary.rates.size() == 1);
  REQUIRE(summary.rates[0].change);
  const AgentChange& change = *summary.rates[0].change;
  CHECK(change.before.k == 14);
  CHECK(change.before.n == 14);
  CHECK(change.after.k == 2);
  CHECK(change.after.n == 11);
  CHECK(change.control_before.k == 14);
  CHECK(change.control_after.k == 11);
  CHECK(change.test.exact);
  CHECK(change.test.p < 0.001);
  CHECK(change.discovery_rate == doctest::Approx(change.test.p));
  REQUIRE(change.difference);
  CHECK(change.difference->estimate == doctest::Approx(2.0 / 11 - 1));
  // What is stored is what was counted.
  const AgentRate again = rate_from_json(rate_json(summary.rates[0]));
  CHECK(rate_json(again) == rate_json(summary.rates[0]));
}

}  // namespace
}  // namespace veto::logs
