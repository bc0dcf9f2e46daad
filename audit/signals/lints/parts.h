// SPDX-License-Identifier: GPL-3.0-or-later
//
// The parts of lint_site(): each looks at one kind of mistake.

#ifndef VETO_AUDIT_SIGNALS_LINTS_PARTS_H_
#define VETO_AUDIT_SIGNALS_LINTS_PARTS_H_

#include <string>
#include <string_view>
#include <vector>

#include "audit/signals/consumers/consumer.h"
#include "audit/signals/consumers/site.h"
#include "audit/signals/lints/lint_book.h"
#include "config/scrapers.h"

namespace veto::signals {

// What the parts share.
struct LintContext {
  const Site& site;
  const config::ScraperRegistry& registry;
  LintBook& book;
};

// A twin that serves nothing of the run is held against its origin, and not
// judged by itself.
bool is_judged(const Origin& origin);
// Whether its robots.txt was answered with rules.
bool has_rules(const Origin& origin);

// What the readers of each family found wrong, wherever it stands.
void lint_problems(const LintContext& context);
// Directives of responses and pages, and who reads them as written.
void lint_directives(const LintContext& context);
// Directives behind rules that keep their readers away.
void lint_hidden(const LintContext& context);
// Answers to the request for robots.txt, and blocks in it by others.
void lint_robots_answers(const LintContext& context);
// Groups that are empty, cut, repeated or do not inherit.
void lint_robots_groups(const LintContext& context);
// AI agents that a robots.txt leaves out.
void lint_agents(const LintContext& context);
// http and https, with and without "www.".
void lint_twins(const LintContext& context);
// Pages that ask for images whose own responses say nothing, and origins of
// images that lack what the pages' origin says.
void lint_images(const LintContext& context);
// Files at fixed places, and license files.
void lint_files(const LintContext& context);
// Levels of the TDM Reservation Protocol against each other.
void lint_tdm_levels(const LintContext& context);
// Training reserved in one family and allowed in another.
void lint_carriers(const LintContext& context);

// Names of the directives that ask for less use.
bool is_opt_out_directive(std::string_view name);

// Tokens of AI agents by which known consumers decide on training and
// collections, in the order of their table.
const std::vector<std::string>& training_tokens(
    const config::ScraperRegistry& registry);

}  // namespace veto::signals

#endif  // VETO_AUDIT_SIGNALS_LINTS_PARTS_H_
