// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/address_history.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "audit/logs/reverse_names.h"
#include "base/file.h"
#include "base/text.h"

namespace veto::logs {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxAllEntries = 2'000'000;
// Creation times come without a zone.
constexpr std::chrono::hours kZoneSlack{14};

void leave_out(const Sinks& sinks, std::string why, const std::string& name,
               std::string advice = {}) {
  sinks.warning({ErrorKind::usage, "this address list is not used: " + why,
                 printable(name), std::move(advice)});
}

std::vector<std::string> lists_of(const config::Scraper& scraper) {
  std::vector<std::string> lists = scraper.address_lists;
  std::ranges::sort(lists);
  return lists;
}

void warn_of_problems(const AddressSnapshot& snapshot, const Sinks& sinks) {
  if (snapshot.list.problems == 0) return;
  sinks.warning({ErrorKind::usage,
                 fmt::format("entries of an address list cannot be used: {}",
                             snapshot.list.problems),
                 printable(snapshot.file), snapshot.list.reasons.front()});
}

// The scraper a file is about, if its list can be of use.
const config::Scraper* scraper_of(const ListName& name,
                                  const config::ScraperRegistry& registry,
                                  const std::string& file, const Sinks& sinks) {
  const config::Scraper* scraper = registry.by_id(name.scraper);
  if (!scraper) {
    leave_out(sinks, "the registry has no such scraper", file,
              "veto scrapers lists their ids");
    return nullptr;
  }
  if (scraper->address_lists.empty()) {
    leave_out(sinks, "its operator is not known to publish a list", file);
    return nullptr;
  }
  return scraper;
}

// Nothing where it cannot be used.
Result<std::optional<AddressSnapshot>> read_snapshot(const AddressFile& file,
                                                     UtcTime date,
                                                     const Sinks& sinks) {
  auto bytes = read_file(file.path, kMaxListBytes);
  if (!bytes && bytes.error().kind != ErrorKind::too_large) return pass(bytes);
  auto list =
      bytes ? read_address_list(*bytes) : Result<AddressList>(pass(bytes));
  if (!list) {
    leave_out(sinks, list.error().what, file.name);
    return std::nullopt;
  }
  if (list->created_at && *list->created_at > date + kZoneSlack) {
    leave_out(sinks,
              "it says that it was created later than its name says (" +
                  list->created + ")",
              file.name);
    return std::nullopt;
  }
  return AddressSnapshot{file.kept.empty() ? file.name : file.kept,
                         sha256(*bytes),
                         date,
                         std::move(*list),
                         {}};
}

// What this program saw, unless that leaves a doubt; false where the file is
// of no use at all.
bool take_observation(const AddressFile& file, const config::Scraper& scraper,
                      AddressSnapshot& snapshot, const Sinks& sinks) {
  if (!file.seen) return true;
  const Observation& seen = file.seen->seen;
  if (seen.digest != snapshot.digest) {
    leave_out(sinks, "its bytes are not those that the manifest names",
              file.name);
    return false;
  }
  std::string_view why = doubt(seen, snapshot.date, snapshot.digest);
  if (std::ranges::find(scraper.address_lists, seen.url) ==
      scraper.address_lists.end())
    why = "the registry names another address for it";
  if (why.empty())
    snapshot.seen = file.seen;
  else
    sinks.warning({ErrorKind::usage,
                   fmt::format("this address list counts as the user's own "
                               "statement: {}",
                               why),
                   printable(file.name),
                   {}});
  return true;
}

// By time. Of two for one second, under the names of two scrapers that share
// a list, the first stays.
void put_in_order(AddressHistory::Snapshots& snapshots, const Sinks& sinks) {
  std::ranges::sort(snapshots, [](const auto& a, const auto& b) {
    return std::tie(a.date, a.file) < std::tie(b.date, b.file);
  });
  AddressHistory::Snapshots kept;
  for (AddressSnapshot& one : snapshots) {
    if (kept.empty() || kept.back().date != one.date)
      kept.push_back(std::move(one));
    else if (kept.back().digest != one.digest)
      leave_out(sinks, "another one says otherwise for the same second",
                one.file);
  }
  snapshots = std::move(kept);
}

}  // namespace

