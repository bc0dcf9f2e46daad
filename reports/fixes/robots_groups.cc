// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/fixes/robots_groups.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "config/product_token.h"

namespace veto::reports {
namespace {

using crawler::RobotsKind;

bool is_rule(const RobotsFixLine& line) {
  return line.kind == RobotsKind::allow || line.kind == RobotsKind::disallow;
}

// What speaks for its group alone; "License" and others are for the whole file
// and stay when a group goes.
bool is_statement(const RobotsFixLine& line) {
  return line.kind == RobotsKind::other &&
         (iequals(line.key, "content-usage") ||
          iequals(line.key, "content-signal"));
}

// The name as the most forgiving of strict readers, google/robotstxt, takes it.
std::string token_read(const RobotsFixLine& line) {
  return to_lower(config::leading_token(line.value));
}

RobotsFixLine added(RobotsKind kind, std::string key, std::string value) {
  RobotsFixLine line;
  line.kind = kind;
  line.text = key + ":" + (value.empty() ? "" : " ") + value;
  line.key = std::move(key);
  line.value = std::move(value);
  return line;
}

}  // namespace

RobotsGroupsFix::RobotsGroupsFix(std::vector<RobotsFixLine> lines)
    : lines_(std::move(lines)) {
  cut();
  take_out_idle();
}

// As RFC 9309, section 2.1: only a rule ends a run of user-agent lines.
void RobotsGroupsFix::cut() {
  bool in_agents = false;
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    const RobotsFixLine& line = lines_[i];
    if (line.kind == RobotsKind::user_agent) {
      if (!in_agents) groups_.emplace_back();
      in_agents = true;
      groups_.back().agents.push_back(i);
      continue;
    }
    if (!is_rule(line) && !is_statement(line) &&
        line.kind != RobotsKind::crawl_delay)
      continue;
    in_agents = in_agents && !is_rule(line);
    (groups_.empty() ? before_ : groups_.back().members).push_back(i);
  }
}

bool RobotsGroupsFix::names_somebody(const Group& group) const {
  return std::ranges::any_of(group.agents,
                             [&](std::size_t i) { return !lines_[i].out; });
}

bool RobotsGroupsFix::has_rule(const Group& group) const {
  return std::ranges::any_of(group.members, [&](std::size_t i) {
    return !lines_[i].out && is_rule(lines_[i]);
  });
}

bool RobotsGroupsFix::closes_all(const Group& group) const {
  bool closes = false;
  for (const std::size_t i : group.members) {
    const RobotsFixLine& line = lines_[i];
    if (line.counts(RobotsKind::allow) && !line.value.empty()) return false;
    closes |= line.counts(RobotsKind::disallow) &&
              (line.value == "/" || line.value == "/*");
  }
  return closes;
}

// Without a name above it a rule would fall to the group before it.
void RobotsGroupsFix::take_out_idle() {
  const char* why =
      "this binds nobody; put it under User-agent: * if it is meant for all";
  for (const std::size_t i : before_) {
    lines_[i].take_out(why);
    why = "";
  }
  for (const Group& group : groups_) {
    if (names_somebody(group)) continue;
    for (const std::size_t i : group.members) lines_[i].take_out("");
  }
}

void RobotsGroupsFix::move_named(std::vector<const config::Scraper*>& named) {
  std::set<std::string> wanted, closed_to;
  for (const auto* scraper : named) wanted.insert(to_lower(scraper->token));
  for (const Group& group : groups_) {
    const bool closes = closes_all(group);
    for (const std::size_t i : group.agents) {
      const std::string token = token_read(lines_[i]);
      if (lines_[i].out || !wanted.contains(token)) continue;
      if (!closes)
        lines_[i].take_out("it is in the group of those that are shut out");
      else if (config::is_product_token(lines_[i].value))
        closed_to.insert(token);
    }
  }
  take_out_idle();
  std::erase_if(named, [&](const auto* scraper) {
    return closed_to.contains(to_lower(scraper->token));
  });
}

bool RobotsGroupsFix::says(const Group& group, bool is_usage,
                           const Members& wanted) const {
  return std::ranges::any_of(group.members, [&](std::size_t i) {
    const RobotsFixLine& line = lines_[i];
    if (line.out || !is_statement(line) ||
        iequals(line.key, "content-usage") != is_usage)
      return false;
    const RobotsStatement said = read_statement(line.value, is_usage);
    return said.path.empty() &&
           std::ranges::all_of(wanted, [&](const Member& member) {
             return std::ranges::find(said.members, member) !=
                    said.members.end();
           });
  });
}

std::vector<RobotsFixLine> RobotsGroupsFix::lacking(const Group& group,
                                                    const Wanted& wanted,
                                                    bool statements) {
  std::vector<RobotsFixLine> more;
  for (const std::string& path : wanted.closed) {
    bool there = false;
    for (const std::size_t i : group.members) {
      RobotsFixLine& line = lines_[i];
      there |= line.counts(RobotsKind::disallow) && line.value == path;
      if (line.counts(RobotsKind::allow) && line.value == path)
        line.take_out("an Allow would win over the Disallow of this path");
    }
    if (!there) more.push_back(added(RobotsKind::disallow, "Disallow", path));
  }
  if (more.empty() && !has_rule(group)) {
    more.push_back(added(RobotsKind::disallow, "Disallow", ""));
    more.back().notes.push_back(
        "a group without rules may fetch everything, whatever User-agent: * "
        "says; write rules here if that is not meant");
  }
  const Members usage = usage_members(wanted);
  const Members signal = signal_members(wanted);
  if (statements && !usage.empty() && !says(group, true, usage))
    more.push_back(added(RobotsKind::other, "Content-Usage", joined(usage)));
  if (statements && !signal.empty() && !says(group, false, signal))
    more.push_back(added(RobotsKind::other, "Content-Signal", joined(signal)));
  if (!more.empty() && more.front().notes.empty())
    more.front().notes.push_back(
        "added; a group says all of it itself, none inherits from another");
  return more;
}

void RobotsGroupsFix::complete(const Wanted& wanted) {
  std::map<std::size_t, std::vector<RobotsFixLine>> after;
  std::set<std::string> spoken_to;  // several groups of one name are one
  for (const Group& group : groups_) {
    if (!names_somebody(group) || closes_all(group)) continue;
    bool fresh = false;
    std::size_t last = 0;
    for (const std::size_t i : group.agents) {
      if (!lines_[i].out)
        fresh |= spoken_to.insert(to_lower(lines_[i].value)).second;
      last = std::max(last, i);
    }
    for (const std::size_t i : group.members) last = std::max(last, i);
    after[last] = lacking(group, wanted, fresh);
  }
  std::vector<RobotsFixLine> lines;
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    lines.push_back(std::move(lines_[i]));
    if (const auto found = after.find(i); found != after.end())
      for (RobotsFixLine& line : found->second)
        lines.push_back(std::move(line));
  }
  lines_ = std::move(lines);
  groups_.clear();
  before_.clear();
  cut();
}

bool RobotsGroupsFix::has_star() const {
  return std::ranges::any_of(lines_, [](const RobotsFixLine& line) {
    return line.counts(RobotsKind::user_agent) && line.value == "*";
  });
}

}  // namespace veto::reports
