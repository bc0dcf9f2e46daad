// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/frontier.h"

#include <algorithm>
#include <utility>

#include "base/check.h"
#include "crawler/address.h"

namespace veto::crawler {
namespace {

// Of the key of a signal file. No URL here has a fragment of its own.
constexpr std::string_view kSignalMark = "#signal_file";

}  // namespace

FrontierItem frontier_item(const Url& url, Target target) {
  FrontierItem item;
  item.url = url.without_fragment();
  item.origin = url.origin();
  item.host = std::string(url.host());
  item.target = target;
  return item;
}

std::string FrontierItem::key() const {
  return target == Target::signal_file ? url + std::string(kSignalMark) : url;
}

Frontier::Added Frontier::add(FrontierItem item) {
  if (known_->contains(item.key())) return Added::known;
  const std::string_view limit = budget_.over(item);
  if (!limit.empty()) {
    note_limit(limit);
    return Added::over_limit;
  }
  restore(std::move(item), false);
  return Added::fresh;
}

void Frontier::restore(FrontierItem item, bool settled) {
  VETO_CHECK(item.target != Target::robots);
  if (!known_->insert(item.key())) return;
  budget_.took_in(item);
  if (settled) return;
  ++outstanding_;
  enqueue(std::move(item));
}

Frontier::Waiting Frontier::waiting_of(const FrontierItem& item) {
  return {known_->keep(item.key()),
          known_->keep(item.via),
          item.depth,
          static_cast<std::uint16_t>(item.redirects),
          static_cast<std::uint8_t>(item.attempts),
          item.target};
}

Frontier::Host& Frontier::host_of(const FrontierItem& item) {
  Host& host = hosts_[item.host];
  if (host.name.empty()) host.name = item.host;
  if (host.connections > 0) return host;
  const bool own =
      rules_.own_hosts.contains(item.host) || !is_public_host(item.host);
  host.connections =
      own ? rules_.connections_per_host
          : std::min(rules_.connections_per_host, rules_.strangers_connections);
  host.delay =
      own ? rules_.delay : std::max(rules_.delay, rules_.strangers_delay);
  return host;
}

void Frontier::enqueue(FrontierItem item) {
  Host& host = host_of(item);
  ++host.waiting;
  ++waiting_;
  Origin& origin = host.origins[item.origin];
  if (item.target == Target::signal_file)
    origin.late.push_back(waiting_of(item));
  else
    origin.waiting.push_back(waiting_of(item));
  if (all_closed_ || host.closed) closing_.push_back(&host);
  if (!host.turn) requeue(host);
}

FrontierItem Frontier::pop(Host& host, const std::string& origin,
                           Origin& queue) {
  const bool late = queue.waiting.empty();
  const Waiting first = late ? queue.late.front() : queue.waiting.front();
  FrontierItem item;
  item.url = known_->text(first.url);
  item.origin = origin;
  item.host = host.name;
  item.target = first.target;
  if (late) item.url.resize(item.url.size() - kSignalMark.size());
  item.depth = first.depth;
  item.redirects = first.redirects;
  item.attempts = first.attempts;
  item.via = known_->text(first.via);
  if (late)
    queue.late.erase(queue.late.begin());
  else
    queue.waiting.pop_front();
  --host.waiting;
  --waiting_;
  return item;
}

bool Frontier::has_turn(const Host& host) const {
  return host.waiting > 0 && host.busy < host.connections &&
         std::ranges::any_of(host.origins, [](const auto& entry) {
           const Origin& origin = entry.second;
           return !origin.is_empty() && origin.robots != Robots::asked;
         });
}

void Frontier::requeue(Host& host) {
  if (host.turn) turns_.erase(*host.turn);
  host.turn.reset();
  if (!has_turn(host)) return;
  host.turn = Turn{host.ready_at, ++last_turn_};
  turns_.emplace(*host.turn, &host);
}

std::optional<FrontierItem> Frontier::take_from(Host& host, Instant now) {
  auto item = take_from(host, now, false);
  return item ? std::move(item) : take_from(host, now, true);
}

std::optional<FrontierItem> Frontier::take_from(Host& host, Instant now,
                                                bool late) {
  for (auto& [name, origin] : host.origins) {
    const bool empty = late ? origin.late.empty() : origin.waiting.empty();
    if (empty || origin.robots == Robots::asked) continue;
    if (origin.robots == Robots::known && now - origin.known_at >= kRobotsAge)
      origin.robots = Robots::unknown;
    if (origin.robots == Robots::unknown) {
      origin.robots = Robots::asked;
      FrontierItem robots;
      robots.url = name + "/robots.txt";
      robots.origin = name;
      robots.host = host.name;
      robots.target = Target::robots;
      robots.attempts = origin.robots_attempts;
      return robots;
    }
    return pop(host, name, origin);
  }
  return std::nullopt;
}

void Frontier::received(const std::string& name, std::uint64_t bytes) {
  budget_.received(name, bytes);
  const auto at = hosts_.find(name);
  if (at != hosts_.end() && budget_.has_given_enough(name)) close(at->second);
}

void Frontier::close(Host& host) {
  host.closed = true;
  if (host.waiting > 0) closing_.push_back(&host);
}

// Limits on time, and those on all bytes, which close every host.
void Frontier::close_hosts(Instant now) {
  while (!host_ends_.empty() && host_ends_.front().first <= now) {
    close(*host_ends_.front().second);
    host_ends_.pop_front();
  }
  if (all_closed_ || !budget_.is_spent(now)) return;
  all_closed_ = true;
  for (auto& [name, host] : hosts_) close(host);
}

// Something that waits at a host of which nothing more is asked.
std::optional<FrontierItem> Frontier::take_closed() {
  for (; !closing_.empty(); closing_.pop_front()) {
    Host& host = *closing_.front();
    for (auto& [name, origin] : host.origins) {
      if (origin.is_empty()) continue;
      FrontierItem item = pop(host, name, origin);
      requeue(host);
      return item;
    }
  }
  return std::nullopt;
}

std::optional<Frontier::Instant> Frontier::next_end() const {
  if (waiting_ == 0 || all_closed_) return std::nullopt;
  auto end = budget_.ends_at();
  if (!host_ends_.empty() && (!end || host_ends_.front().first < *end))
    end = host_ends_.front().first;
  return end;
}

Frontier::Next Frontier::take(Instant now) {
  Next next;
  close_hosts(now);
  next.item = take_closed();
  if (next.item) {
    next.limit = budget_.closed(next.item->host, now);
    note_limit(next.limit);
    return next;
  }
  next.wake = next_end();
  if (turns_.empty()) return next;
  const auto& [turn, first] = *turns_.begin();
  if (turn.at > now) {
    next.wake = next.wake ? std::min(*next.wake, turn.at) : turn.at;
    return next;
  }
  Host& host = *first;
  next.item = take_from(host, now);
  VETO_CHECK(next.item.has_value());
  if (const auto end = budget_.began(next.item->host, now))
    host_ends_.emplace_back(*end, &host);
  ++host.busy;
  host.before = host.ready_at;
  host.ready_at = now + std::max(host.delay, host.pause);
  host.after = host.ready_at;
  requeue(host);
  return next;
}

void Frontier::released(const FrontierItem& item) {
  Host& host = hosts_.at(item.host);
  VETO_CHECK(host.busy > 0);
  --host.busy;
  requeue(host);
}

void Frontier::untouched(const FrontierItem& item) {
  Host& host = hosts_.at(item.host);
  // A rest that began meanwhile is kept.
  if (host.ready_at == host.after) host.ready_at = host.before;
  released(item);
}

void Frontier::overloaded(const FrontierItem& item, Instant now,
                          std::chrono::seconds asked) {
  static constexpr int kMostDoublings = 16;
  Host& host = hosts_.at(item.host);
  const int doublings = std::min(host.overloads++, kMostDoublings);
  const std::chrono::milliseconds rest = rules_.rest * (1 << doublings);
  const std::chrono::milliseconds longest = kLongestRest;
  const auto pause = std::min<std::chrono::milliseconds>(
      std::max<std::chrono::milliseconds>(rest, asked), longest);
  host.ready_at = std::max(host.ready_at, now + pause);
  requeue(host);
}

void Frontier::eased(const FrontierItem& item) {
  hosts_.at(item.host).overloads = 0;
}

void Frontier::again(const FrontierItem& item) {
  VETO_CHECK(item.target != Target::robots);
  Host& host = hosts_.at(item.host);
  ++host.waiting;
  ++waiting_;
  Origin& origin = host.origins.at(item.origin);
  if (item.target == Target::signal_file)
    origin.late.insert(origin.late.begin(), waiting_of(item));
  else
    origin.waiting.push_front(waiting_of(item));
  if (all_closed_ || host.closed) closing_.push_back(&host);
  requeue(host);
}

void Frontier::robots_again(const FrontierItem& robots) {
  Host& host = hosts_.at(robots.host);
  Origin& origin = host.origins.at(robots.origin);
  origin.robots = Robots::unknown;
  ++origin.robots_attempts;
  requeue(host);
}

void Frontier::robots_known(const FrontierItem& robots, Instant now,
                            std::chrono::milliseconds pause) {
  Host& host = hosts_.at(robots.host);
  Origin& origin = host.origins.at(robots.origin);
  origin.robots = Robots::known;
  origin.known_at = now;
  origin.robots_attempts = 0;
  host.pause = std::max(host.pause, pause);
  requeue(host);
}

void Frontier::settled(const FrontierItem& item) {
  VETO_CHECK(item.target != Target::robots);
  VETO_CHECK(outstanding_ > 0);
  --outstanding_;
}

}  // namespace veto::crawler
