// SPDX-License-Identifier: GPL-3.0-or-later
//
// Clients as the log shows them: one actor an address, with the user agents it
// named, its reads of robots.txt, and what tells a program from a person.

#ifndef VETO_AUDIT_LOGS_ACTORS_H_
#define VETO_AUDIT_LOGS_ACTORS_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "audit/logs/address.h"
#include "audit/logs/agent.h"
#include "audit/logs/request_times.h"
#include "audit/logs/sessions.h"
#include "audit/logs/text_index.h"
#include "base/time.h"

namespace veto::logs {

// Where a line is; orders events of one file.
struct Place {
  std::uint32_t file = 0;
  std::uint64_t line = 0;
  std::uint64_t offset = 0;

  auto operator<=>(const Place&) const = default;
};

// One request for /robots.txt.
struct RobotsRead {
  UtcTime time;
  Place place;
  std::uint32_t agent = 0;
  int status = 0;
  std::int64_t bytes = 0;
  bool head = false;
  bool with_header = false;  // that is counted in `bytes` too

  // -1 where the log does not say.
  std::int64_t body_bytes() const { return with_header ? -1 : bytes; }
  bool refused() const { return status / 100 == 4; }
  bool unreachable() const { return status / 100 == 5; }
  // A copy came, or was said to be current.
  bool received() const {
    return !head && (status == 304 || (status == 200 && bytes > 0));
  }
};

// A request for robots.txt under another spelling of its path, or of the same
// site's other host. It may have been answered with the rules: who made it is
// not known to have gone without them, nor to have received them.
struct NearRead {
  UtcTime time;
  std::uint32_t agent = 0;
};

// Page fetches of one user agent at one address, to see a machine's pace.
class Pace {
 public:
  // Eight different pages within five seconds, from three parent pages or more:
  // neither reading nor a prefetching page does that.
  void page(UtcTime time, std::string_view target, std::string_view referer);
  bool is_machine() const { return machine_; }
  // The same from fewer, though not from one alone: so do the scripts of a page
  // that asks for no referer to be sent, and a window that is opened again.
  bool is_rapid() const { return machine_ || rapid_; }
  // The same from two that are named: no page's scripts, whatever it sends.
  bool is_linked() const { return machine_ || linked_; }

 private:
  struct Fetch {
    std::uint32_t second = 0, target = 0, parent = 0;
  };
  static constexpr std::size_t kPages = 8;
  static constexpr std::uint32_t kSeconds = 5;
  std::array<Fetch, kPages> ring_{};
  std::uint32_t count_ = 0;
  static constexpr std::ptrdiff_t kParents = 3;
  bool machine_ = false;
  bool rapid_ = false;
  bool linked_ = false;
};

struct AgentUse {
  std::uint32_t agent = 0;  // index into the AgentTable
  std::uint64_t requests = 0;
  // Served under known rules, after the same program received robots.txt.
  std::uint64_t fetched_after_read = 0;
  UtcTime first{}, last{};
  Place first_place;
  UtcTime last_served{};  // was sent content, robots.txt apart
  UtcTime last_allowed_page{};
  bool saw_page = false;
  Pace pace;
  Sessions sessions;
};

struct Actor {
  static constexpr std::size_t kMaxAgents = 16;
  static constexpr std::size_t kMaxReads = 10'000;

  Address address;
  std::vector<AgentUse> uses;
  std::vector<RobotsRead> reads;
  std::vector<NearRead> near_reads;  // at most kMaxReads
  // Either beyond kMaxReads, or in lines that could not be read: nothing can be
  // said about what this client did not ask for.
  bool reads_unknown = false;
  std::uint64_t requests = 0;
  // Agents that received robots.txt, the first kMaxAgents.
  std::vector<std::uint32_t> readers;
  bool own = false;
  UtcTime first{}, last{};
  RequestTimes times;  // of those that are no browser's, see Collector
  UtcTime last_redirect{};
  bool redirected = false;
  // Of its browser-like agents alone.
  std::uint32_t browser_requests = 0;
  bool browser_support = false;      // style sheets, scripts, fonts, icons
  bool browser_referer = false;      // sent a referer
  bool browser_revalidated = false;  // a 304: has a cache
  bool browser_read_robots = false;
  // Most browsers in these logs are bare: pages lie on another host, or nobody
  // sends what would tell.
  bool in_bare_crowd = false;
};

class Actors {
 public:
  static constexpr std::size_t kMax = 1'000'000;

  // Null for what is no address, or beyond kMax.
  Actor* find_or_add(std::string_view ip);
  // The entry for a user agent; beyond kMaxAgents the last one is shared.
  static AgentUse& use(Actor& actor, std::uint32_t agent);
  // Of its last read of robots.txt.
  static void note_reader(Actor& actor);
  // It will be used soon; and, once that came, what hangs on it.
  static void expect(const Actor& actor);
  static void expect_uses(const Actor& actor);

  // Once all lines are in: whether being bare says anything here.
  void look_at_crowd();

  std::vector<Actor>& all() { return actors_; }
  const std::vector<Actor>& all() const { return actors_; }
  std::uint32_t index(const Actor& actor) const {
    return static_cast<std::uint32_t>(&actor - actors_.data());
  }
  bool full() const { return actors_.size() >= kMax; }

 private:
  std::vector<Actor> actors_;
  TextIndex index_;  // of their addresses
};

// Why a client with a browser's name is taken for a program; "" when a person
// may well sit there. "automation_named", "browser_read_robots", "bare"
// (several fetches, none with a referer, never what a page needs to be shown),
// "machine_pace".
std::string_view sign_of_automation(const Actor& actor, const AgentUse& use,
                                    const Agent& agent);
bool is_bare(const Actor& actor);

}  // namespace veto::logs

#endif  // VETO_AUDIT_LOGS_ACTORS_H_
