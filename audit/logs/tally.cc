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

}  // namespace

bool shows_size(const RobotsRead& read, const crawler::RobotsVersion& version) {
  return !read.head && read.status == 200 &&
         read.bytes == static_cast<std::int64_t>(version.text.size()) &&
         read.time >= version.seen_from && read.time <= version.seen_to;
}

void Tally::add(const Candidate& request, const Judgement& judgement) {
  if (request.robots_read) return;
  Conduct& conduct = conduct_[request.actor];
  for (const AppliedExcuse& excuse : judgement.excuses)
    ++conduct.excuses[excuse.name];
  if (!judgement.code.empty()) violation(request, judgement);
  if (counts_against(judgement.code)) {
    ++conduct.disallowed;
    return;
  }
  if (!judgement.excuses.empty()) ++conduct.excused;
  const bool fair = judgement.verdict == "allowed" || judgement.has("grace") ||
                    judgement.has("refused");
  if (!fair) ++conduct.doubtful;
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
  add_once(all.versions, judgement.version, 16);
  all.captured = all.captured && (judgement.version->provenance !=
                                      crawler::Provenance::asserted ||
                                  seen_by_size(judgement.version));
}

const Conduct& Tally::conduct(std::uint32_t actor) const {
  static const Conduct kNone;
  const auto found = conduct_.find(actor);
  return found == conduct_.end() ? kNone : found->second;
}

bool Tally::seen_by_size(const Version& version) const {
  const auto known = sizes_.find(version.get());
  if (known != sizes_.end()) return known->second;
  bool seen = false;
  for (const Actor& actor : collector_.actors().all())
    for (const RobotsRead& read : actor.reads)
      seen = seen || shows_size(read, *version);
  seen = seen && rules_.has_size_of_its_own(version);
  sizes_[version.get()] = seen;
  return seen;
}

}  // namespace veto::logs
