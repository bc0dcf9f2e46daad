// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/line_reader.h"

#include <algorithm>

namespace veto::logs {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

}  // namespace

// Keeps a part of a line that goes on in the next piece.
void LineReader::take(std::string_view piece) {
  const std::size_t room = kMaxLine + 1 - std::min(held_.size(), kMaxLine + 1);
  held_ += piece.substr(0, room);
  too_long_ = too_long_ || held_.size() > kMaxLine;
}

void LineReader::finish(Line& line, std::string_view bytes, bool ended) {
  line.number = ++number_;
  line.offset = begin_;
  line.ended = ended;
  line.had_nul = had_nul_;
  if (number_ == 1 && bytes.starts_with(kByteOrderMark)) {
    bytes.remove_prefix(kByteOrderMark.size());
    line.offset += kByteOrderMark.size();
  }
  if (bytes.ends_with('\r')) bytes.remove_suffix(1);
  line.too_long = too_long_ || bytes.size() > kMaxLine;
  line.bytes = bytes.substr(0, kMaxLine);
  too_long_ = had_nul_ = false;
}

// Makes rest_ non-empty. False at the end of the stream.
Result<bool> LineReader::fill() {
  if (rest_.empty() && !done_) {
    auto piece = stream_.next();
    if (!piece) return pass(piece);
    rest_ = *piece;
    done_ = rest_.empty();
  }
  return !rest_.empty();
}

// At the start of a line: drops NUL bytes.
void LineReader::begin_line() {
  const std::size_t nuls =
      std::min(rest_.find_first_not_of('\0'), rest_.size());
  had_nul_ = had_nul_ || nuls > 0;
  rest_.remove_prefix(nuls);
  position_ += nuls;
  begin_ = position_;
}

Result<bool> LineReader::next(Line& line) {
  held_.clear();
  for (;;) {
    auto more = fill();
    if (!more) return pass(more);
    if (!*more) {
      if (held_.empty() && !had_nul_) return false;
      finish(line, held_, false);
      return true;
    }
    if (held_.empty()) begin_line();
    if (rest_.empty()) continue;
    const std::size_t end = rest_.find('\n');
    const std::string_view part = rest_.substr(0, end);
    const bool whole = end != std::string_view::npos;
    rest_.remove_prefix(part.size() + (whole ? 1 : 0));
    position_ += part.size() + (whole ? 1 : 0);
    if (whole && held_.empty()) {
      finish(line, part, true);
      return true;
    }
    take(part);
    if (!whole) continue;
    finish(line, held_, true);
    return true;
  }
}

}  // namespace veto::logs
