// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a user agent string says about the client that sent it: which product
// token robots.txt is to be read for, and whether a person may sit behind it.
// Only the decoded user agent field counts; a bot's name in a referer or in a
// URL names nobody.

#ifndef VETO_AUDIT_LOGS_AGENT_H_
#define VETO_AUDIT_LOGS_AGENT_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "audit/finding.h"
#include "audit/logs/text_index.h"
#include "config/scrapers.h"

namespace veto::logs {

struct Agent {
  std::string text;   // decoded, at most 1 KiB
  std::string token;  // to judge by: the registry's, its own, or "*"
  // Further names in the text that robots.txt may call it by, in lower case,
  // with a space between; "" where the registry knows what it is called.
  std::string other_names;
  const config::Scraper* scraper = nullptr;
  audit::Identity identity = audit::Identity::i0;
  bool browser = false;    // looks like a program that a person looks through
  bool device = false;     // a browser in so far; a telephone's or player's
  bool automated = false;  // says of itself that nobody looks: HeadlessChrome
  bool own = false;        // this program's own crawler
  bool forgotten = false;  // over the table's limit: stands for many

  // Names itself as a program that fetches on its own.
  bool declared() const { return !browser; }
};

// Whether what one was sent the other has: under one name, or one operator's.
bool is_same_program(const Agent& one, const Agent& other);

// `own_token` empty: no crawl is our own.
Agent read_agent(std::string_view user_agent, bool present,
                 const config::ScraperRegistry& registry,
                 std::string_view own_token);

// Distinct user agents, by index. Bounded: a client that sends a new one with
// every request lands, after kMax, in one entry that is never judged.
class AgentTable {
 public:
  static constexpr std::size_t kMax = 100'000;

  AgentTable(const config::ScraperRegistry& registry, std::string own_token);
  std::uint32_t index_of(std::string_view user_agent, bool present);
  const Agent& operator[](std::uint32_t index) const { return agents_[index]; }
  // Whether one of these is the same program as that agent.
  bool hold_program(const std::vector<std::uint32_t>& these,
                    const Agent& agent) const;

 private:
  const config::ScraperRegistry& registry_;
  std::string own_token_;
  std::vector<Agent> agents_;
  TextIndex index_;  // of their texts, from the second agent on
};

}  // namespace veto::logs

#endif  // VETO_AUDIT_LOGS_AGENT_H_
