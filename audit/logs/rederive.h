// SPDX-License-Identifier: GPL-3.0-or-later
//
// Derives a finding again from its evidence pack, by the same analysis that
// made it, without a case and without the network. Nothing in the pack is
// believed: its texts are hashed, its lines read and judged, and whatever it
// says beside that must be what comes out.
//
// What a pack cannot show by itself is that the rest of the log does not hold
// what would excuse the client, nor that the lines are of a real log: that
// needs the log.

#ifndef VETO_AUDIT_LOGS_REDERIVE_H_
#define VETO_AUDIT_LOGS_REDERIVE_H_

#include <filesystem>
#include <map>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "audit/logs/pack.h"
#include "base/error.h"

namespace veto::logs {

enum class Rederived {
  confirmed,  // same code, grade and id, and the same facts
  needs_log,  // as far as it goes; the rest needs the whole log
  // The pack's parts fit each other; what the finding rests on besides, only
  // the case holds: captures with their signals, traps, anchors of the log.
  needs_case,
  // Of a lesser edition of a bundle, which has no pack: nothing was derived.
  needs_edition,
  failed,
};

std::string_view to_string(Rederived outcome);

struct Rederivation {
  Rederived outcome = Rederived::failed;
  std::string id, code;
  int grade = 0;
  bool with_log = false;
  // failed: what differs; needs_log: what the pack does not hold.
  std::vector<std::string> reasons;
};

// From a pack alone: its files, and where its identity/ can be read again (""
// for nowhere). Never an error: what is wrong is a reason.
Rederivation rederive(const std::map<std::string, std::string>& files,
                      const std::filesystem::path& identity);

// The whole analysis of those logs, and everything the finding says compared;
// `format` instead of the pack's, where that is not "". Errors: those of
// analyse_logs.
Result<Rederivation> rederive_with_log(
    const std::map<std::string, std::string>& files,
    const std::filesystem::path& identity,
    const std::vector<std::filesystem::path>& logs, const std::string& format,
    std::stop_token stop);

}  // namespace veto::logs

#endif  // VETO_AUDIT_LOGS_REDERIVE_H_
