// SPDX-License-Identifier: GPL-3.0-or-later
//
// Robots directives: written so that nobody reads them, addressed to somebody
// who is not known to read any, or combined so that one program misreads them.

#include <algorithm>

#include "audit/signals/families/directives.h"
#include "audit/signals/families/img2dataset.h"
#include "audit/signals/families/robots_date.h"
#include "audit/signals/lints/parts.h"
#include "base/text.h"

namespace veto::signals {
namespace {

constexpr std::string_view kField = "X-Robots-Tag";

bool is_noai(std::string_view name) {
  return name == "noai" || name == "noimageai";
}

// Whether a consumer that goes by this name is known to read directives, and
// this one among them where it is about AI.
bool is_read_by(std::string_view agent, std::string_view name,
                const config::ScraperRegistry& registry) {
  bool reads_directives = false;
  // Google's second name of this kind is of the same crawler.
  if (iequals(agent, "googlebot-news")) agent = "Googlebot";
  for (const Consumer& consumer : consumers())
    for (const Take& take : consumer.takes) {
      if (take.family != Family::directive || !iequals(take.token, agent))
        continue;
      reads_directives = true;
      if (std::ranges::find(take.meanings, name, &DirectiveMeaning::name) !=
          take.meanings.end())
        return true;
    }
  if (is_noai(name)) return false;
  if (reads_directives) return true;
  // Of other search engines it is not known here what they read.
  const config::Scraper* scraper = registry.by_token(agent);
  return !scraper || !scraper->crawls_for_ai;
}

// "no-ai" -> "noai"; "" where that gives no directive.
std::string unhyphenated(std::string_view name) {
  std::string bare(name);
  std::erase_if(bare, [](char c) { return c == '-' || c == '_'; });
  return bare != name && is_opt_out_directive(bare) ? bare : std::string();
}

void lint_directive(const LintContext& context, const Resource& resource,
                    const Signal& signal) {
  LintBook& book = context.book;
  const LintPlace place = lint_place(signal);
  const std::string name = printable(signal.name, 200);
  if (signal.problem == kInBody && is_opt_out_directive(signal.name))
    book.add("meta-in-body", resource.origin, place, name, {{"name", name}});
  if (signal.malformed)
    return book.add("directive-malformed", resource.origin, place, name,
                    {{"name", name}});
  if (signal.name == "unavailable_after" && !parse_robots_date(signal.value))
    return book.add("unavailable-after-unreadable", resource.origin, place, "",
                    {{"value", printable(signal.value, 200)}});
  if (const std::string meant = unhyphenated(signal.name); !meant.empty())
    return book.add("directive-misspelt", resource.origin, place, name,
                    {{"name", name}, {"write", meant}});
  if (signal.agent.empty() || !is_opt_out_directive(signal.name)) return;
  if (is_read_by(signal.agent, signal.name, context.registry)) return;
  const std::string agent = printable(signal.agent, 200);
  book.add("agent-directive-unread", resource.origin, place,
           to_lower(agent) + ": " + name, {{"agent", agent}, {"name", name}});
}

// One known reader compares without folding case.
void lint_capitals(const LintContext& context, const Resource& resource,
                   const std::string& field) {
  const std::string_view read =
      std::string_view(field).substr(0, kMaxFieldBytes);
  for (std::string_view piece : split(read, ',')) {
    piece = trim(piece);
    const std::string lower = to_lower(piece);
    if (!is_noai(lower) || lower == piece) continue;
    context.book.add(
        "directive-capitals", resource.origin,
        lint_place(resource.url, 0, std::string(kField) + ": " + field), lower,
        {{"name", std::string(piece)}});
  }
}

// What the field asks by Google's reading and img2dataset does not see; "" for
// nothing.
std::string lost_directive(const std::string& field,
                           const config::ScraperRegistry& registry) {
  for (const Directive& one : parse_robots_header(field, registry)) {
    const bool listed = std::ranges::find(kImg2datasetDirectives, one.name) !=
                        std::end(kImg2datasetDirectives);
    if (listed && !one.malformed && one.agent.empty()) return one.name;
  }
  return {};
}

void lint_combined(const LintContext& context, const Resource& resource,
                   const std::vector<std::string>& fields) {
  if (!resource.said.is_image() || img2dataset_discards(fields)) return;
  for (const std::string& field : fields) {
    const std::string lost = lost_directive(field, context.registry);
    if (lost.empty()) continue;
    context.book.add(
        "header-combined", resource.origin,
        lint_place(resource.url, 0, std::string(kField) + ": " + field), "",
        {{"name", lost}});
    return;
  }
}

}  // namespace

void lint_directives(const LintContext& context) {
  for (const auto& [url, resource] : context.site.resources) {
    for (const Signal& signal : resource.said.own)
      if (signal.family == Family::directive)
        lint_directive(context, resource, signal);
    if (!resource.has_response) continue;
    const auto fields = crawler::all_headers(resource.headers, kField);
    for (const std::string& field : fields)
      lint_capitals(context, resource, field);
    lint_combined(context, resource, fields);
  }
}

}  // namespace veto::signals
