// SPDX-License-Identifier: GPL-3.0-or-later
//
// Rulebook::opinion over the lines of a log: asked again of the same agent and
// the same numbered request (repeats.h), it looks up two numbers.

#ifndef VETO_AUDIT_LOGS_OPINIONS_H_
#define VETO_AUDIT_LOGS_OPINIONS_H_

#include <array>
#include <cstdint>
#include <map>
#include <string_view>
#include <vector>

#include "audit/logs/rulebook.h"

namespace veto::logs {

class Opinions {
 public:
  // The rules must outlive this.
  explicit Opinions(const Rulebook& rules);

  // `index` is the agent's in its table; `target` that of the request.
  Opinion of(const Version& version, std::uint32_t index, const Agent& agent,
             std::uint32_t request, std::string_view target);
  // It will be asked soon.
  void expect(std::uint32_t index, std::uint32_t request) const;
  // Requests are numbered anew.
  void forget_requests();

 private:
  struct Asked {
    const crawler::RobotsVersion* version = nullptr;
    std::uint32_t asker = 0;
  };
  struct Answer {
    std::uint32_t asker = 0;
    std::uint32_t request = 0;
    Opinion opinion = Opinion::differ;
  };
  std::uint32_t asker_of(const Version& version, std::uint32_t index,
                         const Agent& agent);

  const Rulebook& rules_;
  // By agent: the version in force, and another one.
  std::vector<std::array<Asked, 2>> asked_;
  std::map<Rulebook::Asker, std::uint32_t> askers_;  // from 1 on
  std::vector<Answer> answers_;                      // by hash, the newest
};

}  // namespace veto::logs

#endif  // VETO_AUDIT_LOGS_OPINIONS_H_
