// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/wacz/zip_reader.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <memory>
#include <set>

#include "base/crc32.h"
#include "base/fd.h"
#include "base/text.h"
#include "reports/bundle/manifest.h"

namespace veto::reports {
namespace {

std::unexpected<Error> not_ours(std::string_view why) {
  return fail(ErrorKind::damaged, fmt::format("not the ZIP form that a bundle "
                                              "holds: {}",
                                              why));
}

Result<std::string> bytes_at(const ZipSource& source, std::uint64_t offset,
                             std::uint64_t size) {
  if (offset > source.size || size > source.size - offset)
    return not_ours("it is cut short");
  std::string bytes(size, '\0');
  auto read = source.read(offset, bytes.data(), bytes.size());
  if (!read) return pass(read);
  return bytes;
}

struct Directory {
  std::uint64_t count = 0;
  std::uint64_t size = 0;
  std::uint64_t offset = 0;
};

// APPNOTE 4.3.14 to 4.3.16, read from the end.
Result<Directory> find_directory(const ZipSource& source) {
  if (source.size < zip::kEndSize) return not_ours("it is too short");
  constexpr std::size_t kLarge =
      zip::kEnd64Size + zip::kLocator64Size + zip::kEndSize;
  const auto tail = bytes_at(
      source, source.size - std::min<std::uint64_t>(source.size, kLarge),
      std::min<std::uint64_t>(source.size, kLarge));
  if (!tail) return std::unexpected(tail.error());
  const std::size_t end = tail->size() - zip::kEndSize;
  Directory found{zip::number(*tail, end + 10, 2),
                  zip::number(*tail, end + 12, 4),
                  zip::number(*tail, end + 16, 4)};
  if (tail->size() == kLarge && zip::number(*tail, 0, 4) == zip::kEnd64 &&
      (found.count == zip::kSeeEnd64 || zip::needs64(found.size) ||
       zip::needs64(found.offset)))
    found = {zip::number(*tail, 32, 8), zip::number(*tail, 40, 8),
             zip::number(*tail, 48, 8)};
  const std::string expected =
      zip::archive_end(found.count, found.size, found.offset);
  if (!tail->ends_with(expected)) return not_ours("what ends it");
  if (found.offset > source.size || found.size > source.size - found.offset ||
      found.offset + found.size + expected.size() != source.size)
    return not_ours("the place of its directory");
  if (found.size > kMaxDirectory)
    return fail(ErrorKind::too_large, "the directory is over the limit");
  return found;
}

// The entry at the front of the directory's bytes (4.3.12, 4.5.3).
Result<zip::Entry> parse_entry(std::string_view bytes) {
  if (bytes.size() < zip::kCentralEntrySize)
    return not_ours("its directory is cut short");
  const std::size_t name = zip::number(bytes, 28, 2);
  std::string_view extra = bytes.substr(zip::kCentralEntrySize);
  if (extra.size() < name) return not_ours("its directory is cut short");
  zip::Entry entry;
  entry.name = extra.substr(0, name);
  entry.time = static_cast<std::uint32_t>(zip::number(bytes, 12, 4));
  entry.crc = static_cast<std::uint32_t>(zip::number(bytes, 16, 4));
  entry.size = zip::number(bytes, 24, 4);
  entry.offset = zip::number(bytes, 42, 4);
  extra.remove_prefix(name);
  extra = extra.substr(0, zip::number(bytes, 30, 2));
  std::size_t at = 4;
  if (zip::needs64(entry.size) && extra.size() >= at + 16) {
    entry.size = zip::number(extra, at, 8);
    at += 16;
  }
  if (zip::needs64(entry.offset) && extra.size() >= at + 8)
    entry.offset = zip::number(extra, at, 8);
  entry.large = zip::needs64(entry.size);
  if (!bytes.starts_with(zip::central_entry(entry)))
    return not_ours(
        fmt::format("the directory's entry {}", printable(entry.name, 200)));
  return entry;
}

Result<std::vector<zip::Entry>> parse_directory(std::string_view bytes,
                                                std::uint64_t count) {
  std::vector<zip::Entry> entries;
  std::set<std::string> folded;
  while (!bytes.empty()) {
    auto entry = parse_entry(bytes);
    if (!entry) return pass(entry);
    if (!is_bundle_path(entry->name))
      return not_ours(fmt::format("a name that a bundle may not hold, {}",
                                  printable(entry->name, 200)));
    if (!folded.insert(to_lower(entry->name)).second)
      return not_ours(fmt::format("the name {} twice", entry->name));
    bytes.remove_prefix(zip::central_entry(*entry).size());
    entries.push_back(std::move(*entry));
  }
  if (entries.size() != count) return not_ours("how many entries it has");
  return entries;
}

std::uint64_t data_offset(const zip::Entry& entry) {
  return entry.offset + zip::local_header(entry).size();
}

// Whether an entry begins at `begin`, and stands as the directory says; where
// the next one begins.
Result<std::uint64_t> check_place(const ZipSource& source,
                                  const zip::Entry& entry,
                                  std::uint64_t begin) {
  const auto wrong = [&] {
    return not_ours(fmt::format("what stands around {}", entry.name));
  };
  if (entry.offset != begin) return wrong();
  const std::string header = zip::local_header(entry);
  const auto before = bytes_at(source, begin, header.size());
  if (!before) return std::unexpected(before.error());
  const std::uint64_t data = begin + header.size();
  if (*before != header || entry.size > source.size - data) return wrong();
  const std::string descriptor = zip::descriptor(entry);
  const auto behind = bytes_at(source, data + entry.size, descriptor.size());
  if (!behind) return std::unexpected(behind.error());
  if (*behind != descriptor) return wrong();
  return data + entry.size + descriptor.size();
}

}  // namespace

Result<ZipSource> zip_file(const std::filesystem::path& path) {
  // O_NONBLOCK: opening a pipe must not wait for its other end.
  auto fd = std::make_shared<Fd>(
      ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
  struct stat info {};
  if (fd->get() < 0 || ::fstat(fd->get(), &info) != 0)
    return fail(errno == ENOENT ? ErrorKind::not_found : ErrorKind::io,
                fmt::format("cannot open the file ({})", std::strerror(errno)),
                path.string());
  if (!S_ISREG(info.st_mode))
    return fail(ErrorKind::refused, "not a regular file", path.string());
  return ZipSource{
      static_cast<std::uint64_t>(info.st_size),
      [fd, path](std::uint64_t offset, char* into, std::size_t size) -> Status {
        while (size > 0) {
          const ssize_t n =
              ::pread(fd->get(), into, size, static_cast<off_t>(offset));
          if (n < 0 && errno == EINTR) continue;
          if (n <= 0)
            return fail(ErrorKind::io, "reading failed", path.string());
          into += n;
          offset += static_cast<std::uint64_t>(n);
          size -= static_cast<std::size_t>(n);
        }
        return {};
      }};
}

ZipSource zip_bytes(std::string_view bytes) {
  return {bytes.size(),
          [bytes](std::uint64_t offset, char* into, std::size_t size) {
            std::copy_n(bytes.data() + offset, size, into);
            return Status();
          }};
}

Result<std::vector<zip::Entry>> read_zip(const ZipSource& source) {
  const auto directory = find_directory(source);
  if (!directory) return std::unexpected(directory.error());
  const auto bytes = bytes_at(source, directory->offset, directory->size);
  if (!bytes) return std::unexpected(bytes.error());
  auto entries = parse_directory(*bytes, directory->count);
  if (!entries) return entries;
  std::uint64_t at = 0;
  for (const zip::Entry& entry : *entries) {
    auto next = check_place(source, entry, at);
    if (!next) return pass(next);
    at = *next;
  }
  if (at != directory->offset) return not_ours("what stands before its end");
  return entries;
}

ZipEntryReader::ZipEntryReader(const ZipSource& source, const zip::Entry& entry)
    : source_(source), entry_(entry) {}

ReadBytes ZipEntryReader::bytes() {
  return [this](char* into, std::size_t size) { return read(into, size); };
}

Result<std::size_t> ZipEntryReader::read(char* into, std::size_t size) {
  const auto taken = static_cast<std::size_t>(
      std::min<std::uint64_t>(size, entry_.size - at_));
  if (taken == 0) return taken;
  auto read = source_.read(data_offset(entry_) + at_, into, taken);
  if (!read) return pass(read);
  at_ += taken;
  sha256_.update({into, taken});
  crc_ = crc32_of({into, taken}, crc_);
  return taken;
}

Status ZipEntryReader::drain() {
  std::array<char, 65536> piece;
  for (;;) {
    auto got = read(piece.data(), piece.size());
    if (!got) return pass(got);
    if (*got == 0) return {};
  }
}

}  // namespace veto::reports
