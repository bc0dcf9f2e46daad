// SPDX-License-Identifier: GPL-3.0-or-later
//
// Reads a ZIP archive in the one form of zip_format.h, and no other: every byte
// before, between and behind the entries must be what would be written for
// them, so that nothing hides in the archive and no two readers see it unlike.
// Input is hostile: names are labels, memory is bounded by kMaxDirectory.

#ifndef VETO_REPORTS_WACZ_ZIP_READER_H_
#define VETO_REPORTS_WACZ_ZIP_READER_H_

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/gunzip.h"
#include "reports/bundle/running_hash.h"
#include "reports/wacz/zip_format.h"

namespace veto::reports {

inline constexpr std::uint64_t kMaxDirectory = 16u << 20;  // bytes

// Bytes that can be read at any place.
struct ZipSource {
  std::uint64_t size = 0;
  // Exactly `size` bytes at `offset`, which lie within. Errors: io.
  std::function<Status(std::uint64_t offset, char* into, std::size_t size)>
      read;
};

// Never follows a link. Errors: not_found, io, refused (no regular file).
Result<ZipSource> zip_file(const std::filesystem::path& path);
// Of bytes that outlive it.
ZipSource zip_bytes(std::string_view bytes);

// In the order in which they lie. Errors: io; damaged, with the reason (another
// form, a name that is no bundle path or comes twice, a comment, ...);
// too_large (a directory over the limit).
Result<std::vector<zip::Entry>> read_zip(const ZipSource& source);

// The content of an entry that read_zip() returned, hashed while it is read.
class ZipEntryReader {
 public:
  ZipEntryReader(const ZipSource& source, const zip::Entry& entry);
  ZipEntryReader(const ZipEntryReader&) = delete;
  ZipEntryReader& operator=(const ZipEntryReader&) = delete;

  // Must not outlive the reader. Errors: io.
  ReadBytes bytes();
  // Reads what is left. Errors: io.
  Status drain();
  // Once it was read to its end: whether its CRC is the one that was stated.
  bool crc_fits() const { return crc_ == entry_.crc; }
  std::string sha256() { return sha256_.hex(); }

 private:
  Result<std::size_t> read(char* into, std::size_t size);

  const ZipSource& source_;
  const zip::Entry& entry_;
  std::uint64_t at_ = 0;  // in the content
  std::uint32_t crc_ = 0;
  RunningHash sha256_{EVP_sha256()};
};

}  // namespace veto::reports

#endif  // VETO_REPORTS_WACZ_ZIP_READER_H_
