// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/import_source.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>

#include "base/file.h"
#include "base/text.h"
#include "crawler/import_har.h"
#include "crawler/import_kind.h"
#include "crawler/import_mhtml.h"
#include "crawler/import_saved.h"
#include "crawler/import_warc.h"

namespace veto::crawler {
namespace {

namespace fs = std::filesystem;

// Ten times what pages usually compress to, and room for small files.
constexpr std::uint64_t kUnpackFactor = 100;

bool is_warc_name(std::string_view name) {
  const std::string lower = to_lower(name);
  return lower.ends_with(".warc") || lower.ends_with(".warc.gz");
}

// A page's own folder: "page_files", "page-Dateien", "page.files".
bool belongs_to(const std::string& folder, const std::string& stem) {
  return folder.size() > stem.size() && folder.starts_with(stem) &&
         std::string_view("_-. ").find(folder[stem.size()]) !=
             std::string_view::npos;
}

std::vector<std::string> page_and_folders(const fs::path& page) {
  std::vector<std::string> names;
  std::error_code code;
  for (fs::directory_iterator at(page.parent_path(), code), end;
       !code && at != end; at.increment(code)) {
    const std::string name = at->path().filename().string();
    if (at->is_directory(code) && belongs_to(name, page.stem().string()))
      names.push_back(name);
  }
  std::ranges::sort(names);
  names.insert(names.begin(), page.filename().string());
  return names;
}

std::uint64_t size_of(const fs::path& path) {
  std::error_code code;
  const auto size = fs::file_size(path, code);
  return code ? 0 : size;
}

ImportLimits limits_for(const Source& source, ImportLimits limits) {
  limits.max_unpacked += size_of(source.path) * kUnpackFactor;
  return limits;
}

// Of a page alone, its folder stands beside it; the root is what holds both.
SavedFiles files_of(const Source& source, const ImportLimits& limits) {
  SavedFiles files;
  files.root = source.name;
  const fs::path path = source.path;
  if (source.kind == SourceKind::zip) {
    const std::uint64_t unpacked = limits.max_unpacked;
    files.walk = [path, unpacked](const VisitFile& visit) {
      return walk_zip(path, std::make_shared<std::uint64_t>(unpacked), visit);
    };
    files.base_url = source.url;
  } else if (source.kind == SourceKind::folder) {
    files.walk = [path](const VisitFile& visit) {
      return walk_folder(path, {}, visit);
    };
    files.base_url = source.url;
  } else {
    const bool alone = source.kind == SourceKind::image;
    const auto names =
        alone ? std::vector{path.filename().string()} : page_and_folders(path);
    files.walk = [root = path.parent_path(), names](const VisitFile& visit) {
      return walk_folder(root, names, visit);
    };
    files.page_url = source.url;
  }
  return files;
}

// Its archives are read as WARC files; the rest describes them.
Status read_wacz(const Source& source, const ImportLimits& limits,
                 const ImportSinks& sinks) {
  const auto budget = std::make_shared<std::uint64_t>(limits.max_unpacked);
  return walk_zip(
      source.path, budget,
      [&](const WalkedFile& file, const ReadBytes& bytes) -> Status {
        if (!file.refused.empty()) {
          sinks.lose(file.refused, file.name);
          return {};
        }
        if (!is_warc_name(file.name)) {
          sinks.pass_over("a file of the archive that is no WARC", file.name);
          return {};
        }
        auto plain = plain_bytes(bytes);
        if (!plain) return pass(plain);
        return read_warc(within(budget, *plain), file.name + ", ", limits,
                         sinks);
      });
}

Status read_warc_file(const Source& source, const ImportLimits& limits,
                      const ImportSinks& sinks) {
  auto bytes = file_bytes(source.path);
  if (!bytes) return pass(bytes);
  auto plain = plain_bytes(*bytes);
  if (!plain) return pass(plain);
  const auto budget = std::make_shared<std::uint64_t>(limits.max_unpacked);
  return read_warc(within(budget, *plain), "", limits, sinks);
}

Status read_har_file(const Source& source, const ImportLimits& limits,
                     const ImportSinks& sinks) {
  if (size_of(source.path) > kMaxHarBytes)
    return fail(
        ErrorKind::too_large,
        fmt::format("over the limit of {} bytes for a HAR file", kMaxHarBytes),
        source.name);
  std::ifstream in(source.path, std::ios::binary);
  if (!in)
    return fail(ErrorKind::io, "cannot open the file", source.path.string());
  return read_har(in, limits, sinks);
}

Status read_mhtml_file(const Source& source, const ImportLimits& limits,
                       const ImportSinks& sinks) {
  auto bytes = read_file(source.path, kMaxMhtmlBytes);
  if (!bytes) return pass(bytes);
  return read_mhtml(*bytes, limits, sinks);
}

// A zip archive is a WACZ when it holds WARC files in "archive/". One that is
// torn is read as far as it goes, if there is anything in it.
Result<SourceKind> zip_kind(const fs::path& path) {
  bool wacz = false, any = false;
  auto walked = walk_zip(path, std::make_shared<std::uint64_t>(0),
                         [&](const WalkedFile& file, const ReadBytes&) {
                           any = true;
                           wacz = wacz || (file.name.starts_with("archive/") &&
                                           is_warc_name(file.name));
                           return Status();
                         });
  if (!walked && !any) return pass(walked);
  return wacz ? SourceKind::wacz : SourceKind::zip;
}

}  // namespace

std::string_view to_string(SourceKind kind) {
  switch (kind) {
    case SourceKind::saved_page:
      return "saved page";
    case SourceKind::image:
      return "image";
    case SourceKind::folder:
      return "folder";
    case SourceKind::zip:
      return "zip archive";
    case SourceKind::wacz:
      return "WACZ";
    case SourceKind::har:
      return "HAR";
    case SourceKind::warc:
      return "WARC";
    case SourceKind::mhtml:
      return "MHTML";
  }
  return "file";
}

Result<SourceKind> source_kind(const fs::path& path) {
  std::error_code code;
  if (fs::is_directory(path, code)) return SourceKind::folder;
  if (fs::exists(path, code) && !fs::is_regular_file(path, code))
    return fail(ErrorKind::usage, "neither a file nor a folder", path.string(),
                "save what it holds as a file first");
  auto bytes = file_bytes(path);
  if (!bytes) return pass(bytes);
  auto front = read_front(*bytes, kSniffBytes);
  if (!front) return pass(front);
  switch (file_kind(*front, path.filename().string())) {
    case FileKind::page:
      return SourceKind::saved_page;
    case FileKind::image:
      return SourceKind::image;
    case FileKind::har:
      return SourceKind::har;
    case FileKind::warc:
      return SourceKind::warc;
    case FileKind::mhtml:
      return SourceKind::mhtml;
    case FileKind::zip:
      return zip_kind(path);
    case FileKind::other:
      break;
  }
  return fail(
      ErrorKind::usage, "nothing that can be imported", path.string(),
      "a saved page (.html, .mhtml), a folder, or a HAR, WARC, WACZ or zip "
      "file");
}

Result<SourceDigest> digest_of(const Source& source,
                               const ImportLimits& limits) {
  if (source.kind == SourceKind::folder ||
      source.kind == SourceKind::saved_page) {
    auto list = list_saved(files_of(source, limits), limits);
    if (!list) return pass(list);
    return SourceDigest{list->digest, list->bytes};
  }
  auto digest = sha256_file(source.path);
  if (!digest) return pass(digest);
  return SourceDigest{*digest, size_of(source.path)};
}

Status read_source(const Source& source, const ImportLimits& given,
                   const ImportSinks& sinks) {
  const ImportLimits limits = limits_for(source, given);
  switch (source.kind) {
    case SourceKind::har:
      return read_har_file(source, limits, sinks);
    case SourceKind::warc:
      return read_warc_file(source, limits, sinks);
    case SourceKind::wacz:
      return read_wacz(source, limits, sinks);
    case SourceKind::mhtml:
      return read_mhtml_file(source, limits, sinks);
    default:
      break;
  }
  const SavedFiles files = files_of(source, limits);
  auto list = list_saved(files, limits);
  if (!list) return pass(list);
  return read_saved(files, *list, limits, sinks);
}

}  // namespace veto::crawler
