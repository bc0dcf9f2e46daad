// SPDX-License-Identifier: GPL-3.0-or-later
//
// One log and one history; then one thing about them is changed. Exactly those
// verdicts follow that rest on it, and all others stay.

#include <doctest/doctest.h>

#include <functional>
#include <map>

#include "tests/audit/logs/log_support.h"

namespace veto::logs {
namespace {

using test::Site;
using test::utc;

struct Logged {
  char client;  // last letter of the address's name; 'A' is 11.0.1.1
  std::string day, clock;
  std::string target, agent;
  int status = 200;
};

struct World {
  std::vector<Logged> lines;
  std::string zone = "+0000";
  std::string closed_from = "20261122T090000Z";
  std::string open = "User-agent: *\nDisallow: /q/\n";
  std::string closed =
      "User-agent: *\nDisallow: /p/\n\nUser-agent: GoodBot\nDisallow: /q/\n";
};

World world() {
  World w;
  w.lines = {// Received the rule, and went on.
             {'A', "23", "09:30:00", "/robots.txt", "AcmeBot/1"},
             {'A', "23", "09:45:00", "/p/x", "AcmeBot/1"},
             // Never asked.
             {'B', "23", "10:30:00", "/p/x", "BetaBot/1"},
             // Asked before the rules changed.
             {'C', "20", "10:00:00", "/robots.txt", "OldBot/1"},
             {'C', "23", "10:30:00", "/p/x", "OldBot/1"},
             // Less than a day after the change.
             {'D', "23", "08:30:00", "/p/x", "EarlyBot/1"},
             // For a person, and a person.
             {'E', "23", "10:30:00", "/p/x", "ChatGPT-User/1.0"},
             {'F', "23", "10:30:00", "/p/x",
              "Mozilla/5.0 (X11; rv:140.0) Gecko/20100101 Firefox/140.0"},
             // Kept to it, in its own group.
             {'G', "23", "09:10:00", "/robots.txt", "GoodBot/1"},
             {'G', "23", "10:10:00", "/a", "GoodBot/1"},
             // The day before the change.
             {'H', "21", "10:00:00", "/p/x", "PastBot/1"}};
  return w;
}

using Outcome = std::map<char, std::string>;

// "V1", or the verdict where there is no finding; of each client's last request
// that has one, and P1.
Outcome outcome_of(const World& world) {
  Site site;
  site.robots("20260101T000000Z", world.open)
      .robots(world.closed_from, world.closed);
  site.complete_from = utc("2026-01-01T00:00:00Z");
  for (const Logged& line : world.lines)
    site.hit("11.0." + std::to_string(line.client - 'A' + 1) + ".1",
             line.day + "/Nov/2026:" + line.clock + " " + world.zone,
             line.target, line.agent, line.status);
  const auto client = [](const std::string& ip) {
    return static_cast<char>('A' + ip[5] - '1');
  };
  const auto summary = site.analyse();
  Outcome outcome;
  for (const Verdict& one : summary.verdicts)
    if (one.verdict != "robots_read")
      outcome[client(one.request.ip)] =
          one.finding.empty() ? one.verdict : one.finding;
  for (const audit::Finding& finding : summary.findings)
    if (finding.code == "P1")
      outcome[client(finding.facts["client_ip"].get<std::string>())] = "P1";
  return outcome;
}

std::string shown(const Outcome& outcome) {
  std::string text;
  for (const auto& [client, what] : outcome)
    text += std::string(1, client) + "=" + what + " ";
  return text;
}

void rename(World& world, char client, const char* agent) {
  for (Logged& line : world.lines)
    if (line.client == client) line.agent = agent;
}

void answer(World& world, char client, const char* target, int status) {
  for (Logged& line : world.lines)
    if (line.client == client && line.target == target) line.status = status;
}

const Outcome kAsItWas = {
    {'A', "V1"},  {'B', "V2"},         {'C', "V3a"}, {'D', "disallowed"},
    {'E', "V2u"}, {'F', "disallowed"}, {'G', "P1"},  {'H', "allowed"}};

TEST_CASE("mutations: what the log is like unchanged") {
  CHECK(shown(outcome_of(world())) == shown(kAsItWas));
}

TEST_CASE("mutations: one change, and only the verdicts that rest on it") {
  const struct {
    const char* what;
    std::function<void(World&)> change;
    Outcome differs;
  } cases[] = {
      {"times two hours earlier",
       [](World& w) { w.zone = "+0200"; },
       // Less than a day after the rules changed: C had a right to its copy.
       {{'B', "disallowed"}, {'C', "P1"}, {'E', "disallowed"}}},
      {"times two hours later",
       [](World& w) { w.zone = "-0200"; },
       {{'D', "V2"}}},
      {"the rules a day later",
       [](World& w) { w.closed_from = "20261123T090000Z"; },
       {{'B', "disallowed"},
        {'C', "P1"},
        {'D', "allowed"},
        {'E', "disallowed"}}},
      {"the rules a day earlier",
       [](World& w) { w.closed_from = "20261121T090000Z"; },
       {{'D', "V2"}, {'H', "disallowed"}}},
      {"a name that the rules let in",
       [](World& w) { rename(w, 'B', "GoodBot/1"); },
       {{'B', ""}}},
      {"a name that acts for persons",
       [](World& w) { rename(w, 'B', "Perplexity-User/1.0"); },
       {{'B', "V2u"}}},
      {"a browser's name",
       [](World& w) {
         rename(w, 'B',
                "Mozilla/5.0 (X11; rv:140.0) Gecko/20100101 Firefox/140.0");
       },
       {{'B', "disallowed"}}},
      {"another name without a group",
       [](World& w) { rename(w, 'B', "GPTBot/1.2"); },
       {}},
      {"the name of an operator that reads for another",
       [](World& w) { rename(w, 'A', "GPTBot/1.2"); },
       {{'E', "disallowed"}}},
      {"the fetch refused",
       [](World& w) { answer(w, 'A', "/p/x", 403); },
       // It was then served nothing but robots.txt: nothing to credit either.
       {{'A', "disallowed"}}},
      {"the rules refused",
       [](World& w) { answer(w, 'A', "/robots.txt", 403); },
       {{'A', "allowed"}}},
      {"the older copy refused",
       [](World& w) { answer(w, 'C', "/robots.txt", 403); },
       {{'C', "allowed"}}},
      {"what was never asked for refused",
       [](World& w) { answer(w, 'B', "/p/x", 403); },
       {{'B', "disallowed"}}},
      {"what was allowed refused",
       [](World& w) { answer(w, 'G', "/a", 403); },
       // Nothing was served after the read.
       {{'G', ""}}},
  };
  for (const auto& one : cases) {
    CAPTURE(std::string(one.what));
    World changed = world();
    one.change(changed);
    Outcome expected = kAsItWas;
    for (const auto& [client, outcome] : one.differs)
      if (outcome.empty())
        expected.erase(client);
      else
        expected[client] = outcome;
    CHECK(shown(outcome_of(changed)) == shown(expected));
  }
}

}  // namespace
}  // namespace veto::logs
