// SPDX-License-Identifier: GPL-3.0-or-later
//
// Cuts a log's stream into lines, in bounded memory. LF ends a line, a CR
// before it is dropped, and so are a UTF-8 byte order mark at the start of the
// stream and NUL bytes at the start of a line (what a log rotated by
// copytruncate is left with).

#ifndef VETO_AUDIT_LOGS_LINE_READER_H_
#define VETO_AUDIT_LOGS_LINE_READER_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "audit/logs/log_stream.h"
#include "base/error.h"

namespace veto::logs {

struct Line {
  std::string_view bytes;    // valid until the next call of LineReader::next
  std::uint64_t number = 0;  // 1-based
  std::uint64_t offset = 0;  // of bytes.front(), in the unpacked stream
  bool ended = true;         // false for a last line without LF
  bool too_long = false;     // cut at kMaxLine
  bool had_nul = false;      // NUL bytes were dropped before it
};

class LineReader {
 public:
  static constexpr std::size_t kMaxLine = 64 * 1024;

  // The stream must outlive the reader.
  explicit LineReader(LogStream& stream) : stream_(stream) {}

  // False at the end. Errors: those of LogStream::next.
  Result<bool> next(Line& line);

 private:
  Result<bool> fill();
  void begin_line();
  void take(std::string_view piece);
  void finish(Line& line, std::string_view bytes, bool ended);

  LogStream& stream_;
  std::string_view rest_;       // of the piece being cut
  std::string held_;            // the line so far, where it spans pieces
  std::uint64_t position_ = 0;  // of rest_.front(), in the stream
  std::uint64_t begin_ = 0;     // of the line
  std::uint64_t number_ = 0;
  bool too_long_ = false;
  bool had_nul_ = false;
  bool done_ = false;
};

}  // namespace veto::logs

#endif  // VETO_AUDIT_LOGS_LINE_READER_H_
