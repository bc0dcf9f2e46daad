// SPDX-License-Identifier: GPL-3.0-or-later
//
// One pass over a JSON object for the values at a few paths.

#ifndef VETO_AUDIT_LOGS_JSON_WALK_H_
#define VETO_AUDIT_LOGS_JSON_WALK_H_

#include <array>
#include <cstdint>
#include <string_view>

#include "audit/logs/format_json.h"

namespace veto::logs {

class JsonWalk {
 public:
  // Both must outlive this.
  JsonWalk(const JsonMapping& mapping, std::string_view text)
      : mapping_(mapping), rest_(text) {}

  // False for what is no object, too deep, or names a path twice.
  bool run();

  // By index into the mapping; strings without their quotes, still escaped.
  bool has(std::size_t i) const { return (found_ >> i & 1) != 0; }
  std::string_view value(std::size_t i) const { return values_[i]; }

 private:
  // What is left of each path below the value at hand; `live` has a bit for
  // each that leads there.
  struct Level {
    std::array<std::string_view, kMaxJsonPaths> left;
    std::uint32_t live = 0;
  };

  bool take(char c);
  bool string(std::string_view& out);
  bool value_at(const Level& level, std::size_t depth);
  bool object(const Level& level, std::size_t depth);
  bool array(const Level& level, std::size_t depth);
  bool scalar(std::string_view& out);
  bool found(const Level& level, std::string_view text);
  Level below(const Level& level, std::string_view key) const;
  void space();

  const JsonMapping& mapping_;
  std::string_view rest_;
  std::array<std::string_view, kMaxJsonPaths> values_{};
  std::uint32_t found_ = 0;
};

}  // namespace veto::logs

#endif  // VETO_AUDIT_LOGS_JSON_WALK_H_
