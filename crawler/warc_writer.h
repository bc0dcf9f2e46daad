// SPDX-License-Identifier: GPL-3.0-or-later
//
// Appends compressed records to captures/veto-<run>-<nnnnn>.warc.gz, one gzip
// member each (WARC 1.1, Annex D), a new file at 1 GB. One writer a process.
//
// What counts is what the index acknowledged. On opening, bytes beyond the
// acknowledged size of a file were being written when a crash came: they are
// kept aside, as FILE.at-OFFSET.torn, and the file is cut back. So is a file
// of which nothing is acknowledged, as FILE.unacknowledged. A file shorter than
// acknowledged is damage and is reported as such.
//
// Each file holds every certificate chain that its metadata records name.

#ifndef VETO_CRAWLER_WARC_WRITER_H_
#define VETO_CRAWLER_WARC_WRITER_H_

#include <cstdint>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <string_view>

#include "base/error.h"
#include "base/file.h"
#include "base/time.h"
#include "crawler/tls_info.h"

namespace veto::crawler {

// Acknowledged sizes by file name, without folder.
using WarcSizes = std::map<std::string, std::uint64_t>;

struct WarcPlace {
  std::string file;  // "captures/veto-....warc.gz"
  std::uint64_t offset = 0;
};

class WarcWriter {
 public:
  static constexpr std::uint64_t kMaxFileBytes = 1'000'000'000;

  struct Options {
    std::filesystem::path case_dir;
    std::string run_id;
    std::string user_agent;
    UtcTime now;
    std::uint64_t max_file_bytes = kMaxFileBytes;
  };

  // Goes on with the run's newest file, or begins the first one; the next one
  // where that was time-stamped meanwhile (FILE.1.tsr).
  // Errors: io; damaged, when a file is missing or shorter than acknowledged.
  static Result<WarcWriter> open(Options options,
                                 const WarcSizes& acknowledged);

  // Appends members that belong together, before them the chain of the
  // connection they came by (or null) where this file has none yet; `time` is
  // theirs. Errors: io; then nothing of them is in the file.
  Result<WarcPlace> append(std::string_view members,
                           const TlsInfo* tls = nullptr, UtcTime time = {});
  // Until this returns without error nothing appended counts as kept.
  Status sync();
  // The index holds everything up to here.
  void acknowledge();
  // Cuts off what was appended since; best effort, the next open does it too.
  void roll_back();
  // Name and size of the file being written, for the index.
  std::string file_name() const;
  std::uint64_t file_size() const { return file_.size(); }
  // Bytes that open() set aside, by the name under which they are kept, without
  // folder: an event for the custody log.
  const WarcSizes& set_aside() const { return set_aside_; }

 private:
  Status begin_file(int number);

  Options options_;
  int number_ = 0;
  AppendFile file_;
  std::uint64_t acknowledged_ = 0;
  std::set<Digest> chains_;  // in this file, written by this process
  WarcSizes set_aside_;
};

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_WARC_WRITER_H_
