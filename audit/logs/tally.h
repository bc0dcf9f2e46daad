// SPDX-License-Identifier: GPL-3.0-or-later
//
// Judgements gathered by client and agent, until a finding can be made of
// them.

#ifndef VETO_AUDIT_LOGS_TALLY_H_
#define VETO_AUDIT_LOGS_TALLY_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "audit/logs/collector.h"
#include "audit/logs/judge.h"
#include "audit/logs/session_set.h"
#include "audit/logs/size_match.h"

namespace veto::logs {

// One request of a violation, as its finding lists it.
struct Target {
  std::string target;
  UtcTime time;
  int status = 0;
  std::int64_t bytes = 0;
  Place place;
  crawler::RobotsVerdict rule;  // of codes that carry one
};

// How many requests one line of one robots.txt asked not to make.
struct RuleCount {
  Version version;
  crawler::RobotsVerdict rule;
  std::uint64_t count = 0;
};

// The requests of one client, under one agent, that meet one predicate.
struct Violation {
  static constexpr std::size_t kTargets = 20;
  static constexpr std::size_t kFurther = 1000;
  static constexpr std::size_t kRules = 64;

  std::uint64_t count = 0;
  UtcTime first{}, last{};
  std::vector<Target> targets;   // the first kTargets
  std::vector<Place> further;    // the kFurther after them
  std::vector<RuleCount> rules;  // the first kRules, of codes that carry one
  std::vector<std::uint32_t> agents;
  std::vector<Version> versions;  // in force, each once
  bool captured = true;  // every one of them is captured or matched by size
  Version received;      // of the first request
  bool received_by_size = false;
  std::optional<RobotsRead> read;  // of the first request, where there was one
  std::vector<Place> read_places;
  std::optional<UtcTime> complete_from;  // of the first request
  std::optional<UtcTime> changed;        // V3, of the first request
};

// What else became of the requests of an address, whatever programs named
// themselves there.
struct Conduct {
  std::uint64_t disallowed = 0;  // of findings against it
  std::uint64_t excused = 0;
  std::uint64_t doubtful = 0;  // ambiguous, unknown, or excused other than by
                               // a right to an older copy
};

// How many requests each excuse set aside.
using ExcuseCounts = std::map<std::string_view, std::uint64_t>;

// Sessions of a client under one user agent, by when they began.
struct SessionMarks {
  SessionSet against;
  SessionSet doubtful;  // may be among those above as well
  // Served what the newest rules disallow, before these rules and since.
  SessionSet ruled_before, ruled_after;
};

class Tally {
 public:
  // actor, token, code
  using Key = std::tuple<std::uint32_t, std::string, std::string>;

  Tally(const Collector& collector, const Rulebook& rules)
      : collector_(collector), rules_(rules) {}

  void add(const Candidate& request, const Judgement& judgement);

  const std::map<Key, Violation>& violations() const { return violations_; }
  const Conduct& conduct(std::uint32_t actor) const;
  // Of its requests under user agents with that token.
  ExcuseCounts excuses(std::uint32_t actor, std::string_view token) const;
  const SessionMarks& marks(std::uint32_t actor, std::uint32_t agent) const;
  // Whether the log itself shows, by the body sizes of successful reads of
  // robots.txt, that this version was served at `time`
  // (audit/logs/size_match.h).
  bool seen_by_size(const Version& version, UtcTime time) const;
  // Whether the rules it was judged by were captured or seen by size; true
  // where its code says nothing of rules.
  bool captured(const Candidate& request, const Judgement& judgement) const;

 private:
  void mark(const Candidate& request, const Judgement& judgement, bool fair);
  void violation(const Candidate& request, const Judgement& judgement);
  void count_rule(const Candidate& request, const Version& version,
                  Violation& all) const;

  const Collector& collector_;
  const Rulebook& rules_;
  std::map<Key, Violation> violations_;
  std::unordered_map<std::uint32_t, Conduct> conduct_;     // by actor
  std::map<std::uint64_t, ExcuseCounts> excuses_;          // by both, in order
  std::unordered_map<std::uint64_t, SessionMarks> marks_;  // by both
  mutable std::map<const void*, SizeMatch> sizes_;
};

}  // namespace veto::logs

#endif  // VETO_AUDIT_LOGS_TALLY_H_
