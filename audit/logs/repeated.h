// SPDX-License-Identifier: GPL-3.0-or-later
//
// What was found out about the numbered texts of a file (repeats.h).

#ifndef VETO_AUDIT_LOGS_REPEATED_H_
#define VETO_AUDIT_LOGS_REPEATED_H_

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "audit/logs/repeats.h"
#include "audit/logs/request_line.h"

namespace veto::logs {

// A number's value, once it is known.
class Numbered {
 public:
  std::optional<std::uint32_t> find(std::uint32_t number) const {
    if (number >= values_.size() || values_[number] == TextIndex::kNone)
      return std::nullopt;
    return values_[number];
  }
  void keep(std::uint32_t number, std::uint32_t value) {
    if (number == TextIndex::kNone) return;
    if (number >= values_.size()) values_.resize(number + 1, TextIndex::kNone);
    values_[number] = value;
  }
  void clear() { values_.clear(); }

 private:
  std::vector<std::uint32_t> values_;
};

// A request line, read.
struct ReadRequest {
  RequestLine line;
  TargetKind kind = TargetKind::page;
  bool robots = false;       // its path is /robots.txt
  bool near_robots = false;  // or may stand for that
};

class ReadRequests {
 public:
  static constexpr std::size_t kMaxTarget = 8 * 1024;  // the rest is cut off

  // Of a line in any format; valid until the next call.
  const ReadRequest& read(const RawLine& raw, std::uint32_t number);
  // It will be read soon.
  void expect(std::uint32_t number) const {
    if (number < known_.size()) __builtin_prefetch(&known_[number]);
  }
  void clear() { known_.clear(); }

 private:
  struct Known {
    ReadRequest request;
    bool is_known = false;
  };
  std::vector<Known> known_;
  ReadRequest last_;
  RequestText text_;
};

}  // namespace veto::logs

#endif  // VETO_AUDIT_LOGS_REPEATED_H_
