// SPDX-License-Identifier: GPL-3.0-or-later
//
// MHTML (RFC 2557), as browsers save a page with its images in one file ->
// entries. Each part has the address it was fetched from; the date is that of
// the whole.

#ifndef VETO_CRAWLER_IMPORT_MHTML_H_
#define VETO_CRAWLER_IMPORT_MHTML_H_

#include <string_view>

#include "crawler/import_entry.h"

namespace veto::crawler {

inline constexpr std::uint64_t kMaxMhtmlBytes = 256u << 20;

// Errors: damaged (no multipart message, no closing boundary: what came before
// was taken); those of sinks.take.
Status read_mhtml(std::string_view bytes, const ImportLimits& limits,
                  const ImportSinks& sinks);

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_IMPORT_MHTML_H_
