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
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "audit/logs/address_list.h"
#include "base/digest.h"
#include "base/error.h"
#include "base/stage.h"
#include "base/time.h"
#include "config/scrapers.h"

namespace veto::logs {

// A file of the user's: SCRAPER-ID.UTCSECOND.json or .txt,
// "gptbot.20261101T000000Z.json", holding what that scraper's operator
// published at that second.
struct AddressFile {
  std::string name;
  std::filesystem::path path;  // where its bytes are
  std::string kept;            // in a case: its path there; else ""
};

struct AddressSnapshot {
  std::string file;  // its name; in a case, where that keeps it
  Digest digest;
  UtcTime date;  // of the name: when it was fetched
  AddressList list;
};

// Files of a folder, by name. Others than lists are left out with a warning.
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
  // name. Errors: io, too_large (all of them together).
  static Result<AddressHistory> load(const std::vector<AddressFile>& files,
                                     const config::ScraperRegistry& registry,
                                     const Sinks& sinks);

  bool empty() const { return by_lists_.empty(); }
  // All that hold addresses of this scraper and of nobody else: snapshots of
  // its lists, or of some of them.
  std::vector<const Snapshots*> of(const config::Scraper& scraper) const;

 private:
  // By the addresses of the lists, sorted: scrapers that share their lists
  // share their snapshots.
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
