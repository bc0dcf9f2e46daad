// SPDX-License-Identifier: GPL-3.0-or-later
//
// Who may not fetch an address does not see what stands in its response. For
// noindex that costs what it asks for: an address can be listed without having
// been fetched (Google, "Block search indexing with noindex"). For the rest it
// is worth knowing.

#include <algorithm>
#include <map>

#include "audit/signals/families/content_usage.h"
#include "audit/signals/lints/parts.h"
#include "base/text.h"

namespace veto::signals {
namespace {

bool is_noindex(const Signal& signal, bool is_image) {
  return signal.name == "noindex" || signal.name == "none" ||
         (is_image && signal.name == "noimageindex");
}

bool is_seen_on_fetch(const Signal& signal) {
  return signal.source == Source::header || signal.source == Source::meta;
}

// A reservation of another kind than noindex.
bool is_other_reservation(const Signal& signal) {
  switch (signal.family) {
    case Family::directive:
      return signal.agent.empty() && !signal.malformed &&
             is_opt_out_directive(signal.name) && signal.name != "noindex" &&
             signal.name != "noimageindex";
    case Family::tdmrep:
      return signal.name == "tdm-reservation" && signal.value == "1";
    case Family::content_usage:
      return (signal.problem.empty() || signal.problem == kKeyRepeated) &&
             signal.value == "n";
    case Family::content_signal:
      return signal.problem.empty() && signal.value == "no";
    default:
      return false;
  }
}

// The first rule that keeps one of them away, and whom.
struct Kept {
  std::vector<std::string> who;
  crawler::RobotsVerdict rule;

  void add(std::string name, const crawler::RobotsVerdict& verdict) {
    if (who.empty()) rule = verdict;
    if (std::ranges::find(who, name) == who.end())
      who.push_back(std::move(name));
  }
  std::string shown() const {
    return printable(rule.rule, 200) + " (" + std::to_string(rule.line) + ")";
  }
};

// The token whose group counts for a reader of directives.
std::string_view group_token(const Consumer& consumer, std::string_view token,
                             const crawler::RobotsRules& rules) {
  if (token.empty()) return "-";
  if (rules.names(token)) return token;
  for (const Take& take : consumer.takes)
    if (take.token == token && !take.falls_back_to.empty())
      return take.falls_back_to;
  return token;
}

// Consumers that would take this directive for a no to indexing.
Kept kept_from_index(const Resource& resource, const Signal& signal,
                     const crawler::RobotsRules& rules) {
  Kept kept;
  for (const Consumer& consumer : consumers())
    for (const Take& take : consumer.takes) {
      if (take.use != Use::index || take.family != Family::directive) continue;
      if (take.on == (resource.said.is_image() ? On::page : On::image))
        continue;
      if (!signal.agent.empty() && !iequals(signal.agent, take.token)) continue;
      const std::string_view name =
          signal.name == "none" ? std::string_view("noindex") : signal.name;
      if (std::ranges::find(take.meanings, name, &DirectiveMeaning::name) ==
          take.meanings.end())
        continue;
      const auto verdict = rules.verdict(
          group_token(consumer, take.token, rules), resource.said.target);
      if (!verdict.allowed) kept.add(std::string(consumer.name), verdict);
    }
  return kept;
}

// AI agents that one robots.txt names, and "*".
std::vector<std::string> named_agents(const Origin& origin,
                                      const config::ScraperRegistry& registry) {
  std::vector<std::string> tokens;
  for (const config::Scraper& scraper : registry.all())
    if (scraper.crawls_for_ai && origin.robots->rules.names(scraper.token))
      tokens.push_back(scraper.token);
  tokens.emplace_back("*");
  return tokens;
}

Kept kept_agents(const Resource& resource, const crawler::RobotsRules& rules,
                 const std::vector<std::string>& agents) {
  Kept kept;
  for (const std::string& agent : agents) {
    const std::string_view token =
        agent == "*" ? std::string_view("-") : std::string_view(agent);
    if (rules.decide(token, resource.said.target).allowed) continue;
    kept.add(agent, rules.verdict(token, resource.said.target));
  }
  return kept;
}

void lint_behind_rules(const LintContext& context, const Resource& resource,
                       const crawler::RobotsRules& rules,
                       const std::vector<std::string>& agents) {
  for (const Signal& signal : resource.said.own) {
    if (!is_seen_on_fetch(signal)) continue;
    const bool about_index = signal.family == Family::directive &&
                             !signal.malformed &&
                             is_noindex(signal, resource.said.is_image());
    if (!about_index && !is_other_reservation(signal)) continue;
    const Kept kept = about_index ? kept_from_index(resource, signal, rules)
                                  : kept_agents(resource, rules, agents);
    if (kept.who.empty()) continue;
    context.book.add(
        about_index ? "rule-hides-noindex" : "rule-hides-directive",
        resource.origin, lint_place(signal), "",
        {{about_index ? "readers" : "agents", lint_list(kept.who)},
         {"rule", kept.shown()}});
  }
}

}  // namespace

void lint_hidden(const LintContext& context) {
  std::map<std::string, std::vector<std::string>> agents;
  for (const auto& [name, origin] : context.site.origins)
    if (has_rules(origin))
      agents[name] = named_agents(origin, context.registry);
  for (const auto& [url, resource] : context.site.resources) {
    const auto origin = context.site.origins.find(resource.origin);
    if (origin == context.site.origins.end() || !has_rules(origin->second))
      continue;
    lint_behind_rules(context, resource, origin->second.robots->rules,
                      agents[resource.origin]);
  }
}

}  // namespace veto::signals
