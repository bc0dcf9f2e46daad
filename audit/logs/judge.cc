// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/judge.h"

#include <fmt/format.h>

#include <algorithm>

namespace veto::logs {
namespace {

using std::chrono::hours;

// Reads that may have reached the client before it asked, and the last one
// that surely had.
struct Reads {
  std::vector<const RobotsRead*> near;  // within the guard, either side
  const RobotsRead* before = nullptr;
};

Reads reads_about(const std::vector<RobotsRead>& reads, UtcTime time) {
  Reads found;
  for (const RobotsRead& read : reads) {
    if (read.time > time + Rulebook::kGuard) break;
    if (read.time >= time - Rulebook::kGuard)
      found.near.push_back(&read);
    else
      found.before = &read;
  }
  return found;
}

std::string at_time(UtcTime time) { return "at " + to_rfc3339(time); }

}  // namespace

struct Judge::Scene {
  const Candidate& request;
  const Actor& actor;
  const Agent& agent;
  Reads reads;
  Judgement result;

  void excuse(std::string_view name, std::string detail = {}) {
    if (!result.has(name)) result.excuses.push_back({name, std::move(detail)});
  }
};

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
      first_served_(first_served) {
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
      const config::Scraper* scraper = collector_.agents()[read.agent].scraper;
      if (!scraper || actors[i].address.local) continue;
      by_neighbour_[actors[i].address.network + ' ' + scraper->id].push_back(
          {read.time, i});
      if (!scraper->operator_name.empty())
        by_operator_[scraper->operator_name].push_back({read.time, i});
    }
  }
  std::ranges::sort(site_);
  for (auto* index : {&by_neighbour_, &by_operator_})
    for (auto& [key, all] : *index) std::ranges::sort(all);
}

// Rules are said to have been served then, and were not to this client. A 403
// or 429 is about the client alone.
bool Judge::contradicts(const RobotsRead& read) const {
  if (read.status != 404 && read.status != 410 && !read.unreachable())
    return false;
  const Version version = rules_.at(read.time);
  return version && version->availability() == crawler::Availability::rules;
}

const Judge::Sighting* Judge::read_by_other(const Sightings& all, UtcTime from,
                                            UtcTime to, std::uint32_t actor) {
  for (auto it = std::ranges::lower_bound(all, from, {}, &Sighting::time);
       it != all.end() && it->time <= to; ++it)
    if (it->actor != actor) return &*it;
  return nullptr;
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
  Scene scene{request, actor, agent, {}, {}};
  if (agent.own) scene.excuse("own_crawl");
  if (request.robots_read) {
    scene.result.verdict = "robots_read";
    return std::move(scene.result);
  }
  scene.reads = reads_about(actor.reads, request.time);
  on_rules(scene);
  on_client_reads(scene);
  if (scene.result.verdict != "disallowed") return std::move(scene.result);
  on_request(scene);
  on_time(scene);
  const RobotsRead* before = scene.reads.before;
  const bool in_time =
      before && request.time - before->time <= Rulebook::cache_time(agent);
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

// Rules that changed about the time of the request.
void Judge::on_time(Scene& scene) const {
  const Candidate& request = scene.request;
  for (const UtcTime time :
       {request.time - Rulebook::kGuard, request.time + Rulebook::kGuard}) {
    const Version version = rules_.at(time);
    if (!version && time < *rules_.begin() && site_began_with_rules()) continue;
    if (!version || rules_.opinion(version, scene.agent, request.target) !=
                        Opinion::disallowed)
      scene.excuse("same_second", "the rules changed within 2 s");
  }
}

void Judge::had_read(Scene& scene) const {
  const Candidate& request = scene.request;
  Judgement& result = scene.result;
  const hours cache = Rulebook::cache_time(scene.agent);
  std::vector<const RobotsRead*> relevant = scene.reads.near;
  const RobotsRead* before = scene.reads.before;
  if (before && request.time - before->time <= cache)
    relevant.push_back(before);
  else
    scene.excuse("same_second", "first read of robots.txt within 2 s");
  for (const RobotsRead* read : relevant) {
    if (!read->received()) {
      scene.excuse("robots_unclear", fmt::format("status {} {}", read->status,
                                                 at_time(read->time)));
      continue;
    }
    bool by_size = false;
    const auto versions = rules_.received(read->time, read->bytes, by_size);
    if (versions.empty()) scene.excuse("rules_unknown", at_time(read->time));
    for (const Version& version : versions)
      if (rules_.opinion(version, scene.agent, request.target) !=
          Opinion::disallowed)
        scene.excuse("grace", "the copy it received " + at_time(read->time) +
                                  " allowed it");
    if (read == before && !versions.empty()) {
      result.read = read;
      result.received = versions.front();
      result.received_by_size = by_size;
    }
  }
  if (result.excuses.empty()) result.code = "V1";
}

void Judge::had_not_read(Scene& scene) const {
  const Candidate& request = scene.request;
  const hours cache = Rulebook::cache_time(scene.agent);
  read_elsewhere(scene);
  if (scene.actor.reads_unknown)
    scene.excuse("coverage_unknown", "lines of this client could not be read");
  if (!covered(request.time, cache)) scene.excuse("coverage_unknown");
  if (!rules_.steadily_disallowed(request.time - Rulebook::kCache, request.time,
                                  scene.agent, request.target))
    scene.excuse("grace", "not disallowed throughout the 24 h before");
  // Rules that began within the last day replaced something unknown, unless
  // the site itself began with them.
  const auto begin = rules_.begin();
  if (begin && *begin > request.time - Rulebook::kCache &&
      !site_began_with_rules())
    scene.excuse("grace",
                 "robots.txt is known only since " + to_rfc3339(*begin));
  on_site(scene);
  if (!scene.result.excuses.empty()) return;
  scene.result.code = "V2";
  scene.result.complete_from = std::max(*complete_from_, request.time - cache);
}

void Judge::read_elsewhere(Scene& scene) const {
  const config::Scraper* scraper = scene.agent.scraper;
  if (!scraper || scene.actor.address.local) return;
  const UtcTime time = scene.request.time;
  const UtcTime from = time - Rulebook::cache_time(scene.agent);
  const UtcTime to = time + Rulebook::kGuard;
  const auto look = [&](const auto& index, const std::string& key,
                        std::string_view excuse) {
    const auto found = index.find(key);
    if (found == index.end()) return;
    const Sighting* read =
        read_by_other(found->second, from, to, scene.request.actor);
    if (!read) return;
    scene.excuse(excuse, collector_.actors().all()[read->actor].address.text +
                             " " + at_time(read->time));
  };
  look(by_neighbour_, scene.actor.address.network + ' ' + scraper->id,
       "neighbour_read");
  // Published ranges are not known here: any address may be its operator's.
  look(by_operator_, scraper->operator_name, "operator_read");
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

// The log is complete for the whole time, or for as long as there were rules
// and a site at all.
bool Judge::covered(UtcTime time, hours back) const {
  if (!complete_from_) return false;
  if (*complete_from_ <= time - back) return true;
  const auto begin = rules_.begin();
  return begin && *begin > time - back && *complete_from_ <= *begin &&
         site_began_with_rules();
}

}  // namespace veto::logs
