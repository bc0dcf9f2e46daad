// SPDX-License-Identifier: GPL-3.0-or-later
//
// Operators' key directories as they were kept: SCRAPER.SECOND.keys.json,
// beside the address lists.

#ifndef VETO_AUDIT_LOGS_KEY_HISTORY_H_
#define VETO_AUDIT_LOGS_KEY_HISTORY_H_

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "audit/logs/address_history.h"
#include "audit/logs/key_directory.h"
#include "audit/logs/observation.h"
#include "base/digest.h"
#include "base/error.h"
#include "base/stage.h"
#include "config/scrapers.h"

namespace veto::logs {

struct KeySnapshot {
  std::string file;  // its name; in a case, where that keeps it
  Digest digest;
  UtcTime date;  // of the name: when it was fetched
  KeyDirectory directory;
  // Of this program, beyond doubt: it was there at that URL then.
  std::optional<ManifestEntry> seen;
};

// A key, and what shows whose it is.
struct KnownKey {
  const SigningKey* key = nullptr;
  const KeySnapshot* snapshot = nullptr;
};

class KeyHistory {
 public:
  // Of these files the directories; the address lists are passed over. One
  // that cannot be used is left out with a warning, as an address list is.
  // Errors: io.
  static Result<KeyHistory> load(const std::vector<AddressFile>& files,
                                 const config::ScraperRegistry& registry,
                                 const Sinks& sinks);

  // Whether anything is known about this scraper's keys.
  bool knows(const config::Scraper& scraper) const;
  // The key of its directory by that thumbprint: from a directory that this
  // program saw, where there is one; then from the first. Null for none.
  KnownKey find(const config::Scraper& scraper,
                std::string_view thumbprint) const;

 private:
  // By the URL of the directory, those that were seen first, then by date.
  std::map<std::string, std::vector<KeySnapshot>, std::less<>> by_url_;
};

}  // namespace veto::logs

#endif  // VETO_AUDIT_LOGS_KEY_HISTORY_H_
