// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/bundle/log_steps.h"

#include <algorithm>

#include "embedded/verify_logs_txt.h"
#include "embedded/verify_sealed_logs_txt.h"
#include "reports/bundle/commitment_list.h"
#include "reports/texts/texts.h"

namespace veto::reports {
namespace {

std::string sealed_steps(const CommitmentList& list) {
  if (std::ranges::all_of(list.logs, [](const LogCommitment& log) {
        return log.sealed.empty();
      }))
    return {};
  return substitute(embedded::verify_sealed_logs_txt(), [&](std::string_view) {
    return std::string(list.recipients.empty()
                           ? "-pwri_password PASSPHRASE"
                           : "-recip YOURS.pem -inkey YOUR.key");
  });
}

}  // namespace

Result<std::string> log_steps(const std::filesystem::path& dir) {
  const auto list = read_commitments(dir);
  if (!list) return std::unexpected(list.error());
  const auto shown = std::ranges::find_if(
      list->logs, [](const LogCommitment& log) { return log.shown > 0; });
  if (shown == list->logs.end()) return std::string();
  return substitute(embedded::verify_logs_txt(), [&](std::string_view name) {
    const std::string proofs = proofs_name(shown->stream);
    if (name == "proofs") return proofs;
    if (name == "stem") return proofs.substr(0, proofs.find('.'));
    return sealed_steps(*list);
  });
}

}  // namespace veto::reports
