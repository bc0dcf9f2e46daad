// SPDX-License-Identifier: GPL-3.0-or-later
//
// RobotsHistory::import: a folder of robots.txt versions named by the second
// from which each was served.

#include <algorithm>
#include <charconv>
#include <chrono>
#include <iterator>
#include <map>
#include <system_error>

#include "base/file.h"
#include "base/text.h"
#include "base/time.h"
#include "crawler/api/robots_history.h"

namespace veto::crawler {
namespace {

namespace fs = std::filesystem;

// Far beyond what any reader of robots.txt takes.
constexpr std::uint64_t kMaxFileBytes = 64u << 20;

// What the folder says about one instant.
struct Entry {
  fs::path text;    // empty: no ".txt"
  fs::path status;  // empty: 200
};

using Entries = std::map<UtcTime, Entry>;

Status add_file(const fs::path& path, Entries& entries) {
  const fs::path kind = path.extension();
  if (kind != ".txt" && kind != ".status")
    return fail(ErrorKind::usage, "neither a .txt nor a .status file",
                path.string());
  const auto time = parse_compact(path.stem().string());
  if (!time)
    return fail(ErrorKind::usage, "file name is no UTC time", path.string(),
                "name it like 20261101T000000Z.txt");
  Entry& entry = entries[*time];
  (kind == ".txt" ? entry.text : entry.status) = path;
  return {};
}

Result<Entries> list_folder(const fs::path& dir) {
  std::error_code error;
  if (!fs::is_directory(dir, error))
    return fail(ErrorKind::not_found, "no folder of robots.txt versions",
                dir.string());
  Entries entries;
  fs::directory_iterator it(dir, error);
  for (; !error && it != fs::directory_iterator(); it.increment(error)) {
    const fs::path path = it->path();
    std::error_code type_error;
    if (path.filename().string().starts_with('.')) continue;
    if (it->is_directory(type_error)) continue;
    if (Status added = add_file(path, entries); !added) return pass(added);
  }
  if (error)
    return fail(ErrorKind::io, "cannot list folder: " + error.message(),
                dir.string());
  if (entries.empty())
    return fail(ErrorKind::usage, "no robots.txt version in folder",
                dir.string());
  return entries;
}

Result<int> imported_status(const Entry& entry) {
  if (entry.status.empty()) return 200;
  const auto bytes = read_file(entry.status, 64);
  const std::string_view text =
      bytes ? trim(std::string_view(*bytes)) : std::string_view();
  int status = 0;
  const char* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, status);
  if (error != std::errc() || rest != end || status < 100 || status > 599)
    return fail(ErrorKind::usage, "no HTTP status in file",
                entry.status.string());
  return status;
}

Result<std::string> text_of(const Entry& entry, int status) {
  if (!entry.text.empty()) return read_file(entry.text, kMaxFileBytes);
  if (availability_of(status) != Availability::rules) return std::string();
  return fail(ErrorKind::usage, "no .txt file beside this one",
              entry.status.string());
}

}  // namespace

Result<RobotsHistory> RobotsHistory::import(const fs::path& dir, UtcTime until,
                                            std::string origin) {
  auto entries = list_folder(dir);
  if (!entries) return pass(entries);
  RobotsHistory history(std::move(origin));
  for (auto it = entries->begin(); it != entries->end(); ++it) {
    const auto& [from, entry] = *it;
    const auto status = imported_status(entry);
    if (!status) return std::unexpected(status.error());
    const auto text = text_of(entry, *status);
    if (!text) return std::unexpected(text.error());
    const auto next = std::next(it);
    const UtcTime to = next == entries->end()
                           ? std::max(from, until)
                           : next->first - std::chrono::microseconds(1);
    const std::string source =
        (entry.text.empty() ? entry.status : entry.text).filename().string();
    for (UtcTime seen : {from, to}) {
      Status added =
          history.sighted(seen, *status, *text, Provenance::asserted, source);
      if (!added) return pass(added);
    }
  }
  return history;
}

}  // namespace veto::crawler
