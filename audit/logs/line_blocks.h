// SPDX-License-Identifier: GPL-3.0-or-later
//
// A log's lines, read, unpacked and parsed in a thread of their own, a block
// ahead of whoever judges them.

#ifndef VETO_AUDIT_LOGS_LINE_BLOCKS_H_
#define VETO_AUDIT_LOGS_LINE_BLOCKS_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "audit/logs/format.h"
#include "audit/logs/line_reader.h"
#include "audit/logs/log_stream.h"
#include "audit/logs/repeats.h"
#include "base/error.h"

namespace veto::logs {

struct LineBlock {
  std::string bytes;
  std::vector<ParsedLine> lines;
};

class LineBlocks {
 public:
  // `format` may learn from the lines: it is this file's own.
  LineBlocks(LogStream stream, Format format);
  // Stops reading where it is.
  ~LineBlocks();
  LineBlocks(const LineBlocks&) = delete;
  LineBlocks& operator=(const LineBlocks&) = delete;

  // The next block, valid until the next call; null at the end. Errors: those
  // of LogStream::next.
  Result<const LineBlock*> next();
  // After the end.
  LogStream& stream();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace veto::logs

#endif  // VETO_AUDIT_LOGS_LINE_BLOCKS_H_
