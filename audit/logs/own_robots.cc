// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/own_robots.h"

#include <algorithm>
#include <iterator>
#include <span>

#include "crawler/api/robots.h"

namespace veto::logs {
namespace {

constexpr std::string_view kNoText[] = {"html", "size-over-limit",
                                        "encoding-utf16", "encoding-nul"};
constexpr std::string_view kVoid[] = {"token-empty",    "token-star-and-more",
                                      "token-list",     "token-invalid",
                                      "token-wildcard", "rule-outside-group"};

std::vector<crawler::LintNote> notes_of(
    std::string_view text, const config::ScraperRegistry& registry,
    std::span<const std::string_view> codes) {
  std::vector<crawler::LintNote> notes =
      crawler::lint_robots(text, registry).notes;
  std::erase_if(notes, [&](const crawler::LintNote& note) {
    return std::ranges::find(codes, note.code) == codes.end();
  });
  return notes;
}

}  // namespace

std::string_view answer_fault(int status, std::int64_t bytes,
                              bool rules_known) {
  constexpr auto kMost =
      static_cast<std::int64_t>(crawler::RobotsRules::kMaxBytes);
  if (status / 100 == 5) return "server_error";
  if (status / 100 == 3 && status != 304) return "redirect";
  if (status == 404 || status == 410) return rules_known ? "missing" : "";
  return status == 200 && bytes > kMost ? "too_large" : "";
}

std::vector<crawler::LintNote> text_faults(
    std::string_view text, const config::ScraperRegistry& registry) {
  return notes_of(text, registry, kNoText);
}

std::vector<crawler::LintNote> void_rules(
    std::string_view text, const config::ScraperRegistry& registry) {
  return notes_of(text, registry, kVoid);
}

}  // namespace veto::logs
