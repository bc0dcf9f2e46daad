// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/api/robots_history.h"

#include <algorithm>
#include <chrono>

#include "base/time.h"

namespace veto::crawler {
namespace {

using VersionPtr = std::shared_ptr<const RobotsVersion>;

// Nothing lies between two instants that are this far apart.
constexpr auto kTick = std::chrono::microseconds(1);

// The first version that is not over before `time`.
auto first_not_over(const std::vector<VersionPtr>& versions, UtcTime time) {
  return std::lower_bound(versions.begin(), versions.end(), time,
                          [](const VersionPtr& version, UtcTime t) {
                            return version->seen_to < t;
                          });
}

RobotsVersion first_sight(UtcTime at, int status, std::string_view text) {
  RobotsVersion version;
  version.status = status;
  if (availability_of(status) == Availability::rules) {
    version.text = text;
    version.rules = RobotsRules::parse(text);
  }
  version.digest = sha256(version.text);
  version.seen_from = at;
  version.seen_to = at;
  return version;
}

bool is_same(const RobotsVersion& version, int status, std::string_view text) {
  if (version.status != status) return false;
  return version.availability() != Availability::rules || version.text == text;
}

}  // namespace

std::string_view to_string(Provenance provenance) {
  switch (provenance) {
    case Provenance::git:
      return "git";
    case Provenance::asserted:
      return "asserted";
    case Provenance::size_match:
      return "size_match";
    case Provenance::captured:
      return "captured";
  }
  return "asserted";
}

Availability availability_of(int http_status) {
  switch (http_status / 100) {
    case 2:
      return Availability::rules;
    case 3:
    case 4:
      return Availability::unavailable;
    default:
      return Availability::unreachable;
  }
}

Status RobotsHistory::sighted(UtcTime at, int status, std::string_view text,
                              Provenance provenance, std::string source) {
  if (!versions_.empty()) {
    const RobotsVersion& last = *versions_.back();
    if (at < last.seen_to)
      return fail(ErrorKind::refused,
                  "robots.txt sighting is older than the last one",
                  to_rfc3339(at));
    if (!lost_ && is_same(last, status, text)) {
      // Others may hold the version as it was: they keep it.
      RobotsVersion longer = last;
      longer.seen_to = at;
      longer.provenance = std::min(last.provenance, provenance);
      versions_.back() =
          std::make_shared<const RobotsVersion>(std::move(longer));
      return {};
    }
    if (at == last.seen_to)
      return fail(ErrorKind::refused,
                  "two robots.txt versions at the same instant",
                  to_rfc3339(at));
  }
  RobotsVersion version = first_sight(at, status, text);
  version.origin = origin_;
  version.provenance = provenance;
  version.source = std::move(source);
  versions_.push_back(
      std::make_shared<const RobotsVersion>(std::move(version)));
  lost_ = false;
  return {};
}

VersionPtr RobotsHistory::at(UtcTime time) const {
  const auto found = first_not_over(versions_, time);
  if (found == versions_.end() || (*found)->seen_from > time) return nullptr;
  return *found;
}

std::optional<std::vector<VersionPtr>> RobotsHistory::during(UtcTime from,
                                                             UtcTime to) const {
  std::vector<VersionPtr> in_force;
  UtcTime unknown_from = from;  // everything before is accounted for
  for (auto it = first_not_over(versions_, from);
       it != versions_.end() && unknown_from <= to; ++it) {
    if ((*it)->seen_from > unknown_from) return std::nullopt;
    in_force.push_back(*it);
    unknown_from = (*it)->seen_to + kTick;
  }
  if (from > to || unknown_from <= to) return std::nullopt;
  return in_force;
}

std::vector<VersionPtr> RobotsHistory::of_size(std::uint64_t bytes) const {
  std::vector<VersionPtr> found;
  for (auto it = versions_.rbegin(); it != versions_.rend(); ++it)
    if ((*it)->status == 200 && (*it)->text.size() == bytes)
      found.push_back(*it);
  return found;
}

}  // namespace veto::crawler
