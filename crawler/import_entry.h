// SPDX-License-Identifier: GPL-3.0-or-later
//
// What readers of saved pages, HAR, WARC and archives give: entries that may
// be pages or images, and an account of everything else they met. A reader
// trusts nothing: it never writes a file, names are labels only, and what it
// takes into memory is bounded by ImportLimits.

#ifndef VETO_CRAWLER_IMPORT_ENTRY_H_
#define VETO_CRAWLER_IMPORT_ENTRY_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"
#include "base/gunzip.h"
#include "base/time.h"
#include "crawler/api/page.h"

namespace veto::crawler {

struct ImportEntry {
  std::string name;  // where in the source: "entry 12", "photos/a.jpg"
  std::string url;   // as the source says, or a file: URL
  // When it was captured, by the source's own account, and which that is
  // ("WARC-Date", "file time"); without one, the time of the import.
  std::optional<UtcTime> time;
  std::string time_basis;
  // The head of the HTTP response; empty where the source holds no exchange.
  std::string head;
  // What was done to the source's form, one sentence, or "".
  std::string altered;
  std::string body;  // transfer coding removed
  std::string mime;  // without a head
  std::string remote_ip;
  bool cut = false;  // the source holds it in part
  // Already read, where links lead to other files of the source.
  std::optional<Page> page;
};

struct ImportLimits {
  std::uint64_t max_body = 40u << 20;  // bytes of one entry
  // Bytes that all entries of a source may unpack to.
  std::uint64_t max_unpacked = std::uint64_t{1} << 30;
};

// Where a reader hands its entries. Every entry goes to exactly one of the
// three; an error of take() ends the import.
struct ImportSinks {
  std::function<Status(ImportEntry)> take;
  // By design: neither page nor image.
  std::function<void(std::string_view reason, std::string_view name)> pass_over;
  // Might have been one, and could not be read.
  std::function<void(std::string_view reason, std::string_view name)> lose;
};

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_IMPORT_ENTRY_H_
