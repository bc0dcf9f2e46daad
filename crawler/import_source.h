// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the user handed over: which kind it is, and how it is read.

#ifndef VETO_CRAWLER_IMPORT_SOURCE_H_
#define VETO_CRAWLER_IMPORT_SOURCE_H_

#include <filesystem>
#include <string>

#include "base/digest.h"
#include "crawler/import_entry.h"
#include "crawler/import_files.h"

namespace veto::crawler {

enum class SourceKind {
  saved_page,
  image,
  folder,
  zip,
  wacz,
  har,
  warc,
  mhtml
};

std::string_view to_string(SourceKind kind);  // "saved page", "HAR", ...

// Errors: not_found; io; usage, for a file of no kind it knows.
Result<SourceKind> source_kind(const std::filesystem::path& path);

struct Source {
  std::filesystem::path path;
  SourceKind kind = SourceKind::folder;
  std::string name;  // of the file or folder, without the way to it
  std::string url;   // --url, or ""
};

// Of the file; of a folder or a page with its folder, of their list
// (ImportedSource::digest). Errors: io.
struct SourceDigest {
  Digest digest;
  std::uint64_t bytes = 0;
};
Result<SourceDigest> digest_of(const Source& source,
                               const ImportLimits& limits);

// Errors: those of the readers (what came before was taken), and of
// sinks.take.
Status read_source(const Source& source, const ImportLimits& limits,
                   const ImportSinks& sinks);

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_IMPORT_SOURCE_H_
