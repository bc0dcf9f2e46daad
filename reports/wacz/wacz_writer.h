// SPDX-License-Identifier: GPL-3.0-or-later
//
// Writes WARC files into one WACZ 1.1.1, which ReplayWeb.page and its like
// show. Form: wacz_format.h; the archive's: zip_format.h.
//
// Each WARC file is read once, from its first byte to its last, and goes in
// byte for byte: the same reading gives the archive's digests, the file's own,
// and the index of its records. Memory is bounded whatever their size: a few
// pieces of 1 MiB, LineSorter::kMaxSorted, and a list of a thousandth of the
// index.

#ifndef VETO_REPORTS_WACZ_WACZ_WRITER_H_
#define VETO_REPORTS_WACZ_WACZ_WRITER_H_

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/time.h"
#include "reports/bundle/bag_files.h"
#include "reports/seal/signing_key.h"
#include "reports/wacz/warc_sink.h"

namespace veto::reports {

struct WaczSource {
  std::filesystem::path path;  // a WARC file, a gzip member a record
  std::string name;  // in archive/: [A-Za-z0-9._-], unlike the others'
};

// An entry point for whoever looks at it.
struct WaczPage {
  std::string id;
  std::string url;
  std::string title;  // may be empty
  UtcTime time;
};
using VisitWaczPage = std::function<Status(const WaczPage&)>;

struct WaczOrder {
  std::vector<WaczSource> warcs;
  // Makes further ones, after those. None where empty.
  std::function<Status(WarcSink&)> write_warcs;
  // Hands over each page; the first one is the main page. None where empty.
  std::function<Status(const VisitWaczPage&)> pages;
  std::string title;
  std::string description;
  UtcTime created;
  std::string software;
  // Signs it, where it is a key on P-384; else it stays unsigned. Not owned.
  const SigningKey* key = nullptr;
};

struct WrittenWacz {
  FileDigests digests;  // of the whole file
  bool is_signed = false;
  std::uint64_t records = 0;  // in the index
};

// `path`, which must not exist, in a folder that does. Errors: io; not_found;
// refused (a source that is no regular file); damaged (a WARC file whose
// records cannot be read from end to end); too_large; bug (a name); those of
// order.write_warcs and order.pages. After an error the file is worth nothing.
Result<WrittenWacz> write_wacz(const std::filesystem::path& path,
                               const WaczOrder& order);

}  // namespace veto::reports

#endif  // VETO_REPORTS_WACZ_WACZ_WRITER_H_
