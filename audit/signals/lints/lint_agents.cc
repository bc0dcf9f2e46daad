// SPDX-License-Identifier: GPL-3.0-or-later
//
// AI agents that a robots.txt leaves out: it shuts out some by name, and others
// may come; or it says how content may be used, and not in their group.

#include <algorithm>
#include <optional>

#include "audit/signals/families/content_signal_rules.h"
#include "audit/signals/families/content_usage_rules.h"
#include "audit/signals/lints/parts.h"
#include "base/text.h"

namespace veto::signals {
namespace {

using crawler::RobotsRules;

// Fetching for a person who asks is not collecting, and of these operators
// some say that rules do not bind it.
bool collects(const config::Scraper& scraper) {
  return scraper.crawls_for_ai && !scraper.user_triggered &&
         !scraper.ignores_wildcard && config::is_product_token(scraper.token);
}

void add_left_out(const LintContext& context, std::string_view code,
                  const std::string& origin, const LintPlace& place,
                  const std::vector<std::string>& left_out,
                  const std::vector<std::string>& shut) {
  if (left_out.empty()) return;
  context.book.add(code, origin, place, "",
                   {{"agents", lint_list(left_out)},
                    {"missing", left_out.size()},
                    {"shut", lint_list(shut, 5)}});
}

void lint_left_out(const LintContext& context, const std::string& name,
                   const RobotsRules& rules) {
  std::vector<std::string> shut, main, others;
  int line = 0;
  const auto& known = training_tokens(context.registry);
  for (const config::Scraper& scraper : context.registry.all()) {
    if (!scraper.crawls_for_ai) continue;
    const auto decision = rules.decide(scraper.token, "/");
    if (!decision.allowed && rules.names(scraper.token)) {
      shut.push_back(scraper.token);
      line = line == 0 ? decision.line : std::min(line, decision.line);
    } else if (decision.allowed && collects(scraper) &&
               !rules.names(scraper.token)) {
      const bool is_main =
          std::ranges::find(known, scraper.token) != known.end();
      (is_main ? main : others).push_back(scraper.token);
    }
  }
  if (shut.empty()) return;
  const LintPlace place = lint_place(name + "/robots.txt", line, "");
  add_left_out(context, "known-agents-without-rule", name, place, main, shut);
  add_left_out(context, "other-agents-without-rule", name, place, others, shut);
}

// Of one field, from robots.txt alone.
std::vector<Signal> signals_of(const Origin& origin, Family family) {
  std::vector<Signal> signals;
  if (!origin.signals) return signals;
  for (const Signal& signal : *origin.signals)
    if (signal.family == family && signal.source == Source::robots)
      signals.push_back(signal);
  return signals;
}

std::optional<Answer> training_answer(const std::vector<Signal>& signals,
                                      Family family, const RobotsRules& rules,
                                      std::string_view token) {
  const RobotsQuestion question{rules, token, "/"};
  return family == Family::content_usage
             ? resolve_content_usage(signals, question, Use::training)
             : resolve_content_signal(signals, question, Use::training);
}

// A record stands for the agents of its group, and of "*" a named agent hears
// nothing (draft-ietf-aipref-attach-05, section 3).
void lint_not_inherited(const LintContext& context, const std::string& name,
                        const Origin& origin, Family family) {
  const RobotsRules& rules = origin.robots->rules;
  const std::vector<Signal> signals = signals_of(origin, family);
  const auto star = training_answer(signals, family, rules, "");
  if (!star || star->wish != Wish::reserved) return;
  for (const config::Scraper& scraper : context.registry.all()) {
    if (!collects(scraper) || !rules.names(scraper.token)) continue;
    if (!rules.decide(scraper.token, "/").allowed) continue;
    if (training_answer(signals, family, rules, scraper.token)) continue;
    context.book.add(
        "preference-not-inherited", name, lint_place(signals[star->by]),
        scraper.token,
        {{"token", scraper.token},
         {"field", family == Family::content_usage ? "Content-Usage"
                                                   : "Content-Signal"}});
  }
}

}  // namespace

void lint_agents(const LintContext& context) {
  for (const auto& [name, origin] : context.site.origins) {
    if (!has_rules(origin) || !is_judged(origin)) continue;
    lint_left_out(context, name, origin.robots->rules);
    for (const Family family : {Family::content_usage, Family::content_signal})
      lint_not_inherited(context, name, origin, family);
  }
}

}  // namespace veto::signals
