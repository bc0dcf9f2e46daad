// SPDX-License-Identifier: GPL-3.0-or-later
//
// The only user of libarchive, and of it only the zip reader.

#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>

#include <algorithm>
#include <fstream>

#include "base/text.h"
#include "crawler/import_files.h"

namespace veto::crawler {
namespace {

constexpr std::uint64_t kMaxEntries = 1'000'000;
constexpr std::size_t kReadAhead = 64 * 1024;

struct Closer {
  void operator()(struct archive* zip) const { archive_read_free(zip); }
};
using Zip = std::unique_ptr<struct archive, Closer>;

std::unexpected<Error> damaged(struct archive* zip, const std::string& where) {
  const char* said = archive_error_string(zip);
  return fail(ErrorKind::damaged,
              fmt::format("the zip archive cannot be read ({})",
                          printable(said ? said : "no reason given", 200)),
              where);
}

Result<Zip> open_zip(const std::filesystem::path& path) {
  Zip zip(archive_read_new());
  if (!zip) return fail(ErrorKind::bug, "no memory for an archive");
  archive_read_support_format_zip(zip.get());
  if (archive_read_open_filename(zip.get(), path.c_str(), kReadAhead) !=
      ARCHIVE_OK)
    return damaged(zip.get(), path.string());
  return zip;
}

// Without the directory at its end, what it held besides cannot be known:
// libarchive then reads the entries as they come and reports no loss. It lies
// before a comment of 64 KiB at the most.
bool has_directory(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary | std::ios::ate);
  const std::streamoff size = file.tellg();
  const std::streamoff tail = std::min<std::streamoff>(size, (64 << 10) + 22);
  std::string bytes(static_cast<std::size_t>(std::max<std::streamoff>(tail, 0)),
                    '\0');
  file.seekg(size - tail);
  file.read(bytes.data(), tail);
  return bytes.find("PK\x05\x06") != std::string::npos;
}

std::string name_of(archive_entry* entry) {
  const char* name = archive_entry_pathname_utf8(entry);
  if (name == nullptr) name = archive_entry_pathname(entry);
  return name == nullptr ? std::string() : std::string(name);
}

// Names are never opened; one that leads out says that somebody tried.
bool leads_out(const std::string& name) {
  if (name.empty() || name.front() == '/' ||
      name.find('\\') != std::string::npos ||
      name.find('\0') != std::string::npos)
    return true;
  const auto parts = split(name, '/');
  return std::ranges::any_of(
      parts, [](std::string_view part) { return part == ".."; });
}

WalkedFile file_of(archive_entry* entry) {
  WalkedFile file;
  file.name = name_of(entry);
  if (archive_entry_mtime_is_set(entry) != 0)
    file.time = from_micros(
        static_cast<std::int64_t>(archive_entry_mtime(entry)) * 1'000'000);
  if (leads_out(file.name))
    file.refused = "a name that leads out of the archive";
  else if (archive_entry_is_encrypted(entry) != 0)
    file.refused = "encrypted";
  else if (archive_entry_filetype(entry) != AE_IFREG)
    file.refused = "no ordinary file";
  return file;
}

ReadBytes data_of(struct archive* zip, const std::string& name) {
  return [zip, name](char* into, std::size_t size) -> Result<std::size_t> {
    const auto got = archive_read_data(zip, into, size);
    if (got < 0) return damaged(zip, name);
    return static_cast<std::size_t>(got);
  };
}

}  // namespace

Status walk_zip(const std::filesystem::path& path, const ImportBudget& budget,
                const VisitFile& visit) {
  auto zip = open_zip(path);
  if (!zip) return pass(zip);
  for (std::uint64_t count = 0;; ++count) {
    archive_entry* entry = nullptr;
    const int code = archive_read_next_header(zip->get(), &entry);
    if (code == ARCHIVE_EOF) break;
    // A warning is about a name's character set.
    if (code != ARCHIVE_OK && code != ARCHIVE_WARN)
      return damaged(zip->get(), path.filename().string());
    if (count == kMaxEntries)
      return fail(ErrorKind::too_large, "over a million entries",
                  path.filename().string());
    if (archive_entry_filetype(entry) == AE_IFDIR) continue;
    const WalkedFile file = file_of(entry);
    const ReadBytes bytes =
        file.refused.empty()
            ? within(budget, data_of(zip->get(), printable(file.name, 200)))
            : ReadBytes();
    auto visited = visit(file, bytes);
    if (!visited) return visited;
  }
  if (has_directory(path)) return {};
  return fail(ErrorKind::damaged, "the zip archive is cut short",
              path.filename().string());
}

}  // namespace veto::crawler
