// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which lines of a log a bundle shows. Those that a finding rests on; every
// request for robots.txt by a program's name, for whether a client asked for it
// is what findings turn on; and what a client asked for against which a finding
// counts: by its address and, where the operator's own published list says
// whose it is, by the range in that list. A line by a browser's name is shown
// only where it is evidence itself, or where a finding says why a program sent
// it: the lines of people who visit stay hidden, also where they share an
// address.

#ifndef VETO_AUDIT_LOGS_DISCLOSURE_H_
#define VETO_AUDIT_LOGS_DISCLOSURE_H_

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "audit/finding.h"
#include "audit/logs/agent.h"
#include "audit/logs/format.h"
#include "audit/logs/line_reader.h"
#include "audit/logs/ranges.h"
#include "base/digest.h"

namespace veto::logs {

inline constexpr unsigned kShowsEvidence = 1;
inline constexpr unsigned kShowsRobots = 2;
inline constexpr unsigned kShowsAccused = 4;

// "evidence", "robots", "accused": the names of those bits that are set.
std::vector<std::string> reasons_to_show(unsigned why);
// 0 for a name that is none.
unsigned reason_named(std::string_view name);

class Disclosure {
 public:
  // Beside evidence; what is beyond is counted.
  static constexpr std::size_t kMost = 100'000;

  // For the log with that stream. Without a format its lines cannot be told
  // apart, and evidence alone is shown, as it is with `evidence_alone`.
  Disclosure(const std::vector<audit::Finding>& findings, const Digest& stream,
             std::optional<Format> format, std::string own_token,
             bool evidence_alone = false);

  // Bits of the above for the next line of the log.
  unsigned why(const Line& line);
  std::uint64_t left_out() const { return left_out_; }
  bool knows_format() const { return format_.has_value(); }
  // The addresses and ranges whose lines are shown, as text.
  std::vector<std::string> accused() const;

 private:
  void accuse(const audit::Finding& finding);
  unsigned why_by_fields(std::string_view line);

  std::set<std::uint64_t> evidence_;  // offsets
  std::optional<Format> format_;
  bool evidence_alone_;
  AgentTable agents_;
  std::set<Prefix> prefixes_;
  PrefixSet accused_;
  // Browsers' names that a finding calls a program's, by address.
  std::map<AddressBytes, std::set<std::string>> automated_;
  std::size_t shown_ = 0;
  std::uint64_t left_out_ = 0;
};

}  // namespace veto::logs

#endif  // VETO_AUDIT_LOGS_DISCLOSURE_H_
