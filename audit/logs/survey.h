// SPDX-License-Identifier: GPL-3.0-or-later
//
// The first reading of a log: digests, line count, and a sample of lines from
// its whole length, by which its format is told.

#ifndef VETO_AUDIT_LOGS_SURVEY_H_
#define VETO_AUDIT_LOGS_SURVEY_H_

#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "audit/logs/format.h"
#include "audit/logs/logs.h"
#include "base/error.h"

namespace veto::logs {

// Lines spread evenly over a stream of unknown length, at least 200 where
// there are as many.
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
  LogFile file;
  Format format;
  std::optional<UtcTime> first;  // of the first line that names a time
  std::string host;              // virtual host most lines name; "" for none
};

// Without a format the file's own is looked for. Errors: those of LogStream;
// unsupported (in no known format; no line in the one given); interrupted.
Result<Survey> survey(const std::filesystem::path& path, const Format* given,
                      std::stop_token stop);

}  // namespace veto::logs

#endif  // VETO_AUDIT_LOGS_SURVEY_H_
