// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/embedded/zip_entry.h"

#include <algorithm>
#include <optional>

#include "audit/embedded/numbers.h"
#include "base/gzip.h"

namespace veto::embedded {
namespace {

using std::string_view_literals::operator""sv;

// APPNOTE.TXT, sections 4.3.16, 4.3.12 and 4.3.7.
constexpr auto kEndRecord = "PK\5\6"sv, kDirectoryRecord = "PK\1\2"sv,
               kLocalRecord = "PK\3\4"sv;
constexpr std::size_t kEndSize = 22, kDirectorySize = 46, kLocalSize = 30;
constexpr std::size_t kMaxComment = 65'535;
constexpr std::uint64_t kStored = 0, kDeflated = 8;
constexpr std::uint64_t kEncrypted = 1;  // of the flags

// Where the directory begins.
std::optional<std::uint64_t> directory_of(std::string_view archive) {
  if (archive.size() < kEndSize) return std::nullopt;
  const std::size_t last = archive.size() - kEndSize;
  const auto end = archive.rfind(kEndRecord, last);
  if (end == archive.npos || last - end > kMaxComment) return std::nullopt;
  return little_endian(archive, end + 16, 4);
}

// The directory's record of it; "" where there is none.
std::string_view record_of(std::string_view archive, std::uint64_t at,
                           std::string_view name) {
  for (std::size_t seen = 0; seen < kMaxZipEntries; ++seen) {
    const std::string_view record = part(archive, at, archive.size());
    if (!record.starts_with(kDirectoryRecord)) return {};
    const std::uint64_t length = little_endian(record, 28, 2);
    if (part(record, kDirectorySize, length) == name) return record;
    at += kDirectorySize + length + little_endian(record, 30, 2) +
          little_endian(record, 32, 2);
  }
  return {};
}

}  // namespace

Result<ZipEntry> zip_entry(std::string_view archive, std::string_view name,
                           std::uint64_t max_bytes) {
  const auto directory = directory_of(archive);
  const std::string_view record =
      directory ? record_of(archive, *directory, name) : std::string_view();
  if (record.empty())
    return fail(ErrorKind::not_found, "the archive has no such entry");
  if ((little_endian(record, 8, 2) & kEncrypted) != 0)
    return fail(ErrorKind::unsupported, "the entry is encrypted");
  const std::uint64_t size = little_endian(record, 24, 4);
  if (size > max_bytes)
    return fail(ErrorKind::too_large, "the entry is too large");
  const std::uint64_t at = little_endian(record, 42, 4);
  const std::string_view local = part(archive, at, archive.size());
  if (!local.starts_with(kLocalRecord))
    return fail(ErrorKind::damaged, "the entry is not where it should be");
  const std::uint64_t data =
      kLocalSize + little_endian(local, 26, 2) + little_endian(local, 28, 2);
  const std::string_view packed =
      part(local, data, little_endian(record, 20, 4));
  ZipEntry entry;
  entry.offset = std::size_t(at + data);
  const std::uint64_t method = little_endian(record, 10, 2);
  if (method == kStored) {
    entry.bytes = packed;
  } else if (method == kDeflated) {
    auto inflated = inflate_body(packed, size);
    if (!inflated) return pass(inflated);
    entry.bytes = *std::move(inflated);
  } else {
    return fail(ErrorKind::unsupported, "the entry is packed in another way");
  }
  if (entry.bytes.size() != size)
    return fail(ErrorKind::damaged, "the entry is not whole");
  return entry;
}

}  // namespace veto::embedded
