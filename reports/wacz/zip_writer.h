// SPDX-License-Identifier: GPL-3.0-or-later
//
// Writes a ZIP archive of any size in one pass, in the form of zip_format.h:
// each byte goes to the disk and to the digests at once.

#ifndef VETO_REPORTS_WACZ_ZIP_WRITER_H_
#define VETO_REPORTS_WACZ_ZIP_WRITER_H_

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/file.h"
#include "base/time.h"
#include "reports/bundle/bag_files.h"
#include "reports/bundle/running_hash.h"
#include "reports/wacz/pieces.h"
#include "reports/wacz/zip_format.h"

namespace veto::reports {

// An entry that was written; its SHA-256 in hexadecimal.
struct ZippedFile {
  std::string name;
  std::string sha256;
  std::uint64_t size = 0;
};

class ZipWriter {
 public:
  // `path` must not exist; `time` is that of all entries. Errors: io.
  static Result<ZipWriter> create(const std::filesystem::path& path,
                                  UtcTime time);

  // Names are ASCII, relative and unlike each other: the caller's care. What is
  // `large` may have 4 GiB and more.
  Status begin(std::string_view name, bool large);
  Status write(Piece piece);
  Result<ZippedFile> end();
  // The three at once.
  Result<ZippedFile> add(std::string_view name, std::string bytes);

  // Writes the directory and makes the file durable; its digests. Errors: io.
  Result<FileDigests> finish();

 private:
  // Of the entry that is being written.
  struct Open {
    RunningHash sha256{EVP_sha256()};
    std::uint32_t crc = 0;
    PieceThread thread{[this](std::string_view piece) { take(piece); }};

    void take(std::string_view piece);
  };
  // Of the whole file; what a thread has may be read once it is finished, and
  // `written` once `failed` is set.
  struct Whole {
    AppendFile file;
    std::uint64_t sync_begun_to = 0;
    Status written;
    std::atomic<bool> failed = false;
    RunningHash sha256{EVP_sha256()};
    RunningHash sha512{EVP_sha512()};
    PieceThread disk{[this](std::string_view piece) { append(piece); }};
    PieceThread first{[this](std::string_view piece) { sha256.update(piece); }};
    PieceThread second{
        [this](std::string_view piece) { sha512.update(piece); }};

    void append(std::string_view piece);
  };

  ZipWriter() = default;
  Status put(Piece piece);
  Status put(std::string bytes) {
    return put(std::make_shared<const std::string>(std::move(bytes)));
  }

  std::uint32_t time_ = 0;
  std::uint64_t size_ = 0;
  std::unique_ptr<Whole> whole_;
  std::unique_ptr<Open> open_;
  std::vector<zip::Entry> entries_;
};

}  // namespace veto::reports

#endif  // VETO_REPORTS_WACZ_ZIP_WRITER_H_
