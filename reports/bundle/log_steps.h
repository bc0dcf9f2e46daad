// SPDX-License-Identifier: GPL-3.0-or-later
//
// What VERIFY.txt says of the commitments to logs: how one proof is checked by
// hand, and how sealed logs are opened.

#ifndef VETO_REPORTS_BUNDLE_LOG_STEPS_H_
#define VETO_REPORTS_BUNDLE_LOG_STEPS_H_

#include <filesystem>
#include <string>

#include "base/error.h"

namespace veto::reports {

// Of the bundle under construction in `dir`; "" where no line of a log is
// shown. Errors: io, damaged.
Result<std::string> log_steps(const std::filesystem::path& dir);

}  // namespace veto::reports

#endif  // VETO_REPORTS_BUNDLE_LOG_STEPS_H_
