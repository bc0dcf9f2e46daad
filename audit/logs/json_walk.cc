// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/json_walk.h"

#include <algorithm>

namespace veto::logs {

void JsonWalk::space() {
  const std::size_t end = rest_.find_first_not_of(" \t\r\n");
  rest_.remove_prefix(std::min(end, rest_.size()));
}

bool JsonWalk::take(char c) {
  space();
  if (!rest_.starts_with(c)) return false;
  rest_.remove_prefix(1);
  return true;
}

bool JsonWalk::string(std::string_view& out) {
  if (!take('"')) return false;
  for (std::size_t i = 0; i < rest_.size(); ++i) {
    if (rest_[i] == '"') {
      out = rest_.substr(0, i);
      rest_.remove_prefix(i + 1);
      return true;
    }
    if (rest_[i] == '\\') ++i;
  }
  return false;
}

bool JsonWalk::scalar(std::string_view& out) {
  const std::size_t end = std::min(rest_.find_first_of(",]} \t"), rest_.size());
  out = rest_.substr(0, end);
  rest_.remove_prefix(end);
  return end > 0 && std::ranges::all_of(out, [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
                  c == 'E' || c == '+' || c == '-' || c == '.';
         });
}

bool JsonWalk::found(const Level& level, std::string_view text) {
  for (std::size_t i = 0; i < mapping_.size(); ++i) {
    if ((level.live >> i & 1) == 0 || !level.left[i].empty()) continue;
    if (has(i)) return false;
    found_ |= 1U << i;
    values_[i] = text;
  }
  return true;
}

JsonWalk::Level JsonWalk::below(const Level& level,
                                std::string_view key) const {
  Level next;
  for (std::size_t i = 0; i < mapping_.size(); ++i) {
    if ((level.live >> i & 1) == 0) continue;
    std::string_view left = level.left[i];
    if (left.empty() || !left.starts_with(key)) continue;
    left.remove_prefix(key.size());
    if (!left.empty() && left[0] != '.') continue;
    if (!left.empty()) left.remove_prefix(1);
    next.left[i] = left;
    next.live |= 1U << i;
  }
  return next;
}

bool JsonWalk::object(const Level& level, std::size_t depth) {
  if (depth == kMaxJsonDepth || !take('{')) return false;
  if (take('}')) return true;
  do {
    std::string_view key;
    if (!string(key) || !take(':') || !value_at(below(level, key), depth + 1))
      return false;
  } while (take(','));
  return take('}');
}

bool JsonWalk::array(const Level& level, std::size_t depth) {
  if (depth == kMaxJsonDepth || !take('[')) return false;
  if (take(']')) return true;
  const Level nothing;
  bool first = true;
  do {
    if (!value_at(first ? level : nothing, depth + 1)) return false;
    first = false;
  } while (take(','));
  return take(']');
}

bool JsonWalk::value_at(const Level& level, std::size_t depth) {
  space();
  if (rest_.starts_with('{')) return object(level, depth);
  if (rest_.starts_with('[')) return array(level, depth);
  std::string_view text;
  if (rest_.starts_with('"')) return string(text) && found(level, text);
  return scalar(text) && (text == "null" || found(level, text));
}

bool JsonWalk::run() {
  Level top;
  for (std::size_t i = 0; i < mapping_.size(); ++i) {
    top.left[i] = mapping_[i].path;
    top.live |= 1U << i;
  }
  if (!object(top, 0)) return false;
  space();
  return rest_.empty();
}

}  // namespace veto::logs
