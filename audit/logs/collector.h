// SPDX-License-Identifier: GPL-3.0-or-later
//
// One pass over the lines: what has to be judged once the whole log is known
// is kept, the rest is counted. Memory is bounded by the limits below, and
// what fell beyond them is counted too.

#ifndef VETO_AUDIT_LOGS_COLLECTOR_H_
#define VETO_AUDIT_LOGS_COLLECTOR_H_

#include <cstdint>
#include <deque>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "audit/logs/actors.h"
#include "audit/logs/agent.h"
#include "audit/logs/agent_switch.h"
#include "audit/logs/automation.h"
#include "audit/logs/crawl_pace.h"
#include "audit/logs/format.h"
#include "audit/logs/log_gaps.h"
#include "audit/logs/logs.h"
#include "audit/logs/opinions.h"
#include "audit/logs/repeated.h"
#include "audit/logs/request_line.h"
#include "audit/logs/revalidation.h"
#include "audit/logs/rulebook.h"
#include "audit/logs/signed_requests.h"
#include "audit/logs/trap_hits.h"
#include "audit/logs/use_watch.h"

namespace veto::logs {

// A request that robots.txt has something to say about.
struct Candidate {
  UtcTime time;
  UtcTime session;  // when it began
  Place place;
  std::uint32_t actor = 0;
  std::uint32_t agent = 0;
  std::int16_t status = 0;
  bool robots_read = false;
  bool referred = false;        // a browser's part of a page we do not restrict
  bool page_before = false;     // same agent had such a page within 30 s
  bool after_redirect = false;  // same actor was sent somewhere within 2 s
  std::int64_t bytes = 0;
  // Kept by the collector.
  std::string_view method;
  std::string_view target;
  std::string_view host;
};

// Whole deliveries of one face image to one client.
struct Delivery {
  std::uint64_t count = 0;
  UtcTime first{}, last{};
  std::vector<Place> places;  // at most kPlaces
  static constexpr std::size_t kPlaces = 20;
};

class Collector {
 public:
  static constexpr std::size_t kMaxCandidates = 1'000'000;
  static constexpr std::size_t kMaxDeliveries = 200'000;
  static constexpr std::size_t kMaxTimed = 100'000;  // whose times are kept
  static constexpr std::size_t kMaxTextBytes = 256u << 20;  // of candidates

  // All must outlive this.
  Collector(const Inputs& inputs, const Rulebook& rules);

  // The virtual host to judge, where the log names several; "" for any.
  void judge_host(std::string host) { host_ = std::move(host); }
  // The keys that signatures are checked with; none are checked without.
  void check_signatures(const KeyHistory& keys) { signed_.check_with(keys); }
  // That log's sizes count the header of the answer too: they match nothing.
  void sizes_with_header(std::uint32_t file) { with_header_.insert(file); }
  // The numbers of lines begin anew.
  void begin_file();
  // False when the line's address is none: to be set aside.
  bool add(const RawLine& raw, Place place, const LineNumbers& numbers = {});
  // Lines with these numbers will be added soon; very soon.
  void expect(const LineNumbers& numbers) const;
  void expect_next(const LineNumbers& numbers) const;
  // A line in no known format: if it may be somebody's read of robots.txt, it
  // is no longer known what that client did not ask for.
  void set_aside(std::string_view line);

  Actors& actors() { return actors_; }
  const Actors& actors() const { return actors_; }
  const AgentTable& agents() const { return agents_; }
  const std::deque<Candidate>& candidates() const { return candidates_; }
  // By actor, agent and index into Inputs::faces.
  using Key = std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>;
  const std::map<Key, Delivery>& deliveries() const { return deliveries_; }

  struct Counts {
    std::uint64_t requests = 0;
    std::uint64_t other_host = 0;     // not judged: another site's
    std::uint64_t own = 0;            // by this program's own crawler
    std::uint64_t not_judged = 0;     // beyond kMax...
    std::uint64_t without_agent = 0;  // no user agent, or "-"
    // Of the site's own requests, robots.txt and our crawler's apart.
    std::uint64_t judged = 0;
    std::uint64_t rules_unknown = 0;  // of these
  };
  const Counts& counts() const { return counts_; }
  UtcTime first() const { return first_; }
  UtcTime last() const { return last_; }
  // From the first to the last request of which no rules are known.
  const std::pair<UtcTime, UtcTime>& unknown_span() const {
    return unknown_span_;
  }
  const LogHours& hours() const { return hours_; }
  const AgentSwitches& switches() const { return switches_; }
  const CrawlPaces& paces() const { return paces_; }
  const Revalidations& revalidations() const { return revalidations_; }
  const SignedRequests& signed_requests() const { return signed_; }
  const TrapHits& trap_hits() const { return trap_hits_; }
  // Once all lines are in.
  void finish() {
    trap_hits_.sort();
    actors_.look_at_crowd();
  }
  const UseWatch& uses() const { return uses_; }
  const AutomationWatch& automation() const { return automation_; }
  std::uint64_t revalidations_passed_over() const {
    return revalidations_passed_over_;
  }

 private:
  struct Event;
  Actor* actor_of(const RawLine& raw, std::uint32_t number);
  std::uint32_t agent_of(const RawLine& raw, std::uint32_t number);
  Opinion opinion(const Version& version, const Event& event);
  void count(Event& event);
  void note_time(Event& event);
  void read_robots(Event& event);
  void judge_later(Event& event);
  void note_allowed(Event& event);
  void note_trap(const Event& event);
  void note_rules(const Event& event);
  void note_agent(const Event& event);
  void note_pace(const Event& event);
  void note_revalidation(const Event& event);
  void note_use(const Event& event);
  void note_automation(const Event& event, bool robots);
  void note_session(const Event& event, bool allowed);
  void face(const Event& event);
  void keep(const Event& event, Candidate candidate);
  void note_all_addresses(std::string_view line);
  bool foreign(std::string_view host) const;
  bool is_sibling(std::string_view host) const;
  void note_near_read(const Event& event);
  void find_host(Event& event);
  std::string_view keep(std::string_view text);
  bool matters(const Event& event, bool& allowed);
  bool refers_to_restricted(const Event& event) const;

  const Inputs& inputs_;
  const Rulebook& rules_;
  Actors actors_;
  AgentTable agents_;
  std::string host_;
  std::set<std::uint32_t> with_header_;
  std::deque<Candidate> candidates_;
  TextIndex texts_;  // of candidates
  std::map<Key, Delivery> deliveries_;
  TextIndex face_targets_;
  std::vector<std::vector<std::uint32_t>> faces_at_;  // by target
  SignedRequests signed_;
  Counts counts_;
  UtcTime first_{}, last_{};
  std::pair<UtcTime, UtcTime> unknown_span_;
  LogHours hours_;
  std::size_t timed_ = 0;
  AgentSwitches switches_;
  CrawlPaces paces_;
  Revalidations revalidations_;
  std::uint64_t revalidations_passed_over_ = 0;
  TrapHits trap_hits_;
  UseWatch uses_;
  AutomationWatch automation_;
  // Of the file's numbered texts.
  Numbered actors_of_, agents_of_;
  ReadRequests requests_;
  Opinions opinions_;
  // Of one line at a time, so that most lines need no allocation.
  std::string referer_, agent_;
  std::string named_host_, host_of_line_;  // as named, and as compared
};

}  // namespace veto::logs

#endif  // VETO_AUDIT_LOGS_COLLECTOR_H_
