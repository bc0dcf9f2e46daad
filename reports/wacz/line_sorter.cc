// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/wacz/line_sorter.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <queue>

namespace veto::reports {
namespace {

std::unexpected<Error> scratch_error(const std::filesystem::path& folder) {
  return fail(ErrorKind::io, "cannot keep the index's lines while sorting",
              folder.string());
}

// False at the end.
bool read_line(std::FILE* file, std::string& line) {
  line.clear();
  for (int c; (c = ::getc_unlocked(file)) != EOF;) {
    if (c == '\n') return true;
    line += static_cast<char>(c);
  }
  return false;
}

}  // namespace

Status LineSorter::add(std::string line) {
  bytes_ += line.size() + 1;
  ++lines_;
  held_ += line.size() + sizeof(std::string);
  kept_.push_back(std::move(line));
  return held_ < max_sorted_ ? Status() : spill();
}

Status LineSorter::spill() {
  if (files_.size() == kMaxFiles)
    return fail(ErrorKind::too_large, "more records than an index may have");
  std::string name = (folder_ / "lines-XXXXXX").string();
  const int fd = ::mkostemp(name.data(), O_CLOEXEC);
  if (fd < 0) return scratch_error(folder_);
  ::unlink(name.c_str());
  Scratch file(::fdopen(fd, "w+b"));
  if (!file) {
    ::close(fd);
    return scratch_error(folder_);
  }
  std::ranges::sort(kept_);
  for (const std::string& line : kept_) {
    std::fwrite(line.data(), 1, line.size(), file.get());
    std::fputc('\n', file.get());
  }
  kept_.clear();
  held_ = 0;
  if (std::fflush(file.get()) != 0 || std::ferror(file.get()) != 0)
    return scratch_error(folder_);
  std::rewind(file.get());
  files_.push_back(std::move(file));
  return {};
}

Status LineSorter::for_each(
    const std::function<Status(const std::string&)>& visit) {
  if (files_.empty()) {
    std::ranges::sort(kept_);
    for (const std::string& line : kept_)
      if (auto s = visit(line); !s) return s;
    return {};
  }
  if (!kept_.empty())
    if (auto s = spill(); !s) return s;
  using Head = std::pair<std::string, std::size_t>;  // line, file
  std::priority_queue<Head, std::vector<Head>, std::greater<>> heads;
  std::string line;
  for (std::size_t i = 0; i < files_.size(); ++i)
    if (read_line(files_[i].get(), line)) heads.emplace(line, i);
  while (!heads.empty()) {
    const auto [least, from] = heads.top();
    heads.pop();
    if (auto s = visit(least); !s) return s;
    if (read_line(files_[from].get(), line)) heads.emplace(line, from);
    if (std::ferror(files_[from].get()) != 0) return scratch_error(folder_);
  }
  return {};
}

}  // namespace veto::reports
