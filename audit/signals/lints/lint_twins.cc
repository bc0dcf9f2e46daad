// SPDX-License-Identifier: GPL-3.0-or-later
//
// A robots.txt speaks for its scheme, host and port alone (RFC 9309, section
// 2.3). A site that answers as http and https, with and without "www.", has up
// to four of them, which should say the same.

#include <algorithm>
#include <map>

#include "audit/signals/families/content_signal_rules.h"
#include "audit/signals/families/content_usage_rules.h"
#include "audit/signals/lints/parts.h"
#include "base/url.h"

namespace veto::signals {
namespace {

using Named = std::pair<const std::string, Origin>;

// What twins have in common: the host without "www.", and a port that is no
// scheme's default.
std::string family_name(const std::string& origin) {
  const auto url = Url::parse(origin);
  if (!url || !url->is_http()) return {};
  std::string_view host = url->host();
  if (host.starts_with("www.")) host.remove_prefix(4);
  std::string name(host);
  if (url->port()) name += ":" + std::to_string(*url->port());
  return name;
}

bool is_open(const Origin& origin, std::string_view token) {
  return !has_rules(origin) || origin.robots->rules.decide(token, "/").allowed;
}

bool reserves_training(const Origin& origin, Family family) {
  if (!has_rules(origin) || !origin.signals) return false;
  std::vector<Signal> signals;
  for (const Signal& signal : *origin.signals)
    if (signal.family == family && signal.source == Source::robots)
      signals.push_back(signal);
  const RobotsQuestion question{origin.robots->rules, "", "/"};
  const auto answer =
      family == Family::content_usage
          ? resolve_content_usage(signals, question, Use::training)
          : resolve_content_signal(signals, question, Use::training);
  return answer && answer->wish == Wish::reserved;
}

// To whom `open` is open and `closed` is not.
std::vector<std::string> let_in(const Origin& open, const Origin& closed,
                                const config::ScraperRegistry& registry) {
  std::vector<std::string> who;
  if (is_open(open, "-") && !is_open(closed, "-")) who.emplace_back("*");
  for (const config::Scraper& scraper : registry.all())
    if (scraper.crawls_for_ai && config::is_product_token(scraper.token) &&
        is_open(open, scraper.token) && !is_open(closed, scraper.token))
      who.push_back(scraper.token);
  for (const Family family : {Family::content_usage, Family::content_signal})
    if (reserves_training(closed, family) && !reserves_training(open, family))
      who.emplace_back(family == Family::content_usage ? "Content-Usage"
                                                       : "Content-Signal");
  return who;
}

void compare(const LintContext& context, const Named& open,
             const Named& closed) {
  const auto who = let_in(open.second, closed.second, context.registry);
  if (who.empty()) return;
  context.book.add("twins-differ", open.first,
                   lint_place(open.first + "/robots.txt", 0, ""), closed.first,
                   {{"agents", lint_list(who)}, {"other", closed.first}});
}

// Whether something is known of it that can be held against its twin's: what
// does not answer may not be there at all.
bool is_known(const Origin& origin) {
  return origin.robots &&
         origin.robots->availability() != crawler::Availability::unreachable;
}

int importance(const Origin& origin) {
  return (origin.is_seed ? 4 : 0) + (origin.serves_pages ? 2 : 0) +
         (origin.serves_images ? 1 : 0);
}

}  // namespace

void lint_twins(const LintContext& context) {
  std::map<std::string, std::vector<const Named*>> families;
  for (const Named& named : context.site.origins) {
    const std::string name = family_name(named.first);
    if (!name.empty() && is_known(named.second))
      families[name].push_back(&named);
  }
  for (const auto& [name, twins] : families) {
    const Named* main = *std::ranges::max_element(
        twins, {},
        [](const Named* named) { return importance(named->second); });
    for (const Named* twin : twins) {
      if (twin == main) continue;
      const bool same = has_rules(twin->second) && has_rules(main->second) &&
                        twin->second.robots->text == main->second.robots->text;
      if (same) continue;
      compare(context, *twin, *main);
      compare(context, *main, *twin);
    }
  }
}

}  // namespace veto::signals
