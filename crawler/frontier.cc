// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/frontier.h"

#include <algorithm>
#include <utility>

#include "base/check.h"

namespace veto::crawler {

FrontierItem frontier_item(const Url& url, Target target) {
  FrontierItem item;
  item.url = url.without_fragment();
  item.origin = url.origin();
  item.host = std::string(url.host());
  item.target = target;
  return item;
}

bool Frontier::knows(std::string_view url) const {
  return known_.contains(std::string(url));
}

Frontier::Added Frontier::admit(const FrontierItem& item) {
  if (item.target == Target::seed || item.redirects > 0) return Added::fresh;
  const char* limit = nullptr;
  if (item.target == Target::image) {
    if (images_ >= rules_.max_images) limit = "images";
  } else if (item.depth > rules_.max_depth) {
    limit = "depth";
  } else if (pages_ >= rules_.max_pages) {
    limit = "pages";
  }
  if (limit == nullptr) return Added::fresh;
  limits_hit_[limit] = true;
  return Added::over_limit;
}

Frontier::Added Frontier::add(FrontierItem item) {
  if (known_.contains(item.url)) return Added::known;
  const Added verdict = admit(item);
  if (verdict != Added::fresh) return verdict;
  restore(std::move(item), false);
  return Added::fresh;
}

void Frontier::restore(FrontierItem item, bool settled) {
  VETO_CHECK(item.target != Target::robots);
  if (!known_.insert(item.url).second) return;
  if (item.redirects == 0) ++(item.target == Target::image ? images_ : pages_);
  if (settled) return;
  ++outstanding_;
  enqueue(std::move(item));
}

void Frontier::enqueue(FrontierItem item) {
  Host& host = hosts_[item.host];
  ++host.waiting;
  ++waiting_;
  auto& origin = host.origins[item.origin];
  origin.waiting.push_back(std::move(item));
  if (!host.turn) requeue(host);
}

bool Frontier::has_turn(const Host& host) const {
  return host.waiting > 0 && host.busy < rules_.connections_per_host &&
         std::ranges::any_of(host.origins, [](const auto& entry) {
           const Origin& origin = entry.second;
           return !origin.waiting.empty() && origin.robots != Robots::asked;
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
  for (auto& [name, origin] : host.origins) {
    if (origin.waiting.empty() || origin.robots == Robots::asked) continue;
    if (origin.robots == Robots::known && now - origin.known_at >= kRobotsAge)
      origin.robots = Robots::unknown;
    if (origin.robots == Robots::unknown) {
      origin.robots = Robots::asked;
      FrontierItem robots;
      robots.url = name + "/robots.txt";
      robots.origin = name;
      robots.host = origin.waiting.front().host;
      robots.target = Target::robots;
      return robots;
    }
    FrontierItem item = std::move(origin.waiting.front());
    origin.waiting.pop_front();
    --host.waiting;
    --waiting_;
    return item;
  }
  return std::nullopt;
}

Frontier::Next Frontier::take(Instant now) {
  Next next;
  if (turns_.empty()) return next;
  const auto& [turn, first] = *turns_.begin();
  if (turn.at > now) {
    next.wake = turn.at;
    return next;
  }
  Host& host = *first;
  next.item = take_from(host, now);
  VETO_CHECK(next.item.has_value());
  ++host.busy;
  host.before = host.ready_at;
  host.ready_at = now + std::max(rules_.delay, host.pause);
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
  host.ready_at = host.before;
  released(item);
}

void Frontier::robots_known(const FrontierItem& robots, Instant now,
                            std::chrono::milliseconds pause) {
  Host& host = hosts_.at(robots.host);
  Origin& origin = host.origins.at(robots.origin);
  origin.robots = Robots::known;
  origin.known_at = now;
  host.pause = std::max(host.pause, pause);
  requeue(host);
}

void Frontier::settled(const FrontierItem& item) {
  VETO_CHECK(item.target != Target::robots);
  VETO_CHECK(outstanding_ > 0);
  --outstanding_;
}

}  // namespace veto::crawler
