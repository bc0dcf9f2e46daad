// SPDX-License-Identifier: GPL-3.0-or-later
//
// A first look at a log: a sample of its lines, by which its format is told.
// They are from its beginning, and where it is not packed also from its middle
// and its end.

#ifndef VETO_AUDIT_LOGS_SURVEY_H_
#define VETO_AUDIT_LOGS_SURVEY_H_

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "audit/logs/format.h"
#include "audit/logs/logs.h"
#include "base/error.h"

namespace veto::logs {

// Lines spread evenly over what is offered, at least 200 where there are as
// many.
class Sample {
 public:
  static constexpr std::size_t kMost = 512;  // then every second one is dropped

  void offer(std::string_view line);
  std::vector<std::string> take() { return std::move(lines_); }

 private:
  std::vector<std::string> lines_;
  std::uint64_t stride_ = 1;
  std::uint64_t seen_ = 0;
};

struct Survey {
  LogFile file;        // path, size and format
  Digest head_digest;  // of its first lines: copies have the same
  Format format;
  std::optional<UtcTime> first;  // of the first line that names a time
  std::string host;              // virtual host most lines name; "" for none
};

// Without a format the file's own is looked for. Errors: those of LogStream;
// unsupported (in no known format; no line in the one given).
Result<Survey> survey(const std::filesystem::path& path, const Format* given);

}  // namespace veto::logs

#endif  // VETO_AUDIT_LOGS_SURVEY_H_
