// SPDX-License-Identifier: GPL-3.0-or-later
//
// Whether a file is the log that a bundle's root stands for: what a reader asks
// who has opened the sealed part, or was handed the log.

#ifndef VETO_REPORTS_BUNDLE_WHOLE_LOG_H_
#define VETO_REPORTS_BUNDLE_WHOLE_LOG_H_

#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>

#include "base/error.h"
#include "reports/bundle/commitment_list.h"

namespace veto::reports {

struct WholeLog {
  // The bundle's entry for it; null where the file is none of the bundle's
  // logs. It belongs to the list.
  const LogCommitment* log = nullptr;
  // Whether all its lines make the root: asked where there is a secret.
  std::optional<bool> makes_root;
};

// By the digest of what the file unpacks to, or by the root. `secret` is the
// text of the sealed secret, or "". Errors: those of reading a log; usage (a
// secret that is none).
Result<WholeLog> find_whole_log(const CommitmentList& list,
                                const std::filesystem::path& file,
                                const std::string& secret,
                                std::stop_token stop);

}  // namespace veto::reports

#endif  // VETO_REPORTS_BUNDLE_WHOLE_LOG_H_
