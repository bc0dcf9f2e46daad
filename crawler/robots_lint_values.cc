// SPDX-License-Identifier: GPL-3.0-or-later
//
// What stands behind the colon, paths apart: names of crawlers, delays,
// sitemaps and usage preferences.

#include <fmt/format.h>

#include <charconv>

#include "base/text.h"
#include "base/url.h"
#include "crawler/robots_lint.h"

namespace veto::crawler {
namespace {

using std::string_view;

constexpr double kLongDelay = 60;      // seconds
constexpr std::size_t kLeastName = 5;  // shorter names resemble too many

void lint_delay(const LintLine& line, LintNotes& notes) {
  double seconds = 0;
  const char* end = line.value.data() + line.value.size();
  const auto [rest, error] = std::from_chars(line.value.data(), end, seconds);
  if (error != std::errc() || rest != end || !(seconds >= 0 && seconds < 1e9)) {
    const string_view digits =
        line.value.substr(0, line.value.find_first_not_of("0123456789"));
    notes.add(LintLevel::error, "crawl-delay-form", &line,
              "a delay is a number of seconds, with a point if it needs one",
              digits.empty() ? "write a number, as Crawl-delay: 5"
                             : fmt::format("write Crawl-delay: {}", digits));
  } else if (seconds > kLongDelay) {
    notes.add(LintLevel::note, "crawl-delay-long", &line,
              "readers that honour a delay cap it, often at 30 seconds",
              "disallow what need not be fetched rather than slow it down");
  }
}

void lint_sitemap(const LintLine& line, LintNotes& notes) {
  const auto url = Url::parse(line.value);
  if (url && url->is_http()) return;
  notes.add(LintLevel::warning, "sitemap-relative", &line,
            "a sitemap is named by its whole URL",
            "begin it with https:// and the host");
}

// "Content-Signal: ai-train=no" and "Content-Usage: train-ai=n" are easily
// mixed up, and a mixture says nothing to anybody.
void lint_usage(const LintLine& line, LintNotes& notes) {
  const std::string value = to_lower(line.value);
  const auto holds = [&](string_view part) {
    return value.find(part) != value.npos;
  };
  if (iequals(line.key, "content-signal") && holds("train-ai"))
    notes.add(LintLevel::error, "signal-mixed-up", &line,
              "Content-Signal knows no train-ai: nothing is said",
              "write Content-Signal: ai-train=no");
  if (!iequals(line.key, "content-usage")) return;
  if (holds("ai-train"))
    notes.add(LintLevel::error, "signal-mixed-up", &line,
              "Content-Usage knows no ai-train: nothing is said",
              "write Content-Usage: train-ai=n");
  else if (holds("=no") || holds("=yes") || holds("\""))
    notes.add(LintLevel::error, "signal-mixed-up", &line,
              "the values of Content-Usage are y and n, without quotes",
              "write Content-Usage: train-ai=n");
}

// The name in the registry that a name was probably meant to be.
const config::Scraper* near_name(string_view token,
                                 const config::ScraperRegistry& registry) {
  if (token.size() < kLeastName || registry.by_token(token) != nullptr)
    return nullptr;
  for (const auto& scraper : registry.all())
    if (scraper.token.size() >= kLeastName &&
        lint_distance(token, scraper.token, 1) == 1)
      return &scraper;
  return nullptr;
}

std::string fix_of_token(string_view value) {
  const string_view front = lint_token(value);
  const string_view rest = value.substr(front.size());
  if (!front.empty() && rest.starts_with('/'))
    return fmt::format("write User-agent: {}", lint_shown(front));
  return "keep the line for readers that take it as it stands; for the others "
         "put the rules under User-agent: * or refuse the client at the server";
}

void lint_token_line(const LintLine& line,
                     const config::ScraperRegistry& registry,
                     LintNotes& notes) {
  const string_view value = line.value;
  const string_view front = lint_token(value);
  if (value == "*") return;
  if (value.empty()) {
    notes.add(LintLevel::error, "token-empty", &line,
              "this group names nobody, so its rules bind nobody",
              "name a crawler, or * for all that have no group of their own");
  } else if (value.starts_with('*') && trim(value.substr(1, 1)).empty()) {
    notes.add(LintLevel::error, "token-star-and-more", &line,
              "strict readers do not take this for *, so the rules may bind "
              "nobody",
              "write User-agent: *");
  } else if (value.find(',') != value.npos) {
    notes.add(LintLevel::error, "token-list", &line,
              "one line holds one name: readers see the first one or none",
              "write a User-agent line for each");
  } else if (value.find('*') != value.npos) {
    notes.add(LintLevel::error, "token-wildcard", &line,
              "names know no wildcard: nobody is called this",
              "write the whole name, or * alone");
  } else if (front.size() != value.size()) {
    notes.add(LintLevel::error, "token-invalid", &line,
              front.empty()
                  ? std::string("a name is letters, - and _ (RFC 9309, section "
                                "2.2.1), so strict readers see nobody named")
                  : fmt::format("a name is letters, - and _ (RFC 9309, section "
                                "2.2.1): strict readers see nobody named, "
                                "Google's reads {}",
                                lint_shown(front)),
              fix_of_token(value));
  } else if (const auto* scraper = near_name(value, registry)) {
    notes.add(
        LintLevel::warning, "token-misspelt", &line,
        fmt::format("no crawler that we know is called {}", lint_shown(value)),
        fmt::format("write User-agent: {} if that one is meant",
                    scraper->token));
  }
}

}  // namespace

void lint_values(const LintFile& file, LintNotes& notes) {
  for (const LintLine& line : file.lines) {
    if (line.loose == RobotsField::crawl_delay) lint_delay(line, notes);
    if (line.loose == RobotsField::sitemap) lint_sitemap(line, notes);
    if (line.loose == RobotsField::none) lint_usage(line, notes);
  }
}

void lint_tokens(const LintFile& file, const config::ScraperRegistry& registry,
                 LintNotes& notes) {
  for (const LintLine& line : file.lines)
    if (line.loose == RobotsField::user_agent)
      lint_token_line(line, registry, notes);
}

}  // namespace veto::crawler
