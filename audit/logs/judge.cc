// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/judge.h"

#include <fmt/format.h>

#include <algorithm>

#include "audit/logs/judge_scene.h"
#include "audit/logs/stated_preference.h"

namespace veto::logs {
namespace {

NearReads reads_about(const std::vector<RobotsRead>& reads, UtcTime began,
                      UtcTime time) {
  NearReads found;
  auto at = std::ranges::lower_bound(reads, began - Rulebook::kGuard, {},
                                     &RobotsRead::time);
  if (at != reads.begin()) found.before = &*std::prev(at);
  for (; at != reads.end() && at->time <= time + Rulebook::kGuard; ++at)
    found.near.push_back(&*at);
  return found;
}

}  // namespace

bool Judgement::has(std::string_view excuse) const {
  return std::ranges::find(excuses, excuse, &AppliedExcuse::name) !=
         excuses.end();
}

Judge::Judge(Collector& collector, const Rulebook& rules,
             std::optional<UtcTime> complete_from,
             std::optional<UtcTime> first_served)
    : collector_(collector),
      rules_(rules),
      complete_from_(complete_from),
      first_served_(first_served),
      gaps_(collector.hours().gaps()) {
  for (Actor& actor : collector.actors().all())
    std::ranges::sort(actor.reads, [](const auto& a, const auto& b) {
      return std::tie(a.time, a.place) < std::tie(b.time, b.place);
    });
  index_reads();
}

void Judge::index_reads() {
  const auto& actors = collector_.actors().all();
  for (std::uint32_t i = 0; i < actors.size(); ++i) {
    for (const RobotsRead& read : actors[i].reads) {
      if (read.received() || contradicts(read))
        site_.push_back({read.time, i, read.received()});
      index_read(read.agent, {read.time, i, !read.unreachable()}, &read);
    }
    for (const NearRead& read : actors[i].near_reads)
      index_read(read.agent, {read.time, i}, nullptr);
  }
  std::ranges::sort(site_);
  for (auto* index : {&by_neighbour_, &by_operator_})
    for (auto& [key, all] : *index) std::ranges::sort(all);
  for (const auto* index : {&by_neighbour_, &by_operator_})
    for (const auto& [key, all] : *index)
      for (const Sighting& one : all)
        if (one.good) copies_[key].push_back(one.time);
  for (auto& [key, all] : copies_) std::ranges::sort(all);
  for (auto& [key, all] : answers_)
    std::ranges::sort(all, [](const Answer& a, const Answer& b) {
      return std::tie(a.read->time, a.read->place) <
             std::tie(b.read->time, b.read->place);
    });
}

// Where others of that agent or operator will look for it.
void Judge::index_read(std::uint32_t agent, Sighting sighting,
                       const RobotsRead* read) {
  const config::Scraper* scraper = collector_.agents()[agent].scraper;
  const Address& address = collector_.actors().all()[sighting.actor].address;
  if (!scraper || address.local) return;
  by_neighbour_[address.network + ' ' + scraper->id].push_back(sighting);
  if (scraper->operator_name.empty()) return;
  by_operator_[scraper->operator_name].push_back(sighting);
  if (read && (read->received() || read->refused()))
    answers_[scraper->operator_name].push_back({sighting.actor, read});
}

// Rules are said to have been served then, and were not to this client. A 403
// or 429 is about the client alone.
bool Judge::contradicts(const RobotsRead& read) const {
  if (read.status != 404 && read.status != 410 && !read.unreachable())
    return false;
  const Version version = rules_.at(read.time);
  return version && version->availability() == crawler::Availability::rules;
}

// What the rules in force then say of it.
void Judge::on_rules(Scene& scene) const {
  Judgement& result = scene.result;
  const std::string_view target = scene.request.target;
  result.version = rules_.at(scene.request.time);
  if (!result.version) {
    result.verdict = "unknown";
    scene.excuse("rules_unknown");
    return;
  }
  switch (rules_.opinion(result.version, scene.agent, target)) {
    case Opinion::allowed:
      // A candidate all the same: disallowed by now, or asked for while
      // robots.txt could not be had.
      if (rules_.opinion(rules_.last(), scene.agent, target) ==
          Opinion::disallowed)
        scene.excuse("not_disallowed_then");
      break;
    case Opinion::unrestricted:
      scene.excuse("robots_refused", "robots.txt answered 4xx to all");
      break;
    case Opinion::unreachable:
      result.verdict = "unknown";
      scene.excuse("robots_unreachable", "robots.txt answered 5xx to all");
      break;
    case Opinion::differ:
      result.verdict = "ambiguous";
      scene.excuse("readings_differ");
      break;
    case Opinion::disallowed:
      result.verdict = "disallowed";
      break;
  }
}

Judgement Judge::judge(const Candidate& request) const {
  const Actor& actor = collector_.actors().all()[request.actor];
  const Agent& agent = collector_.agents()[request.agent];
  Scene scene{.request = request,
              .actor = actor,
              .agent = agent,
              .reads = {},
              .result = {}};
  if (agent.own) scene.excuse("own_crawl");
  if (request.robots_read) {
    scene.result.verdict = "robots_read";
    return std::move(scene.result);
  }
  scene.reads = reads_about(actor.reads, scene.began, request.time);
  on_rules(scene);
  on_client_reads(scene);
  if (scene.result.has("robots_unreachable")) went_on_in_outage(scene);
  if (scene.result.verdict != "disallowed") return std::move(scene.result);
  on_request(scene);
  on_time(scene);
  const RobotsRead* before = scene.reads.before;
  const bool in_time =
      before && scene.began - before->time <= Rulebook::cache_time(agent);
  if (in_time || !scene.reads.near.empty())
    had_read(scene);
  else
    had_not_read(scene);
  return std::move(scene.result);
}

// What robots.txt answered this client, where that decides by itself.
void Judge::on_client_reads(Scene& scene) const {
  Judgement& result = scene.result;
  bool refused = false;
  bool unreachable = false;
  const auto look = [&](const RobotsRead& read) {
    refused = refused || read.refused();
    unreachable = unreachable || read.unreachable();
  };
  for (const RobotsRead* read : scene.reads.near) look(*read);
  if (scene.reads.before) look(*scene.reads.before);
  // A client that was only ever refused was never told anything.
  const auto& reads = scene.actor.reads;
  if (!reads.empty() && std::ranges::all_of(reads, [](const RobotsRead& read) {
        return read.refused() || read.unreachable();
      }))
    std::ranges::for_each(reads, look);
  if (unreachable) {
    result.verdict = "unknown";
    scene.excuse("robots_unreachable", "robots.txt answered 5xx to it");
  } else if (refused && result.verdict == "disallowed") {
    result.verdict = "allowed";
    scene.excuse("robots_refused", "robots.txt answered 4xx to it");
  }
}

void Judge::on_request(Scene& scene) const {
  const Candidate& request = scene.request;
  const Agent& agent = scene.agent;
  if (request.method != "GET")
    scene.excuse("head", std::string(request.method));
  const bool content =
      request.status == 200 || request.status == 203 || request.status == 206;
  if (!content || (request.method == "GET" && request.bytes <= 0))
    scene.excuse("refused", fmt::format("status {}, {} bytes", request.status,
                                        request.bytes));
  if (agent.forgotten) scene.excuse("agent_unknown");
  const config::Scraper* scraper = agent.scraper;
  if (scraper && (scraper->user_triggered || scraper->control_only ||
                  scraper->purpose == "preview"))
    scene.excuse("user_triggered", scraper->purpose);
  // Without a referer a part is only believed of what behaves like a browser.
  if (request.referred || (request.page_before && !is_bare(scene.actor)))
    scene.excuse("subresource");
  if (request.after_redirect) scene.excuse("redirect");
  if (!agent.browser) return;
  AgentUse unknown;
  const auto use =
      std::ranges::find(scene.actor.uses, request.agent, &AgentUse::agent);
  if (sign_of_automation(scene.actor,
                         use == scene.actor.uses.end() ? unknown : *use, agent)
          .empty())
    scene.excuse("person_possible");
}

// Rules that changed about the time of the request.
void Judge::on_time(Scene& scene) const {
  const Candidate& request = scene.request;
  for (const UtcTime time :
       {scene.began - Rulebook::kGuard, request.time + Rulebook::kGuard}) {
    const Version version = rules_.at(time);
    if (!version && time < *rules_.begin() && site_began_with_rules()) continue;
    if (!version || rules_.opinion(version, scene.agent, request.target) !=
                        Opinion::disallowed)
      scene.excuse("same_second", "the rules changed within 2 s");
  }
}

void Judge::had_read(Scene& scene) const {
  Judgement& result = scene.result;
  std::vector<const RobotsRead*> relevant = scene.reads.near;
  const RobotsRead* before = scene.reads.before;
  if (before && scene.began - before->time <= Rulebook::cache_time(scene.agent))
    relevant.push_back(before);
  else
    scene.excuse("same_second", "first read of robots.txt within 2 s");
  for (const RobotsRead* read : relevant) {
    if (!read->received()) {
      scene.excuse("robots_unclear", fmt::format("status {} {}", read->status,
                                                 at_time(read->time)));
      continue;
    }
    on_copies(scene, *read);
    if (read != before) continue;
    if (!is_its_own(scene, *read))
      scene.excuse("shared_address",
                   "another program asked for it " + at_time(read->time));
    on_later_answers(scene, *read);
    bool by_size = false;
    const auto versions =
        rules_.received(read->time, read->body_bytes(), by_size);
    if (versions.empty()) continue;
    result.read = read;
    result.received = versions.front();
    result.received_by_size = by_size;
  }
  result.code = code_unless_excused("V1", scene.agent, result.excuses);
}

}  // namespace veto::logs
