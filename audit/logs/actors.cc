// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/actors.h"

#include <algorithm>
#include <functional>

namespace veto::logs {
namespace {

constexpr std::size_t kCacheLine = 64;

// Fewer fetches than this say nothing about a client's habits.
constexpr std::uint32_t kHabit = 4;

std::uint32_t short_hash(std::string_view text) {
  return static_cast<std::uint32_t>(std::hash<std::string_view>{}(text));
}

std::uint32_t seconds_of(UtcTime time) {
  return static_cast<std::uint32_t>(to_micros(time) / 1'000'000);
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
  bool several_parents = false;
  bool any_parent = false;
  for (const Fetch& one : ring_) {
    any_parent = any_parent || one.parent != 0;
    several_parents = several_parents || one.parent != ring_[0].parent;
  }
  machine_ = latest.second - earliest.second <= kSeconds &&
             (several_parents || !any_parent);
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

void Actors::expect(const Actor& actor) {
  const char* const begin = reinterpret_cast<const char*>(&actor);
  for (std::size_t at = 0; at < sizeof actor; at += kCacheLine)
    __builtin_prefetch(begin + at);
}

void Actors::expect_uses(const Actor& actor) {
  if (!actor.times.stretches.empty())
    __builtin_prefetch(&actor.times.stretches.back());
  if (actor.uses.empty()) return;
  const char* const begin = reinterpret_cast<const char*>(actor.uses.data());
  for (std::size_t at = 0; at < sizeof(AgentUse); at += kCacheLine)
    __builtin_prefetch(begin + at);
}

bool is_bare(const Actor& actor) {
  return actor.browser_requests >= kHabit && !actor.browser_support &&
         !actor.browser_referer && !actor.browser_revalidated;
}

std::string_view sign_of_automation(const Actor& actor, const AgentUse& use,
                                    const Agent& agent) {
  if (agent.automated) return "automation_named";
  if (actor.browser_read_robots) return "browser_read_robots";
  if (is_bare(actor)) return "bare";
  if (use.pace.is_machine()) return "machine_pace";
  return {};
}

}  // namespace veto::logs
