// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/tally.h"

#include <algorithm>

#include "audit/logs/codes.h"

namespace veto::logs {
namespace {

template <typename T>
void add_once(std::vector<T>& list, const T& value, std::size_t most) {
  if (list.size() < most && std::ranges::find(list, value) == list.end())
    list.push_back(value);
}

std::uint64_t both(std::uint32_t actor, std::uint32_t agent) {
  return std::uint64_t{actor} << 32 | agent;
}

}  // namespace

void Tally::add(const Candidate& request, const Judgement& judgement) {
  if (request.robots_read) return;
  Conduct& conduct = conduct_[request.actor];
  if (!judgement.excuses.empty()) {
    ExcuseCounts& counts = excuses_[both(request.actor, request.agent)];
    for (const AppliedExcuse& excuse : judgement.excuses) ++counts[excuse.name];
  }
  if (!judgement.code.empty()) violation(request, judgement);
  const bool fair = judgement.verdict == "allowed" || judgement.has("grace") ||
                    judgement.has("refused");
  mark(request, judgement, fair);
  if (counts_against(judgement.code)) {
    ++conduct.disallowed;
    return;
  }
  if (!judgement.excuses.empty()) ++conduct.excused;
  if (!fair) ++conduct.doubtful;
}

void Tally::mark(const Candidate& request, const Judgement& judgement,
                 bool fair) {
  if (!judgement.version) return;
  SessionMarks& marks = marks_[both(request.actor, request.agent)];
  if (counts_against(judgement.code))
    marks.against.insert(request.session);
  else if (!fair)
    marks.doubtful.insert(request.session);
  const auto rule = rules_.changed();
  const Agent& agent = collector_.agents()[request.agent];
  const bool served = (request.status == 200 || request.status == 203 ||
                       request.status == 206) &&
                      request.bytes > 0;
  if (!rule || !served ||
      rules_.opinion(rules_.last(), agent, request.target) !=
          Opinion::disallowed)
    return;
  const Side side = side_of(request.session, *rule);
  if (side == Side::before && request.time < *rule)
    marks.ruled_before.insert(request.session);
  else if (side == Side::after)
    marks.ruled_after.insert(request.session);
}

const SessionMarks& Tally::marks(std::uint32_t actor,
                                 std::uint32_t agent) const {
  static const SessionMarks kUnmarked;
  const auto found = marks_.find(both(actor, agent));
  return found == marks_.end() ? kUnmarked : found->second;
}

void Tally::violation(const Candidate& request, const Judgement& judgement) {
  const Agent& agent = collector_.agents()[request.agent];
  Violation& all =
      violations_[{request.actor, agent.token, std::string(judgement.code)}];
  // Lines may be out of order: what is told of the first request is told of
  // the earliest.
  if (++all.count == 1 || request.time < all.first) {
    all.first = request.time;
    all.received = judgement.received;
    all.received_by_size = judgement.received_by_size;
    if (judgement.read) all.read = *judgement.read;
    all.complete_from = judgement.complete_from;
    all.changed = judgement.changed;
  }
  all.last = std::max(all.last, request.time);
  add_once(all.agents, request.agent, Actor::kMaxAgents);
  if (judgement.read) add_once(all.read_places, judgement.read->place, 5);
  const bool rule = find_code(judgement.code)->rule;
  if (all.targets.size() < Violation::kTargets)
    all.targets.push_back(
        {std::string(request.target), request.time, request.status,
         request.bytes, request.place,
         rule ? rules_.rule(judgement.version, agent, request.target)
              : crawler::RobotsVerdict()});
  else if (all.further.size() < Violation::kFurther)
    all.further.push_back(request.place);
  if (!rule) return;
  count_rule(request, judgement.version, all);
  add_once(all.versions, judgement.version, 16);
  all.captured = all.captured && captured(request, judgement);
}

void Tally::count_rule(const Candidate& request, const Version& version,
                       Violation& all) const {
  const Agent& agent = collector_.agents()[request.agent];
  const int line = version->rules.decide(agent.token, request.target).line;
  auto known = std::ranges::find_if(all.rules, [&](const RuleCount& one) {
    return one.version == version && one.rule.line == line;
  });
  if (known == all.rules.end()) {
    if (all.rules.size() == Violation::kRules) return;
    known = all.rules.insert(
        known, {version, rules_.rule(version, agent, request.target)});
  }
  ++known->count;
}

ExcuseCounts Tally::excuses(std::uint32_t actor, std::string_view token) const {
  ExcuseCounts all;
  for (auto it = excuses_.lower_bound(both(actor, 0));
       it != excuses_.end() && it->first >> 32 == actor; ++it) {
    const auto agent = static_cast<std::uint32_t>(it->first);
    if (collector_.agents()[agent].token != token) continue;
    for (const auto& [name, count] : it->second) all[name] += count;
  }
  return all;
}

const Conduct& Tally::conduct(std::uint32_t actor) const {
  static const Conduct kNone;
  const auto found = conduct_.find(actor);
  return found == conduct_.end() ? kNone : found->second;
}

bool Tally::captured(const Candidate& request,
                     const Judgement& judgement) const {
  const Code* code = find_code(judgement.code);
  return !code || !code->rule ||
         !crawler::is_stated(judgement.version->provenance) ||
         seen_by_size(judgement.version, request.time);
}

bool Tally::seen_by_size(const Version& version, UtcTime time) const {
  const auto [known, is_new] = sizes_.try_emplace(version.get());
  if (is_new) {
    for (const Actor& actor : collector_.actors().all())
      for (const RobotsRead& read : actor.reads)
        known->second.add(read, *version, rules_);
    known->second.seal();
  }
  return known->second.at(time);
}

}  // namespace veto::logs
