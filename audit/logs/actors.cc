// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/actors.h"

#include <algorithm>
#include <functional>

#include "audit/logs/prefetch.h"

namespace veto::logs {
namespace {

// Fewer fetches than this say nothing about a client's habits.
constexpr std::uint32_t kHabit = 4;

std::uint32_t short_hash(std::string_view text) {
  return static_cast<std::uint32_t>(std::hash<std::string_view>{}(text));
}

std::uint32_t seconds_of(UtcTime time) {
  return static_cast<std::uint32_t>(to_micros(time) / 1'000'000);
}

bool has_a_habit(const Actor& actor) {
  return actor.browser_requests >= kHabit;
}

// Of what a browser does to show a page to a person.
bool shows_nothing(const Actor& actor) {
  return !actor.browser_support && !actor.browser_referer &&
         !actor.browser_revalidated;
}

}  // namespace

void Pace::page(UtcTime time, std::string_view target,
                std::string_view referer) {
  if (machine_) return;
  const Fetch fetch{seconds_of(time), short_hash(target),
                    referer.empty() ? 0 : short_hash(referer) | 1};
  const std::size_t known = std::min<std::size_t>(count_, kPages);
  for (std::size_t i = 0; i < known; ++i)
    if (ring_[i].target == fetch.target) return;
  ring_[count_++ % kPages] = fetch;
  if (count_ < kPages) return;
  const auto [earliest, latest] =
      std::ranges::minmax(ring_, {}, &Fetch::second);
  if (latest.second - earliest.second > kSeconds) return;
  std::array<std::uint32_t, kPages> parents{};
  std::ranges::transform(ring_, parents.begin(), &Fetch::parent);
  std::ranges::sort(parents);
  const auto behind = std::ranges::unique(parents).begin();
  const auto named = behind - parents.begin() - (parents[0] == 0 ? 1 : 0);
  machine_ = named >= kParents;
  rapid_ = rapid_ || named != 1 || parents[0] == 0;
  linked_ = linked_ || named >= 2;
}

Actor* Actors::find_or_add(std::string_view ip) {
  if (const auto known = index_.find(ip); known != TextIndex::kNone)
    return &actors_[known];
  auto address = parse_address(ip);
  if (!address) return nullptr;
  if (address->text != ip)
    return find_or_add(address->text);  // a canonical text is its own
  if (full()) return nullptr;
  index_.find_or_add(address->text);
  actors_.emplace_back().address = std::move(*address);
  return &actors_.back();
}

AgentUse& Actors::use(Actor& actor, std::uint32_t agent) {
  for (AgentUse& one : actor.uses)
    if (one.agent == agent) return one;
  if (actor.uses.size() < Actor::kMaxAgents)
    actor.uses.emplace_back().agent = agent;
  return actor.uses.back();
}

void Actors::note_reader(Actor& actor) {
  const RobotsRead& read = actor.reads.back();
  if (read.received() && actor.readers.size() < Actor::kMaxAgents &&
      std::ranges::find(actor.readers, read.agent) == actor.readers.end())
    actor.readers.push_back(read.agent);
}

void Actors::expect(const Actor& actor) { prefetch(actor); }

void Actors::expect_uses(const Actor& actor) {
  if (!actor.times.stretches.empty())
    __builtin_prefetch(&actor.times.stretches.back());
  if (!actor.uses.empty()) prefetch(actor.uses.front());
}

bool is_bare(const Actor& actor) {
  return !actor.in_bare_crowd && has_a_habit(actor) && shows_nothing(actor);
}

void Actors::look_at_crowd() {
  constexpr std::size_t kCrowd = 10;
  std::size_t bare = 0;
  std::size_t others = 0;
  for (const Actor& actor : actors_)
    if (has_a_habit(actor)) ++(shows_nothing(actor) ? bare : others);
  if (bare < kCrowd || bare <= others) return;
  for (Actor& actor : actors_) actor.in_bare_crowd = true;
}

std::string_view sign_of_automation(const Actor& actor, const AgentUse& use,
                                    const Agent& agent) {
  if (agent.automated) return "automation_named";
  if (agent.device) return {};
  // People look at robots.txt, too, and at one thing or another it names.
  if (actor.browser_read_robots && has_a_habit(actor) && shows_nothing(actor))
    return "browser_read_robots";
  if (is_bare(actor)) return "bare";
  if (use.pace.is_machine()) return "machine_pace";
  if (use.pace.is_rapid() && !actor.browser_support &&
      !actor.browser_revalidated)
    return "machine_pace";
  return {};
}

}  // namespace veto::logs
