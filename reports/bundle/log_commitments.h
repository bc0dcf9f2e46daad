// SPDX-License-Identifier: GPL-3.0-or-later
//
// A bundle's logs: the root that stands for all lines of each, the lines that
// are shown with their proofs, and, where the user wants it, the whole log
// sealed to a reader.

#ifndef VETO_REPORTS_BUNDLE_LOG_COMMITMENTS_H_
#define VETO_REPORTS_BUNDLE_LOG_COMMITMENTS_H_

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "audit/finding.h"
#include "audit/logs/logs.h"
#include "base/case.h"
#include "base/error.h"
#include "reports/edition/aliases.h"
#include "reports/seal/envelope.h"

namespace veto::reports {

// What of the logs goes into a bundle.
struct LogOrder {
  // As when they were analysed: --format, and the crawler's product token.
  std::string format;
  std::string own_token;
  // Who gets the whole logs; null for nobody. Must outlive the order.
  const Addressees* whole_to = nullptr;
  // Of a lesser edition; null for none. Must outlive the order. Logs bear its
  // names, as the findings do, and of their lines the evidence alone is shown.
  Aliases* aliases = nullptr;
};

// Where the bytes of a shown line stand in its log's excerpt.
struct ShownAt {
  std::uint64_t excerpt_offset = 0;
  std::uint64_t length = 0;
};

struct LogsWritten {
  // By stream digest or alias (64 hexadecimal digits), then by offset in the
  // unpacked log.
  std::map<std::string, std::map<std::uint64_t, ShownAt>> shown;
  // What a reader does not get: a log that is gone, lines beyond the limit.
  std::vector<Error> notes;
};

// Writes commitments.json, excerpts and proofs into data/25-logs/ and sealed
// logs into data/90-sealed/ of the bundle under construction in `bundle`; the
// files' paths are those of the case. A log that is gone or is not the one that
// was analysed is listed as not committed. Makes secrets in the case where
// there are none, and notes them, and what was sealed, in its custody log.
// Errors: io, damaged, bug.
Result<LogsWritten> write_commitments(
    Case& the_case, const std::filesystem::path& bundle,
    const std::vector<audit::Finding>& findings,
    const std::vector<logs::LogFile>& files, const LogOrder& order);

}  // namespace veto::reports

#endif  // VETO_REPORTS_BUNDLE_LOG_COMMITMENTS_H_
