// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/signals/findings.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "base/text.h"
#include "config/product_token.h"

namespace veto::signals {
namespace {

using audit::Evidence;
using audit::Finding;
using nlohmann::json;

constexpr std::size_t kMaxExamples = 20;
constexpr std::size_t kMaxTokens = 200;  // of one robots.txt
constexpr std::size_t kMaxLines = 50;    // of one token

Finding gap(std::string code, std::string subject) {
  Finding finding;
  finding.code = std::move(code);
  finding.subject = std::move(subject);
  finding.grade = {.identity = 4, .rules = 4, .log = 4, .predicate = 4};
  return finding;
}

Finding page_only_finding(const std::vector<const Hole*>& holes,
                          const ResourceBook& book) {
  Finding finding = gap("G1", holes.front()->origin);
  std::set<std::string> pages, near_misses, said;
  json examples = json::array();
  for (const Hole* hole : holes) {
    near_misses.insert(hole->near_misses.begin(), hole->near_misses.end());
    const bool shown = examples.size() < kMaxExamples;
    if (shown) {
      examples.push_back({{"image", hole->image},
                          {"capture", hole->capture_id},
                          {"page", hole->page}});
      finding.evidence.push_back(
          {"image", hole->payload.hex(), hole->image, hole->payload.hex(), ""});
    }
    if (!pages.insert(hole->page).second || !shown) continue;
    const Digest payload = book.payload_of(hole->page);
    const auto raw = book.raw_of(hole->page);
    finding.evidence.push_back({"page", payload.hex(), hole->page,
                                payload.hex(), raw.empty() ? "" : raw[0]});
  }
  for (const std::string& page : pages)
    for (const std::string& name : book.asked_by(page)) said.insert(name);
  finding.does_not_show = {"use", "embedded_metadata"};
  finding.facts = {{"origin", holes.front()->origin},
                   {"images", holes.size()},
                   {"pages", pages.size()},
                   {"signals", said},
                   {"near_misses", near_misses},
                   {"examples_complete", holes.size() <= kMaxExamples},
                   {"examples", std::move(examples)}};
  finding.seal_id();
  return finding;
}

struct Named {
  std::vector<int> lines;
  std::string raw;  // the first of them
};

// The value of a user-agent line, or "".
std::string_view agent_in(std::string_view line) {
  line = line.substr(0, line.find('#'));
  const auto colon = line.find(':');
  if (colon == std::string_view::npos) return {};
  if (!iequals(trim(line.substr(0, colon)), "user-agent")) return {};
  return trim(line.substr(colon + 1));
}

// Line ends are LF, CR or CRLF (RFC 9309, section 2.2).
std::string_view take_line(std::string_view& text) {
  const auto end = text.find_first_of("\r\n");
  const std::string_view line = text.substr(0, end);
  if (end == std::string_view::npos) {
    text = {};
  } else {
    const bool pair = text.substr(end).starts_with("\r\n");
    text.remove_prefix(end + (pair ? 2 : 1));
  }
  return line;
}

std::map<std::string, Named> invalid_tokens(std::string_view text,
                                            bool& complete) {
  text = text.substr(0, crawler::RobotsRules::kMaxBytes);
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  std::map<std::string, Named> tokens;
  for (int number = 1; !text.empty(); ++number) {
    const std::string_view line = take_line(text);
    const std::string_view agent = agent_in(line);
    if (agent.empty() || agent == "*" || config::is_product_token(agent))
      continue;
    std::string token(agent.substr(0, 200));
    if (tokens.size() >= kMaxTokens && !tokens.contains(token)) {
      complete = false;
      continue;
    }
    Named& named = tokens[std::move(token)];
    if (named.lines.empty()) named.raw = printable(trim(line), 500);
    if (named.lines.size() < kMaxLines) named.lines.push_back(number);
  }
  return tokens;
}

Finding invalid_token_finding(const std::string& origin,
                              const std::string& token, const Named& named,
                              const crawler::RobotsVersion& version,
                              const config::ScraperRegistry& registry) {
  const std::string shown = printable(token, 500);
  Finding finding = gap("G3", origin + " " + shown);
  const std::string digest = version.digest.hex();
  finding.evidence = {
      {"robots", digest,
       fmt::format("{}/robots.txt:{}", origin, named.lines.front()), digest,
       named.raw}};
  finding.does_not_show = {"requests", "use"};
  const auto allowed = [&](crawler::Reading reading) {
    return version.rules.verdict(token, "/", reading).allowed;
  };
  const config::Scraper* scraper = registry.by_token(token);
  finding.facts = {{"origin", origin},
                   {"token", shown},
                   {"lines", named.lines},
                   {"scraper", scraper ? scraper->id : ""},
                   {"google_reads", config::leading_token(token)},
                   {"allowed_rfc", allowed(crawler::Reading::rfc)},
                   {"allowed_google", allowed(crawler::Reading::google)},
                   {"allowed_lenient", allowed(crawler::Reading::lenient)}};
  finding.seal_id();
  return finding;
}

}  // namespace

std::vector<Finding> page_only_findings(const std::vector<Hole>& holes,
                                        const ResourceBook& book) {
  std::map<std::string, std::vector<const Hole*>> by_origin;
  for (const Hole& hole : holes) by_origin[hole.origin].push_back(&hole);
  std::vector<Finding> findings;
  for (const auto& [origin, list] : by_origin)
    findings.push_back(page_only_finding(list, book));
  return findings;
}

std::vector<Finding> invalid_token_findings(
    const std::string& origin, const crawler::RobotsVersion& version,
    const config::ScraperRegistry& registry, bool& complete) {
  std::vector<Finding> findings;
  if (version.availability() != crawler::Availability::rules) return findings;
  for (const auto& [token, named] : invalid_tokens(version.text, complete))
    findings.push_back(
        invalid_token_finding(origin, token, named, version, registry));
  return findings;
}

}  // namespace veto::signals
