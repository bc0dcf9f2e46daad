// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/signals/posture.h"
#include "base/text.h"

namespace veto::signals {
namespace {

using crawler::Availability;
using crawler::RobotsVersion;

AgentPosture posture_of(const std::string& origin,
                        const config::Scraper& scraper) {
  AgentPosture posture;
  posture.origin = origin;
  posture.scraper_id = scraper.id;
  posture.token = scraper.token;
  return posture;
}

void read_rules(const RobotsVersion& version, AgentPosture& posture) {
  const auto verdict =
      version.rules.verdict(posture.token, "/", crawler::Reading::rfc);
  posture.named = version.rules.names(posture.token, crawler::Reading::rfc);
  posture.site_allowed = verdict.allowed;
  posture.line = verdict.line;
  posture.rule = printable(verdict.rule);
  for (crawler::Reading other :
       {crawler::Reading::google, crawler::Reading::lenient})
    if (version.rules.verdict(posture.token, "/", other).allowed !=
        verdict.allowed)
      posture.readings_agree = false;
}

Signal signal_of(const AgentPosture& posture, const RobotsVersion& version) {
  Signal signal;
  signal.family = Family::rule;
  signal.source = Source::robots;
  signal.url = posture.origin + "/robots.txt";
  signal.agent = posture.token;
  signal.name = posture.site_allowed ? "allow" : "disallow";
  signal.raw = posture.rule;
  signal.line = posture.line;
  signal.evidence = version.digest.hex();
  return signal;
}

}  // namespace

std::vector<AgentPosture> agent_postures(
    const std::string& origin, const RobotsVersion& version,
    const config::ScraperRegistry& registry, std::vector<Signal>& signals) {
  std::vector<AgentPosture> postures;
  for (const config::Scraper& scraper : registry.all()) {
    if (!scraper.crawls_for_ai && !scraper.control_only) continue;
    AgentPosture posture = posture_of(origin, scraper);
    switch (version.availability()) {
      case Availability::rules:
        read_rules(version, posture);
        break;
      case Availability::unavailable:
        break;  // everything is allowed
      case Availability::unreachable:
        posture.site_allowed = false;
        break;
    }
    if (posture.named) signals.push_back(signal_of(posture, version));
    postures.push_back(std::move(posture));
  }
  return postures;
}

}  // namespace veto::signals
