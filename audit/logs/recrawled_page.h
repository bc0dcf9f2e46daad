// SPDX-License-Identifier: GPL-3.0-or-later
//
// V5: a page was sent to a client with "noai", and the client received it
// again, a day or more later. noai speaks of use and not of fetching, and only
// a fetch shows whether it still stands: an indication at most.

#ifndef VETO_AUDIT_LOGS_RECRAWLED_PAGE_H_
#define VETO_AUDIT_LOGS_RECRAWLED_PAGE_H_

#include <chrono>
#include <map>
#include <tuple>

#include "audit/logs/use_record.h"

namespace veto::logs {

class RecrawledPages {
 public:
  // A page sent whole to the client (GET, 200) with what `request` says.
  // `grace`: how long this agent may go by what it knows.
  void received(UseClient client, std::chrono::hours grace, UseRequest request);
  const UseRecords& all() const { return records_; }
  std::uint64_t passed_over() const { return passed_over_; }

 private:
  std::map<std::tuple<UseClient, std::string>, UtcTime> told_;
  UseRecords records_;
  std::uint64_t passed_over_ = 0;  // requests
};

}  // namespace veto::logs

#endif  // VETO_AUDIT_LOGS_RECRAWLED_PAGE_H_
