// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a client had been told of the rules, for findings that need no read of
// its own (V8): an older copy and an answer that lifts the rules excuse there
// as they do in V1.

#include <algorithm>

#include "audit/logs/judge_scene.h"

namespace veto::logs {

// As far as is known: rules that the user states alone are in no version.
bool Judge::is_known_to_allow(const Scene& scene,
                              const RobotsRead& read) const {
  bool by_size = false;
  return !rules_.received(read.time, read.body_bytes(), by_size).empty() &&
         may_allow(scene, read);
}

void Judge::on_own_answer(Scene& scene, const RobotsRead& read,
                          std::chrono::hours cache) const {
  if (read.refused())
    scene.excuse("robots_refused");
  else if (read.unreachable())
    scene.excuse("robots_unreachable");
  else if (!read.received())
    scene.excuse("robots_unclear");
  else if (scene.began - read.time > cache)
    return;
  else if (is_known_to_allow(scene, read))
    scene.excuse("grace");
  else if (const RobotsRead* copy = copy_confirmed(scene.actor, read);
           copy && is_known_to_allow(scene, *copy))
    scene.excuse("grace");
}

void Judge::on_answers_elsewhere(Scene& scene, UtcTime from) const {
  const config::Scraper* scraper = scene.agent.scraper;
  const auto all =
      scraper ? answers_.find(scraper->operator_name) : answers_.end();
  if (all == answers_.end()) return;
  const UtcTime to = scene.request.time + Rulebook::kGuard;
  for (auto it = std::ranges::lower_bound(
           all->second, from, {},
           [](const Answer& one) { return one.read->time; });
       it != all->second.end() && it->read->time <= to; ++it)
    if (it->actor != scene.request.actor &&
        (it->read->refused() || is_known_to_allow(scene, *it->read)))
      return scene.excuse("operator_read");
}

std::string_view Judge::told_otherwise(const Candidate& request) const {
  Scene scene{.request = request,
              .actor = collector_.actors().all()[request.actor],
              .agent = collector_.agents()[request.agent],
              .reads = {},
              .result = {}};
  const std::chrono::hours cache = Rulebook::cache_time(scene.agent);
  const RobotsRead* last = nullptr;  // at its address, by any program
  const RobotsRead* own = nullptr;
  for (const RobotsRead& read : scene.actor.reads) {
    if (read.time > request.time + Rulebook::kGuard) break;
    last = &read;
    if (is_its_own(scene, read)) own = last;
  }
  if (own) on_own_answer(scene, *own, cache);
  if (last && last != own) on_own_answer(scene, *last, cache);
  const UtcTime from = request.time - cache;
  on_answers_elsewhere(scene, own ? std::max(own->time, from) : from);
  for (const NearRead& read : scene.actor.near_reads)
    if (!own && read.time >= from &&
        read.time <= request.time + Rulebook::kGuard)
      scene.excuse("robots_unclear");
  on_site(scene);
  return scene.result.excuses.empty() ? std::string_view()
                                      : scene.result.excuses.front().name;
}

}  // namespace veto::logs
