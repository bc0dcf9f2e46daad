// SPDX-License-Identifier: GPL-3.0-or-later
//
// Walks a WARC file (ISO 28500:2017, Annex D: a gzip member for each record)
// from its first byte to its last, in memory bounded by the limits of
// crawler/warc_reader.h, whatever the records' size.

#ifndef VETO_CRAWLER_API_WARC_WALK_H_
#define VETO_CRAWLER_API_WARC_WALK_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "base/digest.h"
#include "base/error.h"
#include "base/gunzip.h"
#include "base/time.h"

namespace veto::crawler {

struct WarcSeen {
  std::uint64_t offset = 0;  // of its gzip member in the file
  std::uint64_t length = 0;  // of the member
  Digest member;             // of the member's bytes
  std::string type;          // "response", "revisit", ...
  std::string url;           // WARC-Target-URI, or ""
  std::optional<UtcTime> time;
  // Of a response or a revisit, by its HTTP head: its status, else 0, and the
  // essence of its Content-Type, else "". Of other records the latter alone,
  // by the record's own field.
  int status = 0;
  std::string mime;
  std::string payload_digest;  // as the record states it, or ""
  // Where digests were compared: what does not fit; "" when all does.
  std::string fault;
};

enum class WarcDepth {
  heads,    // what a record says of itself
  digests,  // and that its block and its payload have the SHA-256 it states
};

// In the order of the file. Errors: those of the bytes' source and of `visit`;
// damaged (a member that is no gzip or holds anything but one record, a record
// that does not end where it says) and too_large (a header over the limits),
// naming the offset of the member. What came before was visited.
Status walk_warc(const ReadBytes& file, WarcDepth depth,
                 const std::function<Status(const WarcSeen&)>& visit);

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_API_WARC_WALK_H_
