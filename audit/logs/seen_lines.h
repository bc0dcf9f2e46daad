// SPDX-License-Identifier: GPL-3.0-or-later
//
// Lines that stand in more than one log of a command, as logs do that were
// copied while they were being rotated: each is to count once. Told by digest,
// a line that one file holds twice against two in another.

#ifndef VETO_AUDIT_LOGS_SEEN_LINES_H_
#define VETO_AUDIT_LOGS_SEEN_LINES_H_

#include <cstdint>
#include <string_view>
#include <vector>

namespace veto::logs {

class SeenLines {
 public:
  static constexpr std::size_t kMost = 2'000'000;  // 48 MB

  explicit SeenLines(std::size_t most = kMost) : most_(most) {}

  // What was remembered before belongs to earlier files.
  void begin_file();
  // Whether an earlier file has it once more than this one had so far.
  bool repeats(std::string_view line);
  // For later files; nothing once `most` are known.
  void remember(std::string_view line);
  // Some were not remembered.
  bool overflowed() const { return overflowed_; }

 private:
  struct Entry {
    std::uint64_t key = 0;
    std::uint32_t count = 0;  // in earlier files
    std::uint32_t met = 0;    // in this one
  };

  std::vector<Entry> entries_;  // by key
  std::vector<std::uint64_t> added_;
  std::size_t most_;
  bool overflowed_ = false;
};

}  // namespace veto::logs

#endif  // VETO_AUDIT_LOGS_SEEN_LINES_H_
