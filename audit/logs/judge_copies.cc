// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a client had in hand once it had asked for robots.txt, and whether it
// was this client that had asked.

#include <algorithm>

#include "audit/logs/judge_scene.h"

namespace veto::logs {

const RobotsRead* copy_confirmed(const Actor& actor, const RobotsRead& read) {
  if (read.status != 304) return nullptr;
  for (const RobotsRead* one = &read; one != actor.reads.data();)
    if ((--one)->received() && one->status == 200) return one;
  return nullptr;
}

bool Judge::is_its_own(const Scene& scene, const RobotsRead& read) const {
  return is_same_program(collector_.agents()[read.agent], scene.agent);
}

bool Judge::may_allow(const Scene& scene, const RobotsRead& read) const {
  bool by_size = false;
  const auto versions = rules_.received(read.time, read.body_bytes(), by_size);
  return versions.empty() ||
         std::ranges::any_of(versions, [&](const Version& version) {
           return rules_.opinion(version, scene.agent, scene.request.target) !=
                  Opinion::disallowed;
         });
}

void Judge::on_copies(Scene& scene, const RobotsRead& read) const {
  bool by_size = false;
  const auto versions = rules_.received(read.time, read.body_bytes(), by_size);
  if (versions.empty())
    scene.excuse("rules_unknown", at_time(read.time));
  else if (may_allow(scene, read))
    scene.excuse("grace",
                 "the copy it received " + at_time(read.time) + " allowed it");
  const RobotsRead* copy = copy_confirmed(scene.actor, read);
  if (copy && may_allow(scene, *copy))
    scene.excuse("grace", "told " + at_time(read.time) +
                              " that the copy it received " +
                              at_time(copy->time) + " was current");
}

// An operator's addresses may share their copies: the newest one counts, and
// after an answer of 4xx everything may be fetched.
void Judge::on_later_answers(Scene& scene, const RobotsRead& read) const {
  constexpr std::size_t kMost = 1000;  // looked at
  const config::Scraper* scraper = scene.agent.scraper;
  if (!scraper) return;
  const auto all = answers_.find(scraper->operator_name);
  if (all == answers_.end()) return;
  const UtcTime to = scene.request.time + Rulebook::kGuard;
  std::size_t looked_at = 0;
  for (auto it = std::ranges::lower_bound(
           all->second, read.time - Rulebook::kGuard, {},
           [](const Answer& one) { return one.read->time; });
       it != all->second.end() && it->read->time <= to; ++it) {
    if (it->actor == scene.request.actor) continue;
    if (++looked_at <= kMost && it->read->received() &&
        !may_allow(scene, *it->read))
      continue;
    return scene.excuse("operator_read",
                        collector_.actors().all()[it->actor].address.text +
                            " " + at_time(it->read->time));
  }
}

}  // namespace veto::logs
