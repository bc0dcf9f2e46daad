// SPDX-License-Identifier: GPL-3.0-or-later
//
// The registry of scrapers: who they say they are, what their operator states,
// how they can be told apart. Data in config/data/scrapers.json, checked when
// it is loaded; every entry keeps how sure we are of it. The format of the
// file: docs/registry.md.

#ifndef VETO_CONFIG_SCRAPERS_H_
#define VETO_CONFIG_SCRAPERS_H_

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace veto::config {

struct Scraper {
  std::string id;        // "gptbot"
  std::string token;     // robots product token, "GPTBot"
  std::string ua_match;  // whole word(s) to find in a user agent, or ""
  // Other words that name the same client; as good as ua_match.
  std::vector<std::string> ua_also;
  // Where one of these stands in the user agent the entry does not match:
  // other people's clients copy some names.
  std::vector<std::string> ua_unless;
  std::string operator_name;  // "OpenAI"; "" when the name tells nothing of it
  // One of kPurposes.
  std::string purpose;
  bool control_only = false;    // never sends a request: a log cannot show it
  bool user_triggered = false;  // operator says robots.txt may not apply
  bool match_in_logs = true;
  bool high_risk_match = false;   // an everyday word: never enough by itself
  bool ignores_wildcard = false;  // operator says it skips the "*" group
  bool crawls_for_ai = false;     // training, datasets, AI answers or AI images
  std::string robots_claim;  // what the operator says; one of kRobotsClaims
  bool keeps_crawl_delay = false;  // operator says it keeps Crawl-delay
  int cache_hours = 24;            // how long it may use an old robots.txt
  std::vector<std::string> fallback_tokens;  // obeyed without its own group
  // How a claimed name can be checked. Only a command does it.
  std::vector<std::string> address_lists;  // URLs of published ranges
  // The operator states that it sends from no other address.
  bool addresses_complete = false;
  std::vector<std::string> reverse_dns;  // suffixes, ".googlebot.com"
  std::string signature_directory;       // of Web Bot Auth (RFC 9421 keys)
  std::string evidence;              // how sure we are; one of kEvidenceLevels
  std::vector<std::string> sources;  // labels, see ScraperRegistry::source
  std::string docs_url;
};

inline constexpr std::string_view kPurposes[] = {
    "training",       "dataset",     "image",         "search-index",
    "user-triggered", "agent",       "assistant",     "data-broker",
    "control-token",  "face-search", "people-search", "generic-client",
    "preview",        "archive",     "seo",           "ads-check",
    "academic",       "unknown"};
inline constexpr std::string_view kRobotsClaims[] = {
    "yes",        "partial",     "no", "may_not_apply", "at_user_discretion",
    "not_stated", "undocumented"};
// Strongest first. "catalogue": a public list says so and nothing else does.
inline constexpr std::string_view kEvidenceLevels[] = {
    "vendor-doc", "source-code", "observed",  "secondary",
    "catalogue",  "memory",      "unverified"};

// A product token that a robots.txt group can address: letters, "-" and "_"
// alone (RFC 9309, section 2.2.1).
bool is_product_token(std::string_view text);

// What an entry says, by the names its sources use for it. "robots" is all that
// concerns robots.txt.
inline constexpr std::string_view kRegistryFields[] = {
    "token",     "operator",    "purpose",    "in_agent", "robots",
    "addresses", "reverse_dns", "signatures", "docs"};

// Where facts of the registry come from, and of when they are.
struct RegistrySource {
  std::string date;  // "2026-09-28", or "2025-05"
  std::string what;
  std::string level = "unverified";  // one of kEvidenceLevels
  std::vector<std::string> tells;    // of kRegistryFields
};

// How sure one field of an entry is: the best of the entry's sources that tell
// of it. Where none does, the entry's own level and no source.
struct FieldEvidence {
  std::string_view level;
  std::vector<std::string_view> sources;  // labels; those that tell of it
};

// Who is known to collect, and publishes neither a name for robots.txt, nor a
// user agent, nor an address: no group addresses it and no log can show it.
struct WithoutCrawler {
  std::string id;
  std::string operator_name;
  std::string purpose;   // one of kPurposes
  std::string evidence;  // one of kEvidenceLevels
};

class ScraperRegistry {
 public:
  // Errors: damaged, naming the entry and the field.
  static Result<ScraperRegistry> parse(std::string_view json);
  // The copy this program was built with.
  static const ScraperRegistry& built_in();

  // The entry whose words stand in the decoded user agent as whole words,
  // without regard to case. A telling name wins over an everyday one, then the
  // longest wins, then the first. Control tokens and entries not meant for
  // logs never match; an everyday word only where it stands as a product (at
  // the front, before "/", or after "compatible;"); a name inside a URL or a
  // mail address never. Null for none. Linear in the user agent's length.
  const Scraper* match(std::string_view user_agent) const;
  const Scraper* by_id(std::string_view id) const;
  // Without regard to case, as robots.txt groups are matched.
  const Scraper* by_token(std::string_view token) const;
  const RegistrySource* source(std::string_view label) const;
  // `field` is one of kRegistryFields.
  FieldEvidence evidence_of(const Scraper& scraper,
                            std::string_view field) const;
  const std::vector<Scraper>& all() const { return scrapers_; }
  const std::vector<WithoutCrawler>& without_crawler() const {
    return without_crawler_;
  }
  const std::string& date() const { return date_; }

 private:
  struct Word {
    std::string text;     // in lower case
    std::size_t scraper;  // index into scrapers_
  };
  void index();

  std::vector<Scraper> scrapers_;
  std::string date_;
  std::map<std::string, RegistrySource, std::less<>> sources_;
  std::vector<WithoutCrawler> without_crawler_;
  // Words by their first run of letters and digits, ids, tokens in lower case.
  std::map<std::string, std::vector<Word>, std::less<>> words_;
  std::map<std::string, std::size_t, std::less<>> ids_;
  std::map<std::string, std::size_t, std::less<>> tokens_;
};

}  // namespace veto::config

#endif  // VETO_CONFIG_SCRAPERS_H_
