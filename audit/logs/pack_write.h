// SPDX-License-Identifier: GPL-3.0-or-later
//
// Evidence packs of an analysis (audit/logs/pack.h), one folder a finding:
// "<code>-<first 16 of the finding's id>".

#ifndef VETO_AUDIT_LOGS_PACK_WRITE_H_
#define VETO_AUDIT_LOGS_PACK_WRITE_H_

#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

#include "audit/finding.h"
#include "audit/logs/findings.h"
#include "base/error.h"
#include "base/stage.h"

namespace veto::logs {

std::string pack_folder(const audit::Finding& finding);

// Findings beyond these get none, with a warning.
inline constexpr std::size_t kMaxPacks = 2000;

// Into `dir`, which is made. Errors: io, those of read_lines; damaged, where a
// list is not the one that a finding names.
Status write_packs(const Material& material,
                   const std::vector<ClientFinding>& findings,
                   const std::filesystem::path& dir, const Sinks& sinks,
                   std::stop_token stop);

}  // namespace veto::logs

#endif  // VETO_AUDIT_LOGS_PACK_WRITE_H_
