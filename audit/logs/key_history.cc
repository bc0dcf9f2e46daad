// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/key_history.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <utility>

#include "base/file.h"
#include "base/text.h"

namespace veto::logs {
namespace {

void warn_of_keys(const Sinks& sinks, std::string what,
                  const AddressFile& file) {
  sinks.warning({ErrorKind::usage, std::move(what), printable(file.name), {}});
}

// Nothing where it cannot be used.
Result<std::optional<KeySnapshot>> read_keys(const AddressFile& file,
                                             const ListName& name,
                                             const std::string& url,
                                             const Sinks& sinks) {
  auto bytes = read_file(file.path, kMaxDirectoryBytes);
  if (!bytes && bytes.error().kind != ErrorKind::too_large) return pass(bytes);
  auto directory =
      bytes ? read_key_directory(*bytes) : Result<KeyDirectory>(pass(bytes));
  if (!directory) {
    warn_of_keys(sinks,
                 "this key directory is not used: " + directory.error().what,
                 file);
    return std::nullopt;
  }
  KeySnapshot snapshot{file.kept.empty() ? file.name : file.kept,
                       sha256(*bytes),
                       name.date,
                       std::move(*directory),
                       {}};
  if (!file.seen) return snapshot;
  const Observation& seen = file.seen->seen;
  if (seen.digest != snapshot.digest) {
    warn_of_keys(sinks,
                 "this key directory is not used: its bytes are not those "
                 "that the manifest names",
                 file);
    return std::nullopt;
  }
  const std::string_view why =
      seen.url == url ? doubt(seen, snapshot.date, snapshot.digest)
                      : "the registry names another address for it";
  if (why.empty())
    snapshot.seen = file.seen;
  else
    warn_of_keys(sinks,
                 fmt::format("this key directory counts as the user's own "
                             "statement: {}",
                             why),
                 file);
  return snapshot;
}

}  // namespace

Result<KeyHistory> KeyHistory::load(const std::vector<AddressFile>& files,
                                    const config::ScraperRegistry& registry,
                                    const Sinks& sinks) {
  KeyHistory history;
  for (const AddressFile& file : files) {
    const auto name = parse_list_name(file.name);
    if (!name || !name->keys) continue;
    const config::Scraper* scraper = registry.by_id(name->scraper);
    if (!scraper || scraper->signature_directory.empty()) {
      warn_of_keys(sinks,
                   "this key directory is not used: the registry has no such "
                   "scraper, or none that signs",
                   file);
      continue;
    }
    const std::string& url = scraper->signature_directory;
    auto snapshot = read_keys(file, *name, url, sinks);
    if (!snapshot) return pass(snapshot);
    if (*snapshot) history.by_url_[url].push_back(std::move(**snapshot));
  }
  for (auto& [url, snapshots] : history.by_url_)
    std::ranges::sort(snapshots, [](const auto& a, const auto& b) {
      return std::tuple(!a.seen, a.date, a.file) <
             std::tuple(!b.seen, b.date, b.file);
    });
  return history;
}

bool KeyHistory::knows(const config::Scraper& scraper) const {
  return !scraper.signature_directory.empty() &&
         by_url_.contains(scraper.signature_directory);
}

KnownKey KeyHistory::find(const config::Scraper& scraper,
                          std::string_view thumbprint) const {
  const auto found = by_url_.find(scraper.signature_directory);
  if (found == by_url_.end()) return {};
  for (const KeySnapshot& snapshot : found->second)
    for (const SigningKey& key : snapshot.directory.keys)
      if (key.thumbprint == thumbprint) return {&key, &snapshot};
  return {};
}

}  // namespace veto::logs
