// SPDX-License-Identifier: GPL-3.0-or-later
//
// Operators' address lists as dated history. A list changes: what an address
// meant at the time of a request is told by the snapshot nearest to it, and by
// none that is far from it.

#ifndef VETO_AUDIT_LOGS_ADDRESS_HISTORY_H_
#define VETO_AUDIT_LOGS_ADDRESS_HISTORY_H_

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "audit/logs/address_list.h"
#include "audit/logs/observation.h"
#include "base/digest.h"
#include "base/error.h"
#include "base/stage.h"
#include "base/time.h"
#include "config/scrapers.h"

namespace veto::logs {

// What the name of such a file says.
struct ListName {
  std::string scraper;  // an id of the registry
  UtcTime date;
  bool keys =
      false;  // SCRAPER-ID.UTCSECOND.keys.json: audit/logs/key_history.h
};
std::optional<ListName> parse_list_name(std::string_view name);

// SCRAPER-ID.UTCSECOND.json or .txt, "gptbot.20261101T000000Z.json", holding
// what that scraper's operator published at that second: by the user's
// statement, or by an observation of this program.
struct AddressFile {
  std::string name;
  std::filesystem::path path;  // where its bytes are
  std::string kept;            // in a case: its path there; else ""
  std::optional<ManifestEntry> seen = {};
};

struct AddressSnapshot {
  std::string file;  // its name; in a case, where that keeps it
  Digest digest;
  UtcTime date;  // of the name: when it was fetched
  AddressList list;
  // Of this program, beyond doubt: it was there at that URL then.
  std::optional<ManifestEntry> seen;
};

// Files of a folder, by name, with what its manifest says of them. Others
// than lists are left out with a warning.
// Errors: not_found, io, too_large (more than kMaxAddressFiles).
inline constexpr std::size_t kMaxAddressFiles = 2000;
Result<std::vector<AddressFile>> list_address_files(
    const std::filesystem::path& folder, const Sinks& sinks);

class AddressHistory {
 public:
  // The snapshots of the same lists, in order of time, one a second.
  using Snapshots = std::vector<AddressSnapshot>;

  // A file that cannot be used is left out with a warning: no list in a known
  // form, a name that no registry entry has, an entry whose operator is not
  // known to publish a list, a list that was created after the time in its
  // name, bytes that are not those of its line in the manifest. A line that
  // leaves other doubts is not used, with a warning. Errors: io, too_large
  // (all of them together).
  static Result<AddressHistory> load(const std::vector<AddressFile>& files,
                                     const config::ScraperRegistry& registry,
                                     const Sinks& sinks);

  bool empty() const { return by_lists_.empty(); }
  // All that hold addresses of this scraper and of nobody else: snapshots of
  // its lists, or of some of them.
  std::vector<const Snapshots*> of(const config::Scraper& scraper) const;

 private:
  // By the addresses of the lists, sorted: scrapers that share their lists
  // share their snapshots. Of an observed list the address is known, of others
  // that it is one of the scraper's.
  std::map<std::vector<std::string>, Snapshots> by_lists_;
};

// The nearest snapshot of every instant of [first, last] (the earlier one of
// two as near), and how far the farthest of those instants is from its own.
struct Nearest {
  std::span<const AddressSnapshot> snapshots;
  UtcTime::duration distance{};
};
// `all` is not empty and in order.
Nearest nearest(std::span<const AddressSnapshot> all, UtcTime first,
                UtcTime last);

}  // namespace veto::logs

#endif  // VETO_AUDIT_LOGS_ADDRESS_HISTORY_H_
