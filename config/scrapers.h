// SPDX-License-Identifier: GPL-3.0-or-later
//
// The registry of scrapers: who they say they are, what their operator states,
// how they can be told apart. Data in config/data/scrapers.json, checked when
// it is loaded; every entry keeps how sure we are of it.

#ifndef VETO_CONFIG_SCRAPERS_H_
#define VETO_CONFIG_SCRAPERS_H_

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace veto::config {

struct Scraper {
  std::string id;            // "gptbot"
  std::string token;         // robots product token, "GPTBot"
  std::string ua_match;      // whole word(s) to find in a user agent, or ""
  std::string operator_name; // "OpenAI"
  // "training", "search-index", "user-triggered", "dataset", "image",
  // "control-token", "generic-client", "preview", "archive", "seo", ...
  std::string purpose;
  bool control_only = false;    // never sends a request: a log cannot show it
  bool user_triggered = false;  // operator says robots.txt may not apply
  bool match_in_logs = true;
  bool high_risk_match = false;  // an everyday word: never enough by itself
  bool ignores_wildcard = false;  // operator says it skips the "*" group
  bool crawls_for_ai = false;  // training, datasets, AI answers or AI images
  std::string robots_claim;  // "yes", "no", "undocumented", "may_not_apply", ...
  int cache_hours = 24;      // how long it may use an old robots.txt
  std::vector<std::string> fallback_tokens;  // obeyed without its own group
  std::string evidence;      // "vendor-doc", "source-code", "secondary", ...
  std::string docs_url;
};

class ScraperRegistry {
 public:
  // Errors: damaged, naming the entry and the field.
  static Result<ScraperRegistry> parse(std::string_view json);
  // The copy this program was built with.
  static const ScraperRegistry& built_in();

  // The entry whose ua_match stands in the decoded user agent as whole words,
  // without regard to case; the longest one wins. Control tokens and entries
  // not meant for logs never match. Null for none.
  const Scraper* match(std::string_view user_agent) const;
  const Scraper* by_id(std::string_view id) const;
  const Scraper* by_token(std::string_view token) const;
  const std::vector<Scraper>& all() const { return scrapers_; }
  const std::string& date() const { return date_; }

 private:
  std::vector<Scraper> scrapers_;
  std::string date_;
};

}  // namespace veto::config

#endif  // VETO_CONFIG_SCRAPERS_H_
