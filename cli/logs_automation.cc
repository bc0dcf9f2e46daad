// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/logs_automation.h"

#include <fmt/format.h>

#include <string_view>
#include <utility>

#include "base/text.h"

namespace veto::cli {
namespace {

constexpr std::size_t kShown = 20;

std::string words_of(const logs::AutomationSign& sign) {
  constexpr std::pair<std::string_view, std::string_view> kWords[] = {
      {"automation_named", "says itself that nobody looks"},
      {"robots_read", "requests for /robots.txt: {}"},
      {"trap_asked", "requests for a trap: {}"},
      {"disallowed_asked",
       "asked for {} pages that robots.txt asks all "
       "robots not to fetch"},
      {"images_only", "{} images, never a page"},
      {"pages_alone", "{} pages, never what pages embed"},
      {"images_no_referer", "{} images, never with the page it was on"},
      {"numbers_in_sequence", "{} addresses that count up by one"},
      {"even_pace", "{} gaps of nearly one length"},
      {"many_agents", "{} browsers at one address within ten minutes"},
      {"never_revalidated", "{} requests, never a 304"},
      {"old_browser", "a browser of more than a year before"}};
  for (const auto& [name, words] : kWords)
    if (name == sign.name) return fmt::format(fmt::runtime(words), sign.count);
  return std::string(sign.name);
}

std::string describe(const logs::LikelyAutomation& one) {
  std::string text = fmt::format(
      "  {}  {}\n    requests: {}, sessions: {}, from {} to {}; the "
      "first is line {}\n",
      one.network, printable(one.user_agent, 120), one.requests, one.sessions,
      to_rfc3339(one.first), to_rfc3339(one.last), one.place.line);
  for (const auto& sign : one.signs) text += "    - " + words_of(sign) + "\n";
  return text;
}

}  // namespace

std::string describe_automation(const logs::LogSummary& summary) {
  if (!summary.looked_for_automation) return {};
  std::string text =
      "\nAutomation likely, by three signs or more, behind a browser's name:\n";
  if (summary.automation.empty()) text += "  nobody\n";
  std::size_t shown = 0;
  for (const auto& one : summary.automation) {
    if (shown == kShown) break;
    text += describe(one);
    ++shown;
  }
  const std::size_t more =
      summary.automation.size() - shown + summary.automation_left_out;
  if (more > 0) text += fmt::format("  and {} more; see --json\n", more);
  return text +
         "These are signs, no finding: they do not show who it was. Companies "
         "and mobile networks put many people behind one address; prefetching, "
         "reading programs, monitors and old devices show some of them too.\n";
}

}  // namespace veto::cli
