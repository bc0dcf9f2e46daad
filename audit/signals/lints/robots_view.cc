// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/signals/lints/robots_view.h"

#include <algorithm>

#include "base/text.h"
#include "crawler/api/robots.h"

namespace veto::signals {

bool RobotsGroupView::has(std::string_view agent) const {
  return std::ranges::any_of(agents, [&](const RobotsAgentLine& one) {
    return iequals(one.name, agent);
  });
}

void each_robots_line(
    std::string_view text,
    const std::function<void(int number, std::string_view line)>& tell) {
  text = text.substr(0, crawler::RobotsRules::kMaxBytes);
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  for (int number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find_first_of("\r\n"), text.size());
    tell(number, text.substr(0, end));
    const bool pair = text.substr(end).starts_with("\r\n");
    text.remove_prefix(std::min(end + (pair ? 2 : 1), text.size()));
  }
}

std::vector<RobotsGroupView> robots_groups(std::string_view text) {
  std::vector<RobotsGroupView> groups;
  each_robots_line(text, [&](int number, std::string_view line) {
    const std::string_view record = line.substr(0, line.find('#'));
    const std::size_t colon = record.find(':');
    if (colon == record.npos) return;
    const std::string_view key = trim(record.substr(0, colon));
    const std::string value(trim(record.substr(colon + 1)));
    if (iequals(key, "user-agent")) {
      if (groups.empty() || !groups.back().rules.empty()) groups.emplace_back();
      groups.back().agents.push_back({value, number, std::string(trim(line))});
    } else if (!groups.empty() &&
               (iequals(key, "allow") || iequals(key, "disallow"))) {
      groups.back().rules.push_back({iequals(key, "allow"), value, number});
    }
  });
  return groups;
}

std::string address_for(std::string_view pattern) {
  std::string address(pattern);
  if (address.ends_with('$')) address.pop_back();
  std::erase(address, '*');
  if (!address.starts_with('/')) address.insert(0, "/");
  return address;
}

}  // namespace veto::signals
