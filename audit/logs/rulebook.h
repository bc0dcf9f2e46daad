// SPDX-License-Identifier: GPL-3.0-or-later
//
// What robots.txt said of one request: the version in force, under every
// reading that matters. A request counts as disallowed only where RFC 9309,
// google/robotstxt, the lenient reading, what the operator itself documents
// (fallback groups, skipping "*"), the groups of other names in the user agent
// and, of an address with dot segments, the address without them agree.

#ifndef VETO_AUDIT_LOGS_RULEBOOK_H_
#define VETO_AUDIT_LOGS_RULEBOOK_H_

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "audit/logs/agent.h"
#include "audit/logs/text_index.h"
#include "base/time.h"
#include "crawler/api/robots_history.h"

namespace veto::logs {

using Version = std::shared_ptr<const crawler::RobotsVersion>;

enum class Opinion {
  allowed,
  disallowed,    // in every reading
  differ,        // in some
  unrestricted,  // robots.txt answered 4xx (RFC 9309, section 2.3.1.3)
  unreachable,   // it answered 5xx (section 2.3.1.4)
};

class Rulebook {
 public:
  // Seconds of log times are whole and clocks differ: what is nearer than this
  // to a change, or to a read of robots.txt, has no certain order.
  static constexpr std::chrono::seconds kGuard{2};
  static constexpr std::chrono::hours kCache{24};  // RFC 9309, section 2.4

  // The history must outlive this.
  explicit Rulebook(const crawler::RobotsHistory& history);

  // Null where nothing is known. Valid until asked of another time.
  const Version& at(UtcTime time) const;
  const Version& last() const { return last_; }
  // Since when the newest rules have been in force, where others were before.
  std::optional<UtcTime> changed() const;
  // When the first version began; null for an empty history.
  std::optional<UtcTime> begin() const;
  // Whether that is when they were first served, as the user states, and not
  // only when somebody first looked.
  bool begin_is_asserted() const;

  Opinion opinion(const Version& version, const Agent& agent,
                  std::string_view target) const;
  // Whose rules are asked about: all that a version does not name share "*".
  // Equal ones get equal opinions of a target.
  struct Asker {
    const crawler::RobotsVersion* version = nullptr;
    const config::Scraper* scraper = nullptr;
    std::uint32_t token = 0;  // of tokens_

    auto operator<=>(const Asker&) const = default;
  };
  Asker asker_of(const Version& version, const Agent& agent) const;
  // The RFC 9309 verdict, with the rule that gave it.
  crawler::RobotsVerdict rule(const Version& version, const Agent& agent,
                              std::string_view target) const;
  // Whether anything but disallowed may have been in force at some instant of
  // [from, to]; instants before the first version are not looked at.
  bool steadily_disallowed(UtcTime from, UtcTime to, const Agent& agent,
                           std::string_view target) const;
  // Since when every version known without a gap has disallowed it, at the
  // latest; null where it is not disallowed at that time.
  std::optional<UtcTime> disallowed_since(UtcTime time, const Agent& agent,
                                          std::string_view target) const;
  // The versions a 200 response of `bytes` body bytes at `time` may have
  // carried: by size if that names one, else those in force about then.
  std::vector<Version> received(UtcTime time, std::int64_t bytes,
                                bool& by_size) const;
  // No other text has a version's size, of those given; null for none.
  Version of_size_alone(std::int64_t bytes) const;
  // No version with another text has this one's size.
  bool has_size_of_its_own(const Version& version) const;
  // How long an agent may use a copy: 24 hours or what its operator documents.
  static std::chrono::hours cache_time(const Agent& agent);

 private:
  // What was found out before, and exactly of what.
  struct Known {
    Asker asker, stands_for;
  };
  struct Answer {
    Asker asker;
    std::uint32_t target = 0;  // of targets_
    Opinion opinion = Opinion::differ;
  };
  void forget_old() const;

  const crawler::RobotsHistory& history_;
  Version last_;
  // By hash, the newest alone.
  mutable std::vector<Known> askers_;
  mutable std::vector<Answer> answers_;
  mutable TextIndex tokens_;  // at most one an agent
  mutable TextIndex targets_;
  mutable Version last_found_;
  mutable UtcTime last_asked_{};
  mutable bool asked_ = false;
};

}  // namespace veto::logs

#endif  // VETO_AUDIT_LOGS_RULEBOOK_H_
