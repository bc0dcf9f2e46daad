// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a log's file is called in a lesser edition. In a case its name begins
// with 16 digits of its SHA-256, by which what is left out of a short log could
// be tried.

#ifndef VETO_REPORTS_EDITION_LOG_NAMES_H_
#define VETO_REPORTS_EDITION_LOG_NAMES_H_

#include <string>

#include "audit/logs/logs.h"
#include "reports/edition/aliases.h"

namespace veto::reports {

// "alias-<16 digits of its name>-access.log" for one that begins so; any other
// as it is. The file's digests are still its own.
std::string log_name_in_edition(const logs::LogFile& file, Aliases& aliases);

}  // namespace veto::reports

#endif  // VETO_REPORTS_EDITION_LOG_NAMES_H_
