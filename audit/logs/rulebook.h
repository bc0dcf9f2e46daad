// SPDX-License-Identifier: GPL-3.0-or-later
//
// What robots.txt said of one request: the version in force, under every
// reading that matters. A request counts as disallowed only where RFC 9309,
// google/robotstxt, the lenient reading and what the operator itself documents
// (fallback groups, skipping "*") agree.

#ifndef VETO_AUDIT_LOGS_RULEBOOK_H_
#define VETO_AUDIT_LOGS_RULEBOOK_H_

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "audit/logs/agent.h"
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
  explicit Rulebook(const crawler::RobotsHistory& history)
      : history_(history) {}

  // Null where nothing is known.
  Version at(UtcTime time) const;
  Version last() const;
  // When the first version began; null for an empty history.
  std::optional<UtcTime> begin() const;
  // Whether that is when they were first served, as the user states, and not
  // only when somebody first looked.
  bool begin_is_asserted() const;

  Opinion opinion(const Version& version, const Agent& agent,
                  std::string_view target) const;
  // The RFC 9309 verdict, with the rule that gave it.
  crawler::RobotsVerdict rule(const Version& version, const Agent& agent,
                              std::string_view target) const;
  // Whether anything but disallowed may have been in force at some instant of
  // [from, to]; instants before the first version are not looked at.
  bool steadily_disallowed(UtcTime from, UtcTime to, const Agent& agent,
                           std::string_view target) const;
  // The versions a 200 response of `bytes` body bytes at `time` may have
  // carried: by size if that names one, else those in force about then.
  std::vector<Version> received(UtcTime time, std::int64_t bytes,
                                bool& by_size) const;
  // No version with another text has this one's size.
  bool has_size_of_its_own(const Version& version) const;
  // How long an agent may use a copy: 24 hours or what its operator documents.
  static std::chrono::hours cache_time(const Agent& agent);

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>{}(text);
    }
  };
  using Answers =
      std::unordered_map<std::string, Opinion, Hash, std::equal_to<>>;

  const crawler::RobotsHistory& history_;
  // By version and token, then by target; emptied when it grows too large.
  mutable std::unordered_map<std::string, Answers> known_;
  mutable std::size_t known_count_ = 0;
  mutable std::string key_;
  mutable Version last_found_;
  mutable UtcTime last_asked_{};
  mutable bool asked_ = false;
};

}  // namespace veto::logs

#endif  // VETO_AUDIT_LOGS_RULEBOOK_H_
