// SPDX-License-Identifier: GPL-3.0-or-later
//
// Copies a file byte for byte and makes the copy durable.

#ifndef VETO_REPORTS_BUNDLE_COPY_H_
#define VETO_REPORTS_BUNDLE_COPY_H_

#include <filesystem>

#include "base/error.h"

namespace veto::reports {

// Makes the folder of `to` where it is missing; `to` must not exist. Errors:
// not_found; io; refused, when `from` is not a regular file.
Status copy_evidence(const std::filesystem::path& from,
                     const std::filesystem::path& to);

}  // namespace veto::reports

#endif  // VETO_REPORTS_BUNDLE_COPY_H_
