// SPDX-License-Identifier: GPL-3.0-or-later
//
// The few bytes of a tar archive (POSIX.1-2017, pax, "ustar Interchange
// Format") around files that are streamed into it.

#ifndef VETO_REPORTS_EDITION_TAR_FORMAT_H_
#define VETO_REPORTS_EDITION_TAR_FORMAT_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "base/error.h"
#include "base/time.h"

namespace veto::reports {

// Before a file's bytes; mode 0600. Errors: bug (a name over 100 bytes);
// too_large (8 GiB and more).
Result<std::string> tar_header(std::string_view name, std::uint64_t size,
                               UtcTime time);
// Behind a file of that size.
std::string tar_padding(std::uint64_t size);
// Behind the last file.
std::string tar_end();

}  // namespace veto::reports

#endif  // VETO_REPORTS_EDITION_TAR_FORMAT_H_
