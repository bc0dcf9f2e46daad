// SPDX-License-Identifier: GPL-3.0-or-later
//
// A token and a target on the first two lines, a robots.txt after them.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "crawler/api/robots.h"
#include "crawler/api/robots_lint.h"
#include "crawler/signal_files.h"

using veto::crawler::Reading;
using veto::crawler::RobotsRules;

namespace {

std::string_view take_line(std::string_view& text) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return line;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::string_view token = take_line(text);
  const std::string_view target = take_line(text);
  const auto ends = std::count_if(
      text.begin(), text.end(), [](char c) { return c == '\n' || c == '\r'; });
  const RobotsRules rules = RobotsRules::parse(text);
  for (Reading reading : {Reading::rfc, Reading::google, Reading::lenient}) {
    const auto verdict = rules.verdict(token, target, reading);
    if (verdict.line < 0 || verdict.line > ends + 1) std::abort();
    if (!verdict.allowed && verdict.line == 0) std::abort();
    if ((verdict.line == 0) != verdict.rule.empty()) std::abort();
    if (verdict.line != 0 && verdict.group_line >= verdict.line) std::abort();
    if (!rules.verdict(token, "/robots.txt", reading).allowed) std::abort();
    const auto decision = rules.decide(token, target, reading);
    if (decision.line != verdict.line) std::abort();
    if (decision.allowed != verdict.allowed) std::abort();
  }
  const auto lint = veto::crawler::lint_robots(
      text, veto::config::ScraperRegistry::built_in());
  for (const auto& note : lint.notes)
    if (note.line < 0 || note.line > ends + 1) std::abort();
  const auto licenses = veto::crawler::licenses_of_robots(text);
  if (licenses.size() > veto::crawler::kMaxNamedLicenses) std::abort();
  for (const veto::Url& url : licenses)
    if (!url.is_http()) std::abort();
  rules.crawl_delay(token);
  rules.sitemaps();
  return 0;
}
