// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where the opt-outs of a site contradict each other, are written so that
// nobody reads them as meant, or are absent where it matters; ranked by what
// that costs. docs/signal-lints.md lists every code.
//
// A lint is about a site as it was answered, and says nothing about what
// anybody did. What is said a thousand times is one lint with a count and
// examples. A reading is called wrong only where the standard, or the program
// that reads, is known; `source` names it.
//
// Not seen here: signals that scripts add to a page, since nothing is
// rendered; redirects of robots.txt, since a version holds the last answer
// alone.

#ifndef VETO_AUDIT_SIGNALS_LINTS_LINT_H_
#define VETO_AUDIT_SIGNALS_LINTS_LINT_H_

#include <nlohmann/json.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "audit/signals/consumers/site.h"
#include "config/scrapers.h"

namespace veto::signals {

// Gravest first.
enum class Cost {
  opens,   // what was meant to be closed is open, to one reader at least
  unread,  // a statement that no known reader takes as it was meant
  gap,     // nothing is said where it matters
  note,    // worth knowing; nothing is wrong
};

std::string_view to_string(Cost cost);

struct LintKind {
  std::string_view code;  // never changes its meaning
  Cost cost = Cost::note;
  std::string_view facts;   // names of its facts, separated by blanks
  std::string_view source;  // who says that it is so
};

// In the order of the documentation.
std::span<const LintKind> lint_kinds();
// Null for an unknown code.
const LintKind* lint_kind(std::string_view code);

// Where it stands; everything fit for printing.
struct LintPlace {
  std::string url;
  int line = 0;     // 1-based; 0 where there is none
  std::string raw;  // as written; "" for an absence

  bool operator==(const LintPlace&) const = default;
};

// One a code, origin and subject. Its words are the texts lint.CODE.says and
// lint.CODE.fix, whose placeholders values() fills.
struct Lint {
  static constexpr std::size_t kMaxExamples = 20;

  const LintKind* kind = nullptr;
  std::string origin;   // "https://example.org"
  std::string subject;  // a token, a name, another origin; "" for none
  nlohmann::json facts = nlohmann::json::object();  // texts and numbers
  std::size_t count = 0;                            // distinct places
  std::vector<LintPlace> examples;  // the first of them; never empty

  const LintPlace& first() const { return examples.front(); }
  // The facts, and "origin", "subject", "url", "line", "raw", "n".
  nlohmann::json values() const;
};

// By cost, then the more frequent first, then by code, origin and subject. At
// most kMaxLints; of a code and origin at most kMaxSubjects.
inline constexpr std::size_t kMaxLints = 2000;
inline constexpr std::size_t kMaxSubjects = 50;
std::vector<Lint> lint_site(const Site& site,
                            const config::ScraperRegistry& registry);

}  // namespace veto::signals

#endif  // VETO_AUDIT_SIGNALS_LINTS_LINT_H_
