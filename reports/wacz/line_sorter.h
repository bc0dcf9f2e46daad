// SPDX-License-Identifier: GPL-3.0-or-later
//
// Sorts lines by their bytes (LC_ALL=C), as many as there are: memory holds at
// most kMaxSorted bytes of them, the rest waits in files without a name beside
// the one that is being written.

#ifndef VETO_REPORTS_WACZ_LINE_SORTER_H_
#define VETO_REPORTS_WACZ_LINE_SORTER_H_

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/error.h"

namespace veto::reports {

class LineSorter {
 public:
  static constexpr std::size_t kMaxSorted = 32u << 20;
  // As many files are open while they are merged: 16 GiB of lines.
  static constexpr std::size_t kMaxFiles = 512;

  // Scratch files lie in `folder`. `max_sorted` is smaller in tests.
  explicit LineSorter(std::filesystem::path folder,
                      std::size_t max_sorted = kMaxSorted)
      : folder_(std::move(folder)), max_sorted_(max_sorted) {}

  // `line` has no line feed. Errors: io; too_large (over kMaxFiles files).
  Status add(std::string line);
  // Of all lines with their line feeds.
  std::uint64_t bytes() const { return bytes_; }
  std::uint64_t lines() const { return lines_; }
  // In order, once. Errors: io; what `visit` returns ends it.
  Status for_each(const std::function<Status(const std::string&)>& visit);

 private:
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  using Scratch = std::unique_ptr<std::FILE, Close>;

  Status spill();

  std::filesystem::path folder_;
  std::size_t max_sorted_;
  std::uint64_t bytes_ = 0;
  std::uint64_t lines_ = 0;
  std::size_t held_ = 0;  // bytes in `kept_`
  std::vector<std::string> kept_;
  std::vector<Scratch> files_;
};

}  // namespace veto::reports

#endif  // VETO_REPORTS_WACZ_LINE_SORTER_H_
