// SPDX-License-Identifier: GPL-3.0-or-later
//
// WARC files of any writer (WARC 1.0 and 1.1, gzip or plain) -> entries: its
// HTTP responses, and its resources with an http or https address.

#ifndef VETO_CRAWLER_IMPORT_WARC_H_
#define VETO_CRAWLER_IMPORT_WARC_H_

#include "crawler/import_bytes.h"
#include "crawler/import_entry.h"

namespace veto::crawler {

// `prefix` stands before the entries' names: the file's name in an archive.
// A record whose block digest (sha1 or sha256) does not match is lost, not
// taken. Errors: those of WarcStream::next(); what came before was taken.
Status read_warc(const ReadBytes& bytes, std::string_view prefix,
                 const ImportLimits& limits, const ImportSinks& sinks);

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_IMPORT_WARC_H_
