// SPDX-License-Identifier: GPL-3.0-or-later
//
// V13, asked for only: which clients with a browser's name behave like
// programs. What is told are the signs, each with its number, never who it may
// be; people behind one address, readers' and testers' programs show some of
// them too. It is no finding, counts against nobody and is filed nowhere.

#ifndef VETO_AUDIT_LOGS_AUTOMATION_H_
#define VETO_AUDIT_LOGS_AUTOMATION_H_

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "audit/logs/actors.h"
#include "audit/logs/agent.h"
#include "audit/logs/request_line.h"
#include "base/time.h"

namespace veto::logs {

// A request with a browser's name, as it is counted here.
struct BrowserRequest {
  UtcTime time;
  Place place;
  std::uint32_t actor = 0, agent = 0;
  int status = 0;
  TargetKind kind = TargetKind::page;
  std::string_view target;
  bool referer = false;     // sent one
  bool robots = false;      // asked for /robots.txt
  bool disallowed = false;  // robots.txt asks every "*" not to
  bool trap = false;
};

struct AutomationSign {
  std::string_view name;    // of kAutomationSigns
  std::uint64_t count = 0;  // how often, or of how many requests
};

// Somebody with several such signs.
struct LikelyAutomation {
  std::string network;  // /24 or /48 of the address: never the whole
  std::string user_agent;
  std::uint64_t requests = 0, sessions = 0;
  UtcTime first, last;
  Place place;  // of the first request: the log's owner finds the rest
  std::vector<AutomationSign> signs;
};

// All that are looked for, in the order in which they are told:
//   automation_named    HeadlessChrome and its like
//   robots_read         no browser asks for /robots.txt
//   trap_asked          a path that no person is led to
//   disallowed_asked    three pages and more that "*" is asked not to fetch
//   images_only         ten images and more, never a page
//   pages_alone         ten pages and more, never what pages embed
//   images_no_referer   ten images and more, none with a page it was on
//   numbers_in_sequence ten addresses and more that count up, one after another
//   even_pace           twenty gaps and more of nearly one length
//   many_agents         three browsers at one address within ten minutes
//   never_revalidated   fifty requests and more, in two sessions, never a 304
//   old_browser         a release of more than a year before
inline constexpr std::string_view kAutomationSigns[] = {
    "automation_named",  "robots_read",         "trap_asked",
    "disallowed_asked",  "images_only",         "pages_alone",
    "images_no_referer", "numbers_in_sequence", "even_pace",
    "many_agents",       "never_revalidated",   "old_browser"};

// When the browser of that user agent came out, by its version, to some weeks:
// Chromium and Firefox in their rhythm of releases (from memory). 0 days since
// the epoch for any other.
UtcTime browser_release(std::string_view user_agent);

class AutomationWatch {
 public:
  static constexpr std::size_t kMaxTracks = 100'000;
  static constexpr std::size_t kMaxListed = 1000;
  // Signs, to be told of; one of them of how it fetches.
  static constexpr std::size_t kFewest = 3;

  void add(const BrowserRequest& request);
  // Requests beyond kMaxTracks.
  std::uint64_t passed_over() const { return passed_over_; }
  // Most signs first, then most requests; at most kMaxListed, `left_out` has
  // the rest.
  std::vector<LikelyAutomation> likely(const Actors& actors,
                                       const AgentTable& agents,
                                       std::uint64_t& left_out) const;

 private:
  struct Track {
    std::uint64_t requests = 0, sessions = 0;
    std::uint64_t pages = 0, images = 0, support = 0;
    std::uint64_t images_with_referer = 0, revalidated = 0;
    std::uint64_t robots_reads = 0, disallowed = 0, traps = 0;
    UtcTime first{}, last{};
    Place place;
    // Gaps within sessions, by Welford's method.
    std::uint64_t gaps = 0;
    double mean = 0, squares = 0;
    // The number in the last target that had one, and how many stood in a row.
    std::size_t series = 0;
    std::uint64_t number = 0, run = 0, longest_run = 0;
  };
  static void note_gap(Track& track, UtcTime time);
  static void note_number(Track& track, std::string_view target);
  static std::vector<AutomationSign> signs_of(const Track& track,
                                              const Agent& agent,
                                              std::uint64_t agents_at_once);

  std::map<std::pair<std::uint32_t, std::uint32_t>, Track> tracks_;
  std::uint64_t passed_over_ = 0;
};

}  // namespace veto::logs

#endif  // VETO_AUDIT_LOGS_AUTOMATION_H_
