// SPDX-License-Identifier: GPL-3.0-or-later
//
// Access logs, and operators' address lists to judge them by, as they are kept
// in a case: byte for byte as delivered, under logs/, named by the first
// digits of their digest.

#ifndef VETO_AUDIT_LOGS_IMPORT_LOG_H_
#define VETO_AUDIT_LOGS_IMPORT_LOG_H_

#include <filesystem>
#include <vector>

#include "audit/logs/address_history.h"
#include "base/case.h"
#include "base/error.h"
#include "base/stage.h"

namespace veto::logs {

// Copies the log into the case, unless the same bytes are there already, and
// writes a custody event. Returns its path relative to the case. Errors:
// not_found, io.
Result<std::filesystem::path> import_log(Case& the_case,
                                         const std::filesystem::path& log);

// The same for every address list of the folder, into logs/addresses/. Errors:
// those of list_address_files, io.
Result<std::vector<AddressFile>> import_address_lists(
    Case& the_case, const std::filesystem::path& folder, const Sinks& sinks);

// The same for the anchors of logs, with the time stamps beside them. Errors:
// not_found, io, those of read_anchors().
Result<std::filesystem::path> import_anchors(Case& the_case,
                                             const std::filesystem::path& file);

// The same for the answers of the DNS in that folder, where there are any.
// Errors: io.
Status import_name_answers(Case& the_case, const std::filesystem::path& folder);

}  // namespace veto::logs

#endif  // VETO_AUDIT_LOGS_IMPORT_LOG_H_
