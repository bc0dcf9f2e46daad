// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/scrapers_show.h"

#include <fmt/format.h>

#include <algorithm>
#include <iostream>

#include "base/text.h"
#include "cli/terminal.h"
#include "config/scrapers.h"

namespace veto::cli {
namespace {

using config::Scraper;
using config::ScraperRegistry;

constexpr std::size_t kMaxAgent = 8 * 1024;

std::string joined(const std::vector<std::string>& values) {
  return fmt::format("{}", fmt::join(values, ", "));
}

std::string row(std::string_view label, std::string_view value) {
  return fmt::format("{:<15} {}\n", label, value);
}

std::string row(const Scraper& scraper, std::string_view field,
                std::string_view label, const std::string& value) {
  if (value.empty()) return {};
  const auto& registry = ScraperRegistry::built_in();
  const auto evidence = registry.evidence_of(scraper, field);
  std::string who;
  for (std::string_view source : evidence.sources)
    who += fmt::format("{}{} ({})", who.empty() ? "" : ", ", source,
                       registry.source(source)->date);
  return row(label, value) +
         row("", fmt::format("  {}: {}", evidence.level,
                             who.empty() ? "as the entry; no source of its "
                                           "own tells of it"
                                         : who));
}

std::string robots_of(const Scraper& scraper) {
  std::string text = scraper.robots_claim;
  if (scraper.cache_hours != 24)
    text += fmt::format("; may keep a copy for {} h", scraper.cache_hours);
  if (scraper.ignores_wildcard) text += "; does not read the \"*\" group";
  if (!scraper.fallback_tokens.empty())
    text += "; without a group of its own follows " +
            joined(scraper.fallback_tokens);
  return text;
}

std::string agents_of(const Scraper& scraper) {
  if (!scraper.match_in_logs) return {};
  std::vector<std::string> words = {scraper.ua_match};
  words.insert(words.end(), scraper.ua_also.begin(), scraper.ua_also.end());
  return joined(words);
}

std::string described(const Scraper& s) {
  return row("id", s.id) + row(s, "token", "token", s.token) +
         row(s, "operator", "operator",
             s.operator_name.empty() ? "" : s.operator_name + " (as it says)") +
         row(s, "purpose", "purpose", s.purpose) +
         row(s, "robots", "robots.txt", robots_of(s)) +
         row(s, "in_agent", "in user agents", agents_of(s)) +
         row("sends requests", s.control_only ? "no" : "yes") +
         row(s, "addresses", "addresses", joined(s.address_lists)) +
         row(s, "reverse_dns", "reverse DNS", joined(s.reverse_dns)) +
         row(s, "signatures", "signatures", s.signature_directory) +
         row(s, "docs", "documentation", s.docs_url) +
         row("evidence", s.evidence + ", of the entry as a whole");
}

std::string described(const config::WithoutCrawler& one) {
  return row("id", one.id) + row("operator", one.operator_name) +
         row("purpose", one.purpose) +
         row("crawler",
             "publishes none: no name for robots.txt, no user agent, no "
             "address") +
         row("",
             "No robots.txt group addresses it but \"*\", and no access log "
             "can show it.") +
         row("evidence", one.evidence);
}

}  // namespace

ExitCode show_scraper(const std::string& id) {
  const auto& registry = ScraperRegistry::built_in();
  const Scraper* found = registry.by_id(id);
  if (!found) found = registry.by_token(id);
  if (found) {
    print_result(described(*found));
    return ExitCode::done;
  }
  for (const auto& one : registry.without_crawler()) {
    if (one.id != id && !iequals(one.operator_name, id)) continue;
    print_result(described(one));
    return ExitCode::done;
  }
  return print_error({ErrorKind::not_found, "no such scraper", id,
                      "veto scrapers list names them all"});
}

ExitCode match_agent(const std::string& user_agent) {
  const auto name_of = [](std::string_view agent) {
    const Scraper* found =
        ScraperRegistry::built_in().match(agent.substr(0, kMaxAgent));
    return found ? found->id : std::string("none");
  };
  if (!user_agent.empty()) {
    print_result(name_of(user_agent) + "\n");
    return ExitCode::done;
  }
  for (std::string line; std::getline(std::cin, line);)
    print_result(name_of(line) + "\t" + printable(line, kMaxAgent) + "\n");
  return ExitCode::done;
}

}  // namespace veto::cli
