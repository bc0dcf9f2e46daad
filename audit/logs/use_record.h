// SPDX-License-Identifier: GPL-3.0-or-later
//
// Requests of one client about which the site had said something on use; what
// V5, V6, V7 and P2 gather.

#ifndef VETO_AUDIT_LOGS_USE_RECORD_H_
#define VETO_AUDIT_LOGS_USE_RECORD_H_

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "audit/logs/actors.h"
#include "audit/logs/sent_history.h"

namespace veto::logs {

// How it is known what was sent: by the log's own line, or by two captures of
// the case.
enum class SentKnown { log, captured };

// What a response carried; the views live as long as the history.
struct SentWord {
  Ask ask = Ask::noai;
  SentKnown known = SentKnown::captured;
  signals::Source source = signals::Source::header;
  std::string raw;
  std::string capture_id, url;  // of the sighting before; "" of the log
};

struct UseRequest {
  std::string target;
  UtcTime time;
  int status = 0;
  std::int64_t bytes = 0;
  UtcTime told;  // when what is said of it was sent to this client
  Place place;
  SentWord word;
};

struct UseRecord {
  static constexpr std::size_t kRequests = 20;

  std::uint64_t count = 0;
  UtcTime first{}, last{};
  UtcTime told{};                    // of the earliest request
  std::vector<UseRequest> requests;  // the first kRequests

  void add(UseRequest request) {
    if (++count == 1 || request.time < first) {
      first = request.time;
      told = request.told;
    }
    last = std::max(last, request.time);
    if (requests.size() < kRequests) requests.push_back(std::move(request));
  }
};

// Actor and agent.
using UseClient = std::pair<std::uint32_t, std::uint32_t>;
using UseRecords = std::map<UseClient, UseRecord>;

// Of each map that holds what a client was told, and of records; beyond them
// nobody else's requests are looked at, and longer targets never are: counted.
inline constexpr std::size_t kMaxUseEntries = 50'000;
inline constexpr std::size_t kMaxUseTarget = 1024;

// Counts what is beyond them in `passed_over`.
inline void add_to(UseRecords& all, UseClient client, UseRequest request,
                   std::uint64_t& passed_over) {
  if (all.size() < kMaxUseEntries || all.contains(client))
    all[client].add(std::move(request));
  else
    ++passed_over;
}

}  // namespace veto::logs

#endif  // VETO_AUDIT_LOGS_USE_RECORD_H_
