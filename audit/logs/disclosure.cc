// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/disclosure.h"

#include <charconv>
#include <utility>

#include "audit/logs/address.h"
#include "audit/logs/codes.h"
#include "audit/logs/identity.h"
#include "audit/logs/request_line.h"
#include "base/text.h"

namespace veto::logs {
namespace {

constexpr std::pair<unsigned, std::string_view> kReasonNames[] = {
    {kShowsEvidence, "evidence"},
    {kShowsRobots, "robots"},
    {kShowsAccused, "accused"}};

std::string text_fact(const audit::Finding& finding, const char* name) {
  const auto at = finding.facts.find(name);
  return at != finding.facts.end() && at->is_string() ? at->get<std::string>()
                                                      : std::string();
}

}  // namespace

std::vector<std::string> reasons_to_show(unsigned why) {
  std::vector<std::string> names;
  for (const auto& [bit, name] : kReasonNames)
    if (why & bit) names.emplace_back(name);
  return names;
}

unsigned reason_named(std::string_view name) {
  for (const auto& [bit, known] : kReasonNames)
    if (name == known) return bit;
  return 0;
}

Disclosure::Disclosure(const std::vector<audit::Finding>& findings,
                       const Digest& stream, std::optional<Format> format,
                       std::string own_token, bool evidence_alone)
    : format_(std::move(format)),
      evidence_alone_(evidence_alone),
      agents_(config::ScraperRegistry::built_in(), std::move(own_token)) {
  const std::string begin = stream.hex() + "#";
  for (const audit::Finding& finding : findings) {
    for (const audit::Evidence& item : finding.evidence) {
      if (item.kind != "log_line" || !item.ref.starts_with(begin)) continue;
      std::uint64_t offset = 0;
      const char* end = item.ref.data() + item.ref.size();
      const auto read =
          std::from_chars(item.ref.data() + begin.size(), end, offset);
      if (read.ec == std::errc() && read.ptr == end) evidence_.insert(offset);
    }
    if (!evidence_alone_ && counts_against(finding.code)) accuse(finding);
  }
  accused_ = PrefixSet({prefixes_.begin(), prefixes_.end()});
}

void Disclosure::accuse(const audit::Finding& finding) {
  const auto address = parse_address(text_fact(finding, "client_ip"));
  if (!address) return;
  prefixes_.insert(Prefix{address->bytes, 128});
  if (is_verified(finding.identity))
    if (const auto range = parse_prefix(text_fact(finding, "address_prefix")))
      prefixes_.insert(*range);
  const auto names = finding.facts.find("user_agents");
  if (text_fact(finding, "automation").empty() ||
      names == finding.facts.end() || !names->is_array())
    return;
  for (const auto& name : *names)
    if (name.is_string())
      automated_[address->bytes].insert(name.get<std::string>());
}

std::vector<std::string> Disclosure::accused() const {
  std::vector<std::string> texts;
  for (const Prefix& prefix : prefixes_) texts.push_back(prefix.text());
  return texts;
}

unsigned Disclosure::why_by_fields(std::string_view line) {
  RawLine raw;
  if (!format_ || !format_->parse(line, raw)) return 0;
  RequestText store;
  const bool robots = is_robots_txt(request_of(raw, store).target);
  if (!robots && prefixes_.empty()) return 0;
  const auto address = parse_address(raw.ip);
  const bool accused = address && accused_.find(address->bytes);
  if (!accused && !robots) return 0;
  const bool present = raw.has_agent_field && raw.user_agent != "-";
  const Agent& agent =
      agents_[agents_.index_of(decode(raw.user_agent, raw.escaping), present)];
  if (agent.browser || agent.forgotten) {
    if (!accused) return 0;
    const auto named = automated_.find(address->bytes);
    // As the finding's facts have it.
    if (named == automated_.end() ||
        !named->second.contains(printable(agent.text, 500)))
      return 0;
  }
  return (robots ? kShowsRobots : 0) | (accused ? kShowsAccused : 0);
}

unsigned Disclosure::why(const Line& line) {
  const unsigned evidence =
      evidence_.contains(line.offset) ? kShowsEvidence : 0;
  if (evidence_alone_) return evidence;
  const unsigned others = line.too_long ? 0 : why_by_fields(line.bytes);
  if (evidence != 0 || others == 0) return evidence | others;
  if (shown_ == kMost) {
    ++left_out_;
    return 0;
  }
  ++shown_;
  return others;
}

}  // namespace veto::logs
