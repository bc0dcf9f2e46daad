// SPDX-License-Identifier: GPL-3.0-or-later
//
// Training reserved by one carrier and allowed by another: whoever wants to
// train can point to the second. No standard says which family wins; AIPREF
// lets a no win among the statements that it knows.
//
// Rules of robots.txt are about fetching, so only two of them are taken for a
// word on training: all closed to everybody, and an agent that trains models
// shut out by name. Levels of the TDM Reservation Protocol have an order of
// their own (lint_tdm.cc).

#include <algorithm>
#include <map>

#include "audit/signals/lints/carriers.h"
#include "audit/signals/lints/parts.h"
#include "base/text.h"

namespace veto::signals {
namespace {

// Of one origin; those by URL after them are not held against its files.
constexpr std::size_t kMaxAsked = 1000;

// One side of a contradiction.
struct Side {
  Family family = Family::rule;
  Wish wish = Wish::reserved;
  LintPlace place;
};

std::vector<Side> sides_of(const std::vector<Carrier>& carriers) {
  std::vector<Side> sides;
  for (const Carrier& carrier : carriers)
    sides.push_back({carrier.family, carrier.wish, lint_place(*carrier.by)});
  return sides;
}

void add_rule_side(std::vector<Side>& sides, const std::string& name,
                   const Origin& origin,
                   const config::ScraperRegistry& registry) {
  if (!has_rules(origin)) return;
  const crawler::RobotsRules& rules = origin.robots->rules;
  std::vector<std::string> tokens = {"-"};
  for (const std::string& token : training_tokens(registry))
    if (rules.names(token)) tokens.push_back(token);
  for (const std::string& token : tokens) {
    const auto verdict = rules.verdict(token, "/");
    if (verdict.allowed) continue;
    sides.push_back(
        {Family::rule, Wish::reserved,
         lint_place(name + "/robots.txt", verdict.line, verdict.rule)});
    return;
  }
}

const Side* first_of(const std::vector<Side>& sides, Wish wish) {
  const auto found = std::ranges::find(sides, wish, &Side::wish);
  return found == sides.end() ? nullptr : &*found;
}

std::string where(const LintPlace& place) {
  return place.line > 0 ? place.url + ":" + std::to_string(place.line)
                        : place.url;
}

void hold_against(const LintContext& context, const std::string& origin,
                  const Side* allows, const Side* reserves) {
  if (!allows || !reserves) return;
  if (allows->family == Family::tdmrep && reserves->family == Family::tdmrep)
    return;
  const auto allowing = carrier_name(allows->family);
  const auto reserving = carrier_name(reserves->family);
  context.book.add("carriers-disagree", origin, allows->place,
                   std::string(allowing) + " - " + std::string(reserving),
                   {{"allows", allowing},
                    {"allows_raw", allows->place.raw},
                    {"reserves", reserving},
                    {"reserves_raw", reserves->place.raw},
                    {"reserves_place", where(reserves->place)}});
}

struct OriginSides {
  SignalsByFamily signals;
  std::vector<Side> rule;  // at most one
  std::size_t asked = 0;
};

OriginSides lint_origin_carriers(const LintContext& context,
                                 const std::string& name,
                                 const Origin& origin) {
  OriginSides sides;
  if (origin.signals) sides.signals = SignalsByFamily(*origin.signals);
  add_rule_side(sides.rule, name, origin, context.registry);
  Said said;
  said.target = "/";
  said.robots = origin.robots;
  std::vector<Side> all =
      sides_of(carriers_for(Use::training, sides.signals, said));
  all.insert(all.end(), sides.rule.begin(), sides.rule.end());
  if (is_judged(origin))
    hold_against(context, name, first_of(all, Wish::allowed),
                 first_of(all, Wish::reserved));
  return sides;
}

void lint_resource_carriers(const LintContext& context,
                            const Resource& resource, OriginSides& origin) {
  const SignalsByFamily signals(resource.said.own);
  const auto own =
      sides_of(carriers_for(Use::training, signals, resource.said));
  if (own.empty() || ++origin.asked > kMaxAsked) return;
  auto of_origin =
      sides_of(carriers_for(Use::training, origin.signals, resource.said));
  of_origin.insert(of_origin.end(), origin.rule.begin(), origin.rule.end());
  const Side* allows = first_of(own, Wish::allowed);
  const Side* reserves = first_of(own, Wish::reserved);
  if (allows && reserves)
    return hold_against(context, resource.origin, allows, reserves);
  hold_against(context, resource.origin,
               allows ? allows : first_of(of_origin, Wish::allowed),
               reserves ? reserves : first_of(of_origin, Wish::reserved));
}

}  // namespace

void lint_carriers(const LintContext& context) {
  std::map<std::string, OriginSides> origins;
  for (const auto& [name, origin] : context.site.origins)
    origins.emplace(name, lint_origin_carriers(context, name, origin));
  for (const auto& [url, resource] : context.site.resources)
    lint_resource_carriers(context, resource, origins[resource.origin]);
}

}  // namespace veto::signals
