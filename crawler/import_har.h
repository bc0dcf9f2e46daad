// SPDX-License-Identifier: GPL-3.0-or-later
//
// HAR 1.2 files (HTTP Archive, as browsers' developer tools save them) ->
// entries. Read as a stream: memory holds one entry and the longest string.
//
// What a HAR holds is not what was on the wire: bodies are decoded, and text
// is Unicode whatever its charset was. The head is written anew from the
// fields it lists, with what the body no longer has (content and transfer
// coding, length, charset) renamed X-Archive-Orig-...; Set-Cookie is left out,
// since it opens the session of whoever saved the file.

#ifndef VETO_CRAWLER_IMPORT_HAR_H_
#define VETO_CRAWLER_IMPORT_HAR_H_

#include <istream>

#include "crawler/import_entry.h"

namespace veto::crawler {

inline constexpr std::uint64_t kMaxHarBytes = 512u << 20;
inline constexpr int kMaxHarDepth = 64;

// Errors: damaged (no JSON, with where; no HAR; nested too deeply); what came
// before was taken. The caller bounds the size.
Status read_har(std::istream& in, const ImportLimits& limits,
                const ImportSinks& sinks);

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_IMPORT_HAR_H_
