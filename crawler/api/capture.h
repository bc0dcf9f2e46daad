// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the crawler saw of one URL: one Capture per HTTP response, redirects
// included, or per failed attempt.

#ifndef VETO_CRAWLER_API_CAPTURE_H_
#define VETO_CRAWLER_API_CAPTURE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/digest.h"
#include "base/time.h"

namespace veto::crawler {

// Field names as received; order and repeats kept.
using Headers = std::vector<std::pair<std::string, std::string>>;

// First field of that name, compared without case.
std::optional<std::string> find_header(const Headers& headers,
                                       std::string_view name);
// Every field of that name, in order.
std::vector<std::string> all_headers(const Headers& headers,
                                     std::string_view name);

// Why a URL was asked for.
enum class Target {
  seed,
  page,
  image,
  robots,
  sitemap,  // also an index of sitemaps
  feed,     // RSS, Atom
  // Where a site may state its opt-outs: ai.txt and its like, licences of RSL
  // (crawler/signal_files.h). Asked for whether or not a page of that URL was.
  signal_file,
};

// What became of it. `fetched`, `postponed` and `too_large` have a WARC record;
// `failed` has one where an answer came, be it that it broke off after its
// head.
enum class Outcome {
  fetched,        // a response came, whatever its status
  postponed,      // 429 or 503: asked for again, which is another capture
  robots_denied,  // our own crawl obeys robots.txt
  out_of_scope,   // the user's scope does not hold it
  failed,         // no usable response, or 429 or 503 to the last: `problem`
  too_large,      // cut at a limit; the record is marked WARC-Truncated
  cancelled,      // stopped before it ended; asked for again next time
  over_limit,     // a limit of the user's was reached: see `problem`
  trap,           // one of endless URLs that lead nowhere: see `problem`
};

// Why a body is not whole: WARC-Truncated.
enum class Truncation { none, length, time, disconnect };

std::string_view to_string(Target target);
std::string_view to_string(Outcome outcome);
// "" for none.
std::string_view to_string(Truncation truncation);

struct Capture {
  // SHA-256 of the response record's bytes (uncompressed), in hex; for an
  // attempt without response, of "run url outcome".
  std::string id;
  std::string run_id;
  std::string url;  // serialised, without fragment
  Target target = Target::page;
  Outcome outcome = Outcome::fetched;
  std::string problem;  // one sentence when there was no usable response
  UtcTime time;         // when the request began: its WARC-Date
  int status = 0;       // HTTP status; 0 without a response
  Headers headers;      // of the response
  // A server that was asked whether an earlier answer still stands said so
  // (304). `status`, `headers` and the payload are then those that stand: the
  // earlier ones, with the fields that came with the 304.
  bool not_modified = false;
  std::string mime;         // essence of Content-Type in lower case, or ""
  std::string redirect_to;  // absolute URL of a 3xx's Location, or ""
  std::string via;          // the URL that led here, or ""
  std::string remote_ip;
  // Of the entity body with Content-Encoding kept (the WARC payload digest),
  // and its size.
  Digest payload_digest;
  std::uint64_t payload_size = 0;
  Truncation truncation = Truncation::none;
  // The capture whose record holds the payload; "" when this one's does.
  std::string revisit_of;
  // Where the response record's gzip member lies, relative to the case.
  std::string warc_file;
  std::uint64_t warc_offset = 0;
  std::uint64_t warc_length = 0;
  // Of a capture that this program did not fetch but took from a file of the
  // user's: that file (crawler/api/imports.h) and the entry in it. Such a
  // capture shows less than a fetch of our own. Its `time` is the source's
  // word; `status` is 0 where the source holds no HTTP exchange, and then its
  // WARC record is a "resource". Empty for what was fetched.
  std::string import_id;
  std::string import_entry;

  bool imported() const { return !import_id.empty(); }
  // A body came that stands for the URL: a 2xx answer, or a file's bytes.
  bool has_resource() const {
    return (status >= 200 && status <= 299) || (imported() && status == 0);
  }
};

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_API_CAPTURE_H_
