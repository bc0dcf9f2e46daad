// SPDX-License-Identifier: GPL-3.0-or-later
//
// Clients that had not read robots.txt in time: V2, and V3 where an older copy
// had allowed the request.

#include <algorithm>

#include "audit/logs/judge_scene.h"
#include "audit/logs/stale_copy.h"
#include "audit/logs/stated_preference.h"

namespace veto::logs {

const Judge::Sighting* Judge::read_by_other(const Sightings& all, UtcTime from,
                                            UtcTime to, std::uint32_t actor) {
  for (auto it = std::ranges::lower_bound(all, from, {}, &Sighting::time);
       it != all.end() && it->time <= to; ++it)
    if (it->actor != actor) return &*it;
  return nullptr;
}

// The first rules that are known are the first there were: the log shows no
// request before them, and the user states either since when they were served
// or that the site served nobody earlier. Rules that we captured may be far
// older than our first look at them.
bool Judge::site_began_with_rules() const {
  const auto begin = rules_.begin();
  // Logs know whole seconds.
  if (!begin ||
      collector_.first() < std::chrono::floor<std::chrono::seconds>(*begin))
    return false;
  if (rules_.begin_is_asserted()) return true;
  return first_served_ && complete_from_ && *complete_from_ <= *first_served_ &&
         *first_served_ <= *begin;
}

void Judge::had_not_read(Scene& scene) const {
  const Candidate& request = scene.request;
  const std::chrono::hours cache = Rulebook::cache_time(scene.agent);
  for (AppliedExcuse& one : reads_elsewhere(scene, scene.began - cache))
    scene.excuse(one.name, std::move(one.detail));
  for (const NearRead& read : scene.actor.near_reads)
    if (read.time >= scene.began - cache &&
        read.time <= request.time + Rulebook::kGuard)
      scene.excuse("robots_unclear",
                   "by another path or host " + at_time(read.time));
  if (scene.actor.reads_unknown)
    scene.excuse("coverage_unknown", "lines of this client could not be read");
  if (!covered(scene.began - cache, request.time))
    scene.excuse("coverage_unknown");
  if (!rules_.steadily_disallowed(scene.began - Rulebook::kCache, request.time,
                                  scene.agent, request.target))
    scene.excuse("grace", "not disallowed throughout the 24 h before");
  // Rules that began within the last day replaced something unknown, unless
  // the site itself began with them.
  const auto begin = rules_.begin();
  if (begin && *begin > scene.began - Rulebook::kCache &&
      !site_began_with_rules())
    scene.excuse("grace",
                 "robots.txt is known only since " + to_rfc3339(*begin));
  on_site(scene);
  scene.result.code =
      code_unless_excused("V2", scene.agent, scene.result.excuses);
  if (scene.result.code.empty()) return;
  scene.result.complete_from = std::max(*complete_from_, scene.began - cache);
  if (scene.result.code == "V2") held_older_copy(scene);
}

// V2 says that no newer copy was asked for; where all that the client did since
// its last copy is known, and that copy allowed the request, say so.
void Judge::held_older_copy(Scene& scene) const {
  Judgement& result = scene.result;
  const Candidate& request = scene.request;
  const RobotsRead* read = scene.reads.before;
  if (!read || !read->received() || !is_its_own(scene, *read)) return;
  const auto changed =
      rules_.disallowed_since(request.time, scene.agent, request.target);
  if (!changed) return;
  const std::string_view code =
      stale_copy({.read = read->time,
                  .changed = *changed,
                  .request = scene.began,
                  .cache = Rulebook::cache_time(scene.agent)});
  if (code.empty()) return;
  bool by_size = false;
  const auto versions =
      rules_.received(read->time, read->body_bytes(), by_size);
  const bool allowed =
      !versions.empty() &&
      std::ranges::all_of(versions, [&](const Version& version) {
        return rules_.opinion(version, scene.agent, request.target) ==
               Opinion::allowed;
      });
  if (!allowed || !covered(read->time - Rulebook::kGuard, request.time) ||
      !reads_elsewhere(scene, read->time).empty())
    return;
  result.code = code;
  result.read = read;
  result.received = versions.front();
  result.received_by_size = by_size;
  result.changed = changed;
  result.complete_from = read->time;
}

std::vector<AppliedExcuse> Judge::reads_elsewhere(const Scene& scene,
                                                  UtcTime from) const {
  std::vector<AppliedExcuse> found;
  const config::Scraper* scraper = scene.agent.scraper;
  if (!scraper || scene.actor.address.local) return found;
  const UtcTime to = scene.request.time + Rulebook::kGuard;
  const auto look = [&](const auto& index, const std::string& key,
                        std::string_view excuse) {
    const auto all = index.find(key);
    if (all == index.end()) return;
    const Sighting* read =
        read_by_other(all->second, from, to, scene.request.actor);
    if (!read) return;
    found.push_back(
        {excuse, collector_.actors().all()[read->actor].address.text + " " +
                     at_time(read->time)});
  };
  look(by_neighbour_, scene.actor.address.network + ' ' + scraper->id,
       "neighbour_read");
  // Published ranges are not known here: any address may be its operator's.
  look(by_operator_, scraper->operator_name, "operator_read");
  return found;
}

// Others who asked for robots.txt about then were not served the rules: the
// client would not have been either.
void Judge::on_site(Scene& scene) const {
  const UtcTime time = scene.request.time;
  const auto after = std::ranges::upper_bound(site_, time, {}, &Sighting::time);
  if (after != site_.begin() && !std::prev(after)->good)
    scene.excuse("robots_unreachable",
                 "not served to others " + at_time(std::prev(after)->time));
  if (after != site_.end() && !after->good &&
      after->time - time <= Rulebook::kCache)
    scene.excuse("robots_unreachable",
                 "not served to others " + at_time(after->time));
}

// The log is complete for all of [from, to], or for as long as there were rules
// and a site at all. Hours without a line belie the statement.
bool Judge::covered(UtcTime from, UtcTime to) const {
  if (!complete_from_ || std::ranges::any_of(gaps_, [&](const LogGap& gap) {
        return gap.from < to && gap.to > from;
      }))
    return false;
  if (*complete_from_ <= from) return true;
  const auto begin = rules_.begin();
  return begin && *begin > from && *complete_from_ <= *begin &&
         site_began_with_rules();
}

}  // namespace veto::logs
