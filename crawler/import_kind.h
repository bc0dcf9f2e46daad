// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a file is, by its first bytes and, where these do not say, its name.

#ifndef VETO_CRAWLER_IMPORT_KIND_H_
#define VETO_CRAWLER_IMPORT_KIND_H_

#include <cstddef>
#include <string>
#include <string_view>

namespace veto::crawler {

// Enough for every kind below.
inline constexpr std::size_t kSniffBytes = 4096;

enum class FileKind { page, image, mhtml, har, warc, zip, other };

// `front` is the file's first kSniffBytes, or all of it. gzip counts as warc:
// whether it is one shows when it is read.
FileKind file_kind(std::string_view front, std::string_view name);

// "image/jpeg", "text/html", ...; "application/octet-stream" where nothing
// says.
std::string mime_of(std::string_view front, std::string_view name);

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_IMPORT_KIND_H_
