// SPDX-License-Identifier: GPL-3.0-or-later
//
// Whom rules bind: groups that are empty, repeated, run into each other or
// leave out what they do not inherit.

#include <fmt/format.h>

#include <map>
#include <set>

#include "base/text.h"
#include "crawler/robots_lint.h"
#include "crawler/robots_match.h"

namespace veto::crawler {
namespace {

using std::string_view;
using Paths = std::map<string_view, const LintLine*>;

bool is_star(const LintGroup& group) {
  for (const LintLine* agent : group.agents)
    if (agent->value == "*") return true;
  return false;
}

// What the star groups ask not to be fetched, by path.
Paths star_paths(const LintFile& file) {
  Paths paths;
  for (const LintGroup& group : file.groups) {
    if (!is_star(group)) continue;
    for (const LintLine* rule : group.rules)
      if (rule->loose == RobotsField::disallow && !rule->value.empty())
        paths.emplace(rule->value, rule);
  }
  return paths;
}

void lint_before(const LintFile& file, LintNotes& notes) {
  for (const LintLine* line : file.before) {
    if (line->loose == RobotsField::crawl_delay) {
      notes.add(LintLevel::error, "crawl-delay-outside", line,
                "before any User-agent line a delay is asked of nobody",
                "put it into a group");
    } else {
      notes.add(LintLevel::error, "rule-outside-group", line,
                "before any User-agent line a rule binds nobody",
                "write User-agent: * above it");
    }
  }
}

void lint_empty(const LintGroup& group, const Paths& star, LintNotes& notes) {
  if (!group.rules.empty() || is_star(group)) return;
  notes.add(star.empty() ? LintLevel::warning : LintLevel::error, "group-empty",
            group.agents.front(),
            fmt::format("a group without rules lets {} fetch everything, "
                        "whatever User-agent: * says",
                        lint_names(group)),
            "write Disallow: / below it, or remove the group; if it is meant "
            "so, write Disallow: with nothing behind it");
}

// A named group has its own rules only (RFC 9309, section 2.2.1).
void lint_inheritance(const LintGroup& group, const Paths& star,
                      LintNotes& notes) {
  if (group.rules.empty() || is_star(group)) return;
  std::set<string_view> own;
  for (const LintLine* rule : group.rules) {
    if (rule->loose != RobotsField::disallow) continue;
    if (rule->value == "/" || rule->value == "/*") return;
    own.insert(rule->value);
  }
  const LintLine* missing = nullptr;
  std::size_t repeated = 0;
  for (string_view path : own) repeated += star.contains(path);
  if (repeated == star.size()) return;
  for (const auto& [path, rule] : star) {
    missing = rule;
    if (!own.contains(path)) break;
  }
  notes.add(LintLevel::warning, "group-inherits-nothing", group.agents.front(),
            fmt::format("{} has rules of its own, so {} rules of User-agent: * "
                        "do not bind it, as {} in line {}",
                        lint_names(group), star.size() - repeated,
                        lint_shown(missing->value), missing->number),
            "repeat in this group what is meant for it too");
}

void lint_run_on(const LintGroup& group, LintNotes& notes) {
  for (std::size_t i = 1; i < group.agents.size(); ++i) {
    const LintLine* agent = group.agents[i];
    if (!agent->after_blank || agent - 1 != group.agents[i - 1]) continue;
    notes.add(LintLevel::warning, "group-runs-on", agent,
              fmt::format("a blank line ends no group: {} shares the rules "
                          "below with {}",
                          lint_shown(group.agents[i - 1]->value),
                          lint_shown(agent->value)),
              "remove the blank line, or give each its own rules");
  }
}

void lint_rules(const LintGroup& group, LintNotes& notes) {
  RobotsArena arena;
  std::map<string_view, const LintLine*> allowed, disallowed;
  for (const LintLine* rule : group.rules) {
    if (rule->value.empty()) continue;
    const bool allow = rule->loose == RobotsField::allow;
    const auto path = normalise_pattern(rule->value, arena).text;
    auto& same = allow ? allowed : disallowed;
    auto& other = allow ? disallowed : allowed;
    if (const auto known = other.find(path); known != other.end())
      notes.add(LintLevel::error, "rule-undone", rule,
                fmt::format("line {} says the opposite of the same path, and "
                            "Allow wins",
                            known->second->number),
                "remove one of the two");
    if (!same.emplace(path, rule).second)
      notes.add(LintLevel::note, "rule-repeated", rule,
                fmt::format("line {} says the same", same[path]->number),
                "remove one of the two");
  }
  for (std::size_t i = 1; i < group.delays.size(); ++i)
    notes.add(LintLevel::warning, "crawl-delay-repeated", group.delays[i],
              fmt::format("line {} asks for a delay already, and readers take "
                          "either",
                          group.delays.front()->number),
              "remove one of the two");
}

void lint_repeated(const LintFile& file, LintNotes& notes) {
  std::map<std::string, const LintLine*> first;
  for (const LintGroup& group : file.groups) {
    std::set<std::string> here;
    for (const LintLine* agent : group.agents) {
      const std::string token = to_lower(agent->value);
      if (token.empty() || !here.insert(token).second) continue;
      const auto [known, fresh] = first.emplace(token, agent);
      if (fresh) continue;
      notes.add(LintLevel::warning, "group-repeated", agent,
                fmt::format("{} has a group in line {} already: RFC 9309 "
                            "combines them, some readers take one of them",
                            lint_shown(agent->value), known->second->number),
                "put all rules for it into one group");
    }
  }
}

}  // namespace

void lint_groups(const LintFile& file, LintNotes& notes) {
  const Paths star = star_paths(file);
  bool has_star = false;
  lint_before(file, notes);
  for (const LintGroup& group : file.groups) {
    has_star |= is_star(group);
    lint_empty(group, star, notes);
    lint_inheritance(group, star, notes);
    lint_run_on(group, notes);
    lint_rules(group, notes);
  }
  lint_repeated(file, notes);
  if (!has_star && !file.groups.empty())
    notes.add(LintLevel::note, "star-missing", nullptr,
              "crawlers that no group names may fetch everything; face search "
              "engines publish no name, so only User-agent: * speaks to them",
              "add a group for User-agent: *");
}

}  // namespace veto::crawler
