// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/wacz/check_index.h"

#include <fmt/format.h>

#include <array>
#include <functional>

#include "base/gzip_members.h"
#include "reports/wacz/wacz_format.h"

namespace veto::reports {
namespace {

// Lines of bytes that come in pieces.
class LineReader {
 public:
  explicit LineReader(ReadBytes bytes) : bytes_(std::move(bytes)) {}

  // Nothing at the end. Errors: those of the source; damaged (a line that is
  // too long or has no end).
  Result<std::optional<std::string>> next() {
    for (std::size_t searched = used_;;) {
      const auto end = waiting_.find('\n', searched);
      if (end != std::string::npos) {
        std::string line = waiting_.substr(used_, end - used_);
        used_ = end + 1;
        return line;
      }
      waiting_.erase(0, used_);
      used_ = 0;
      searched = waiting_.size();
      if (searched > kMaxIndexLine)
        return fail(ErrorKind::damaged, "a line is too long");
      std::array<char, 65536> piece;
      auto got = bytes_(piece.data(), piece.size());
      if (!got) return pass(got);
      if (*got == 0 && waiting_.empty()) return std::nullopt;
      if (*got == 0)
        return fail(ErrorKind::damaged, "its last line has no end");
      waiting_.append(piece.data(), *got);
    }
  }

 private:
  ReadBytes bytes_;
  std::string waiting_;
  std::size_t used_ = 0;
};

// The index itself is wrong, in contrast to a disk that cannot be read.
std::unexpected<Error> differs(std::string why) {
  return fail(ErrorKind::damaged, std::move(why));
}

using NextLine = std::function<Result<std::optional<std::string>>()>;

Status compare_lines(const NextLine& next, LineSorter& expected) {
  std::uint64_t number = 0;
  auto compared = expected.for_each([&](const std::string& wanted) -> Status {
    ++number;
    auto line = next();
    if (!line) return pass(line);
    if (!*line)
      return differs(fmt::format("ends after {} lines of {}", number - 1,
                                 expected.lines()));
    if (**line != wanted)
      return differs(
          fmt::format("line {} is not the one that the records give", number));
    return {};
  });
  if (!compared) return compared;
  auto more = next();
  if (!more) return pass(more);
  if (!*more) return {};
  return differs(
      fmt::format("line {} belongs to no record in there", number + 1));
}

IndexFault as_fault(Status compared) {
  if (compared) return std::nullopt;
  if (compared.error().kind == ErrorKind::io) return pass(compared);
  return compared.error().what;
}

// Lines of a packed index; notes where its members lie.
class PackedReader {
 public:
  PackedReader(const ReadBytes& index, std::string& list)
      : members_(index), list_(list) {
    list_ = std::string(kIndexListHeader) + '\n';
  }

  Result<std::optional<std::string>> next() {
    for (;;) {
      if (lines_) {
        auto line = lines_->next();
        if (!line) return pass(line);
        if (*line) return count(std::move(*line));
        end_member();
      }
      auto begun = members_.next();
      if (!begun) return pass(begun);
      if (!*begun) return std::nullopt;
      if (last_) return differs("a member in its midst has too few lines");
      count_ = 0;
      lines_.emplace([this](char* into, std::size_t size) {
        return members_.read(into, size);
      });
    }
  }

 private:
  Result<std::optional<std::string>> count(std::optional<std::string> line) {
    if (count_ == 0) first_ = *line;
    if (++count_ > kIndexBlock) return differs("a member has too many lines");
    return line;
  }

  void end_member() {
    lines_.reset();
    last_ = count_ < kIndexBlock;
    list_ += index_list_line(first_, members_.offset(), members_.length(),
                             members_.digest().labelled()) +
             '\n';
  }

  GzipMembers members_;
  std::string& list_;
  std::optional<LineReader> lines_;
  std::string first_;
  std::size_t count_ = 0;
  bool last_ = false;
};

}  // namespace

IndexFault check_plain_index(const ReadBytes& index, LineSorter& expected) {
  LineReader lines(index);
  return as_fault(compare_lines([&] { return lines.next(); }, expected));
}

IndexFault check_packed_index(const ReadBytes& index, LineSorter& expected,
                              std::string& list) {
  PackedReader lines(index, list);
  return as_fault(compare_lines([&] { return lines.next(); }, expected));
}

}  // namespace veto::reports
