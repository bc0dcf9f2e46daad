// SPDX-License-Identifier: GPL-3.0-or-later
//
// One entry of a ZIP archive in memory (APPNOTE.TXT 6.3.10), found by the
// directory at its end. For the worker's box, where nothing can be opened: a
// few entries are read by name, and no other is touched.
//
// Entries are stored or deflated; ZIP64, encryption and archives in several
// parts are not read.

#ifndef VETO_AUDIT_EMBEDDED_ZIP_ENTRY_H_
#define VETO_AUDIT_EMBEDDED_ZIP_ENTRY_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/error.h"

namespace veto::embedded {

inline constexpr std::size_t kMaxZipEntries = 65'535;  // of a directory

struct ZipEntry {
  std::size_t offset = 0;  // in the archive, of its data as they lie there
  std::string bytes;
};

// The first of that name, letter for letter. Errors: not_found (also where
// there is no directory), damaged, unsupported, too_large.
Result<ZipEntry> zip_entry(std::string_view archive, std::string_view name,
                           std::uint64_t max_bytes);

}  // namespace veto::embedded

#endif  // VETO_AUDIT_EMBEDDED_ZIP_ENTRY_H_
