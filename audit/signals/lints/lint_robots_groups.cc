// SPDX-License-Identifier: GPL-3.0-or-later
//
// Groups of robots.txt that let in whom other lines of it shut out. Each is
// shown by an address that is open although it was meant to be closed, since
// the same groups can as well agree in everything.

#include <algorithm>
#include <map>

#include "audit/signals/lints/parts.h"
#include "audit/signals/lints/robots_view.h"
#include "base/text.h"
#include "config/product_token.h"

namespace veto::signals {
namespace {

using crawler::Reading;
using crawler::RobotsRules;

// Of one file; later ones are not looked at.
constexpr std::size_t kMaxClosed = 200;
constexpr std::size_t kMaxTokens = 1000;
constexpr std::string_view kNobody = "-";  // one that no group names

// A path that is closed to those whom no group names.
struct ClosedPath {
  std::string pattern, address;
  int line = 0;
};

struct NamedLine {
  const RobotsAgentLine* line = nullptr;  // the first
  std::vector<const RobotsGroupView*> groups;
};

struct GroupFile {
  const LintContext& context;
  const std::string& origin;
  const RobotsRules& rules;
  std::vector<RobotsGroupView> groups;
  std::map<std::string, NamedLine> tokens;  // in lower case; "*" among them
  std::vector<ClosedPath> closed;

