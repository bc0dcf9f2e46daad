// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/rule_words.h"

#include <algorithm>
#include <cstdint>

#include "base/text.h"
#include "reports/finding_words.h"

namespace veto::reports {
namespace {

using audit::Finding;
using nlohmann::json;

constexpr std::uint64_t kFew = 3;

std::string of_one_line(const Finding& finding, const Texts& texts) {
  const std::string line = fact_text(finding, "rule_line");
  if (line.empty()) return {};
  return texts.say(
      "rules.one",
      {{"line", line},
       {"rule", printable(fact_text(finding, "rule_text"), 500)},
       {"group", printable(fact_text(finding, "rule_group"), 100)}});
}

}  // namespace

std::string rule_words(const Finding& finding, const Texts& texts) {
  const auto rules = finding.facts.find("rules");
  if (rules == finding.facts.end()) return of_one_line(finding, texts);
  std::string text;
  std::uint64_t left = fact_count(finding, "count"), said = 0;
  for (const json& rule : *rules) {
    if (said++ == kFew) break;
    const auto count = rule.at("count").get<std::uint64_t>();
    text += text.empty() ? "" : "; ";
    text += texts.say(
        "rules.of_several",
        {{"line", rule.at("line")},
         {"rule", printable(rule.at("rule").get<std::string>(), 500)},
         {"group", printable(rule.at("group").get<std::string>(), 100)},
         {"requests", texts.count("n.requests", count)}});
    left -= std::min(left, count);
  }
  if (left > 0) text += texts.count("rules.more", left);
  const auto versions = finding.facts.find("versions");
  if (versions != finding.facts.end() && versions->size() > 1)
    text += texts.say("rules.versions");
  return text;
}

}  // namespace veto::reports
