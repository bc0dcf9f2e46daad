// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/trap_hits.h"

#include <algorithm>
#include <tuple>

namespace veto::logs {
namespace {

// Tried on every host, whatever runs there. Counted where the site has none:
// on a site made with WordPress a crawler may well come upon its login.
constexpr std::string_view kProbes[] = {
    "/.env",       "/.git/",      "/.aws/",         "/.ssh/",
    "/wp-login",   "/wp-admin",   "/wp-config",     "/xmlrpc.php",
    "/phpmyadmin", "/phpMyAdmin", "/pma/",          "/vendor/phpunit",
    "/cgi-bin/",   "/actuator",   "/server-status", "/config.json"};

}  // namespace

TrapHits::TrapHits(const std::vector<traps::Trap>& traps) : traps_(traps) {
  for (std::uint32_t i = 0; i < traps.size(); ++i)
    by_part_[std::string(traps::first_part(traps[i].path))].push_back(i);
}

// The longest, where one trap holds another.
std::uint32_t TrapHits::trap_of(std::string_view target) const {
  std::uint32_t found = kNone;
  const auto look = [&](std::string_view part) {
    const auto near = by_part_.find(part);
    if (near == by_part_.end()) return;
    for (const std::uint32_t i : near->second)
      if (traps::holds(traps_[i], target) &&
          (found == kNone || traps_[i].path.size() > traps_[found].path.size()))
        found = i;
  };
  const std::string_view part = traps::first_part(target);
  look(part);
  // "/trap.html" also holds "/trap.html?x": the query is no part of its name.
  if (found == kNone) look(part.substr(0, part.find('?')));
  return found;
}

bool TrapHits::add(const TrapRequest& request) {
  const std::uint32_t at = trap_of(request.target);
  if (at == kNone) return true;
  if (hits_.size() >= kMaxHits) return false;
  const traps::Trap& trap = traps_[at];
  const std::string_view path =
      request.target.substr(0, request.target.find('?'));
  TrapHit hit;
  hit.time = request.time;
  hit.place = request.place;
  hit.actor = request.actor;
  hit.agent = request.agent;
  hit.trap = at;
  hit.status = static_cast<std::int16_t>(request.status);
  hit.served = request.served;
  hit.from_elsewhere = request.from_elsewhere;
  hit.entry = path == trap.path;
  if (!trap.deeper.empty() && path.starts_with(trap.deeper)) hit.depth = 2;
  if (const auto canary = traps::canary_of(trap, path)) {
    hit.canary = names_.find_or_add(canary->name);
    hit.picture = !canary->rest.empty();
  }
  hit.target = targets_[targets_.find_or_add(request.target)];
  hits_.push_back(hit);
  return true;
}

void TrapHits::note_probe(std::uint32_t actor, int status,
                          std::string_view target) {
  if (status / 100 != 4 || scanners_.size() > kMaxScanners) return;
  if (std::ranges::any_of(kProbes, [&](std::string_view probe) {
        return target.starts_with(probe);
      }))
    scanners_.insert(actor);
}

bool TrapHits::is_scanner(std::uint32_t actor) const {
  return scanners_.size() > kMaxScanners || scanners_.contains(actor);
}

void TrapHits::sort() {
  std::ranges::sort(hits_, [](const TrapHit& a, const TrapHit& b) {
    return std::tie(a.time, a.place) < std::tie(b.time, b.place);
  });
}

}  // namespace veto::logs
