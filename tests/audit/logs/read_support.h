// SPDX-License-Identifier: GPL-3.0-or-later
//
// A whole log read line by line, as text that a test can compare.

#ifndef VETO_TESTS_AUDIT_LOGS_READ_SUPPORT_H_
#define VETO_TESTS_AUDIT_LOGS_READ_SUPPORT_H_

#include <filesystem>
#include <string>

#include "audit/logs/line_reader.h"
#include "audit/logs/log_stream.h"

namespace veto::logs::test {

struct Read {
  std::string lines;  // "number@offset:text|", text cut at 20
  ErrorKind error = ErrorKind::bug;
  std::string what;  // of the error
  bool failed = false, cut_short = false;
  int too_long = 0;
  Digest file, stream;
};

inline Read read_all(const std::filesystem::path& path) {
  Read out;
  auto stream = LogStream::open(path, LogStream::kWholeFile, true);
  if (!stream) {
    out.failed = true;
    out.error = stream.error().kind;
    out.what = stream.error().what;
    return out;
  }
  LineReader reader(*stream);
  Line line;
  for (;;) {
    auto more = reader.next(line);
    if (!more) {
      out.failed = true;
      out.error = more.error().kind;
      out.what = more.error().what;
      return out;
    }
    if (!*more) break;
    out.too_long += line.too_long;
    out.lines +=
        std::to_string(line.number) + "@" + std::to_string(line.offset) + ":" +
        std::string(line.bytes.substr(0, 20)) + (line.ended ? "|" : "!");
  }
  out.cut_short = stream->cut_short();
  out.file = stream->file_digest();
  out.stream = stream->stream_digest();
  return out;
}

}  // namespace veto::logs::test

#endif  // VETO_TESTS_AUDIT_LOGS_READ_SUPPORT_H_
