// SPDX-License-Identifier: GPL-3.0-or-later
//
// Makes an exchange's WARC records, each a gzip member: the response, or a
// revisit where the payload is stored already, then request and metadata.

#ifndef VETO_CRAWLER_ARCHIVE_H_
#define VETO_CRAWLER_ARCHIVE_H_

#include "crawler/known_captures.h"
#include "crawler/prepare.h"

namespace veto::crawler {

// Expects prepared.capture described; completes its id and revisit_of, and
// fills in prepared.members.
void archive(const Fetched& fetched, KnownCaptures& known, Prepared& prepared);

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_ARCHIVE_H_