std::optional<ListName> parse_list_name(std::string_view name) {
  const bool keys = name.ends_with(".keys.json");
  if (keys)
    name.remove_suffix(std::string_view(".keys.json").size());
  else if (name.ends_with(".json"))
    name.remove_suffix(5);
  else if (name.ends_with(".txt"))
    name.remove_suffix(4);
  else
    return std::nullopt;
  const std::size_t dot = name.find('.');
  if (dot == 0 || dot == std::string_view::npos) return std::nullopt;
  const auto date = parse_compact(name.substr(dot + 1));
  if (!date) return std::nullopt;
  return ListName{std::string(name.substr(0, dot)), *date, keys};
}

Result<std::vector<AddressFile>> list_address_files(const fs::path& folder,
                                                    const Sinks& sinks) {
  std::error_code error;
  if (!fs::is_directory(folder, error))
    return fail(ErrorKind::not_found, "there is no folder of address lists",
                folder.string());
  auto manifest = read_manifest(folder / kManifestName, sinks);
  if (!manifest) return pass(manifest);
  std::vector<AddressFile> files;
  fs::directory_iterator entries(folder, error);
  for (; !error && entries != fs::directory_iterator();
       entries.increment(error)) {
    const std::string name = entries->path().filename().string();
    if (name == kManifestName || name == kNameAnswersName) continue;
    std::error_code unseen;
    if (!parse_list_name(name) || !entries->is_regular_file(unseen)) {
      leave_out(sinks, "it is not named as one", name,
                "as gptbot.20261101T000000Z.json");
      continue;
    }
    if (files.size() == kMaxAddressFiles)
      return fail(ErrorKind::too_large, "too many address lists",
                  folder.string());
    const auto seen = manifest->find(name);
    files.push_back({name,
                     entries->path(),
                     {},
                     seen == manifest->end()
                         ? std::nullopt
                         : std::optional(std::move(seen->second))});
  }
  if (error)
    return fail(ErrorKind::io, "cannot read the folder of address lists",
                folder.string());
  std::ranges::sort(files, {}, &AddressFile::name);
  return files;
}

Result<AddressHistory> AddressHistory::load(
    const std::vector<AddressFile>& files,
    const config::ScraperRegistry& registry, const Sinks& sinks) {
  AddressHistory history;
  std::size_t entries = 0;
  for (const AddressFile& file : files) {
    const auto name = parse_list_name(file.name);
    if (!name) {
      leave_out(sinks, "it is not named as one", file.name);
      continue;
    }
    if (name->keys) continue;
    const auto* scraper = scraper_of(*name, registry, file.name, sinks);
    if (!scraper) continue;
    auto snapshot = read_snapshot(file, name->date, sinks);
    if (!snapshot) return pass(snapshot);
    if (!*snapshot || !take_observation(file, *scraper, **snapshot, sinks))
      continue;
    entries += (*snapshot)->list.prefixes.size();
    if (entries > kMaxAllEntries)
      return fail(ErrorKind::too_large,
                  "the address lists hold too many prefixes together");
    warn_of_problems(**snapshot, sinks);
    const auto lists = (*snapshot)->seen
                           ? std::vector{(*snapshot)->seen->seen.url}
                           : lists_of(*scraper);
    history.by_lists_[lists].push_back(std::move(**snapshot));
  }
  for (auto& [lists, snapshots] : history.by_lists_)
    put_in_order(snapshots, sinks);
  return history;
}

std::vector<const AddressHistory::Snapshots*> AddressHistory::of(
    const config::Scraper& scraper) const {
  std::vector<const Snapshots*> found;
  if (by_lists_.empty() || scraper.address_lists.empty()) return found;
  const std::vector<std::string> own = lists_of(scraper);
  for (const auto& [lists, snapshots] : by_lists_)
    if (std::ranges::includes(own, lists)) found.push_back(&snapshots);
  return found;
}

Nearest nearest(std::span<const AddressSnapshot> all, UtcTime first,
                UtcTime last) {
  const auto index_at = [&](UtcTime time) {
    const auto after =
        std::ranges::lower_bound(all, time, {}, &AddressSnapshot::date);
    if (after == all.begin()) return std::size_t{0};
    const auto before = std::prev(after);
    const bool later =
        after != all.end() && after->date - time < time - before->date;
    return static_cast<std::size_t>((later ? after : before) - all.begin());
  };
  const std::size_t from = index_at(first);
  const std::size_t to = index_at(last);
  using std::chrono::abs;
  Nearest found{all.subspan(from, to - from + 1), {}};
  found.distance =
      std::max(abs(first - all[from].date), abs(last - all[to].date));
  for (std::size_t i = from; i < to; ++i)
    found.distance =
        std::max(found.distance, (all[i + 1].date - all[i].date) / 2);
  return found;
}

}  // namespace veto::logs