  void add(std::string_view code, int line, std::string_view raw,
           const std::string& subject, nlohmann::json facts) const {
    context.book.add(code, origin,
                     lint_place(origin + "/robots.txt", line, raw), subject,
                     std::move(facts));
  }
};

GroupFile read_group_file(const LintContext& context, const std::string& name,
                          const Origin& origin) {
  GroupFile file{
      context, name, origin.robots->rules, robots_groups(origin.robots->text),
      {},      {}};
  for (const RobotsGroupView& group : file.groups)
    for (const RobotsAgentLine& agent : group.agents) {
      if (file.tokens.size() >= kMaxTokens) break;
      NamedLine& named = file.tokens[to_lower(agent.name)];
      if (!named.line) named.line = &agent;
      if (named.groups.empty() || named.groups.back() != &group)
        named.groups.push_back(&group);
    }
  const auto star = file.tokens.find("*");
  if (star == file.tokens.end()) return file;
  for (const RobotsGroupView* group : star->second.groups)
    for (const RobotsRuleLine& rule : group->rules) {
      if (rule.allow || rule.path.empty()) continue;
      if (file.closed.size() >= kMaxClosed) break;
      std::string address = address_for(rule.path);
      if (!file.rules.decide(kNobody, address).allowed)
        file.closed.push_back({rule.path, std::move(address), rule.line});
    }
  return file;
}

bool has_no_rules(const NamedLine& named) {
  return std::ranges::all_of(named.groups, [](const RobotsGroupView* group) {
    return group->rules.empty();
  });
}

// An empty rule lets its crawler in knowingly (RFC 9309, section 2.2: an empty
// pattern), as a plain Allow does.
bool is_let_in(const NamedLine& named) {
  return std::ranges::any_of(named.groups, [](const RobotsGroupView* group) {
    return std::ranges::any_of(group->rules, [](const RobotsRuleLine& rule) {
      return rule.path.empty() || (rule.allow && rule.path == "/");
    });
  });
}

// A group without rules allows everything (sections 2.1 and 5.1).
void lint_empty_group(const GroupFile& file, const std::string& token,
                      const NamedLine& named) {
  for (const ClosedPath& closed : file.closed) {
    if (!file.rules.decide(token, closed.address).allowed) continue;
    return file.add("empty-named-group", named.line->line, named.line->raw,
                    named.line->name,
                    {{"token", printable(named.line->name, 200)},
                     {"path", printable(closed.pattern, 200)},
                     {"star_line", closed.line}});
  }
}

// Of "*" a named group takes nothing over (section 2.2.1). Where all is closed
// to everybody, a group that closes less means to let its crawler in.
void lint_inherited(const GroupFile& file, const std::string& token,
                    const NamedLine& named) {
  const config::Scraper* scraper = file.context.registry.by_token(token);
  if (!scraper || !scraper->crawls_for_ai || is_let_in(named)) return;
  for (const ClosedPath& closed : file.closed) {
    if (closed.address == "/") continue;
    const auto decision = file.rules.decide(token, closed.address);
    // A line that allows it is meant so.
    if (!decision.allowed || decision.line > 0) continue;
    return file.add("group-does-not-inherit", named.line->line, named.line->raw,
                    named.line->name,
                    {{"token", printable(named.line->name, 200)},
                     {"path", printable(closed.pattern, 200)},
                     {"star_line", closed.line}});
  }
}

// A name with other characters names nobody for strict readers, and another
// for google/robotstxt (section 2.2.1).
void lint_token(const GroupFile& file, const std::string& token,
                const NamedLine& named) {
  std::size_t looked_at = 0;
  for (const RobotsGroupView* group : named.groups)
    for (const RobotsRuleLine& rule : group->rules) {
      if (rule.allow || rule.path.empty()) continue;
      if (++looked_at > kMaxClosed) return;
      const std::string address = address_for(rule.path);
      if (!file.rules.decide(token, address, Reading::rfc).allowed ||
          file.rules.decide(token, address, Reading::lenient).allowed)
        continue;
      return file.add("token-cut", named.line->line, named.line->raw,
                      printable(named.line->name, 200),
                      {{"token", printable(named.line->name, 200)},
                       {"reads", config::leading_token(named.line->name)}});
    }
}

// Of a group the rules stand together.
bool is_in(const RobotsGroupView& group, int line) {
  return !group.rules.empty() && line >= group.rules.front().line &&
         line <= group.rules.back().line;
}

// Groups of one name are one (section 2.2.1), and of equal rules Allow wins
// (section 2.2.2).
bool lint_undone(const GroupFile& file, const std::string& token,
                 const NamedLine& named) {
  std::size_t looked_at = 0;
  for (const RobotsGroupView* group : named.groups)
    for (const RobotsRuleLine& rule : group->rules) {
      if (rule.allow || rule.path.empty()) continue;
      if (++looked_at > kMaxClosed) return false;
      const auto decision = file.rules.decide(token == "*" ? kNobody : token,
                                              address_for(rule.path));
      if (!decision.allowed || decision.line == 0 ||
          is_in(*group, decision.line))
        continue;
      file.add("groups-undo-each-other", rule.line, "Disallow: " + rule.path,
               named.line->name,
               {{"token", printable(named.line->name, 200)},
                {"path", printable(rule.path, 200)},
                {"other_line", decision.line}});
      return true;
    }
  return false;
}

void lint_merged(const GroupFile& file, const std::string& token,
                 const NamedLine& named) {
  if (named.groups.size() < 2 || lint_undone(file, token, named)) return;
  if (token != "*") return;
  std::vector<std::string> lines;
  for (const RobotsGroupView* group : named.groups)
    for (const RobotsAgentLine& agent : group->agents)
      if (agent.name == "*") lines.push_back(std::to_string(agent.line));
  file.add("star-groups-merge", named.line->line, named.line->raw, "",
           {{"lines", lint_list(lines)}});
}

}  // namespace

void lint_robots_groups(const LintContext& context) {
  for (const auto& [name, origin] : context.site.origins) {
    if (!has_rules(origin) || !is_judged(origin)) continue;
    const GroupFile file = read_group_file(context, name, origin);
    for (const auto& [token, named] : file.tokens) {
      if (token.empty()) continue;
      if (token != "*" && !config::is_product_token(token)) {
        lint_token(file, token, named);
        continue;
      }
      lint_merged(file, token, named);
      if (token == "*") continue;
      if (has_no_rules(named))
        lint_empty_group(file, token, named);
      else
        lint_inherited(file, token, named);
    }
  }
}

}  // namespace veto::signals
