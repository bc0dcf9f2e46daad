// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/log_rates.h"

namespace veto::logs {
namespace {

using nlohmann::json;
using statistics::Counted;

json counted_json(Counted one) { return {{"k", one.k}, {"n", one.n}}; }

Counted counted_at(const json& row, const char* name) {
  return {row.at(name).at("k").get<std::uint64_t>(),
          row.at(name).at("n").get<std::uint64_t>()};
}

json interval_json(const std::optional<statistics::Interval>& interval) {
  if (!interval) return nullptr;
  return {{"low", interval->low}, {"high", interval->high}};
}

json change_json(const AgentChange& change) {
  json difference = nullptr;
  if (change.difference)
    difference = {{"estimate", change.difference->estimate},
                  {"low", change.difference->interval.low},
                  {"high", change.difference->interval.high}};
  return {{"rule", to_rfc3339(change.rule)},
          {"before", counted_json(change.before)},
          {"after", counted_json(change.after)},
          {"control_before", counted_json(change.control_before)},
          {"control_after", counted_json(change.control_after)},
          {"p", change.test.p},
          {"test", change.test.exact ? "fisher" : "two_proportions"},
          {"discovery_rate", change.discovery_rate},
          {"difference", std::move(difference)}};
}

AgentChange change_from(const json& row) {
  AgentChange change;
  const auto rule = parse_rfc3339(row.at("rule").get<std::string>());
  if (rule) change.rule = *rule;
  change.before = counted_at(row, "before");
  change.after = counted_at(row, "after");
  change.control_before = counted_at(row, "control_before");
  change.control_after = counted_at(row, "control_after");
  if (const auto test = statistics::test_change(change.before, change.after))
    change.test = *test;
  change.discovery_rate = row.at("discovery_rate").get<double>();
  change.difference = statistics::difference_in_differences(
      change.before, change.after, change.control_before, change.control_after);
  return change;
}

}  // namespace

std::string_view to_string(Standing standing) {
  switch (standing) {
    case Standing::verified:
      return "verified";
    case Standing::claimed:
      return "claimed";
    case Standing::other:
      return "other";
  }
  return "";
}

json rate_json(const AgentRate& rate) {
  return {{"agent", rate.agent},
          {"scraper_id", rate.scraper_id},
          {"standing", std::string(to_string(rate.standing))},
          {"clients", rate.clients},
          {"sessions", rate.sessions},
          {"against", rate.against},
          {"kept", rate.kept()},
          {"doubtful", rate.doubtful},
          {"interval", interval_json(rate.interval())},
          {"change", rate.change ? change_json(*rate.change) : json(nullptr)}};
}

AgentRate rate_from_json(const json& row) {
  AgentRate rate;
  rate.agent = row.at("agent").get<std::string>();
  rate.scraper_id = row.at("scraper_id").get<std::string>();
  const auto standing = row.at("standing").get<std::string>();
  for (const Standing one : {Standing::verified, Standing::claimed})
    if (standing == to_string(one)) rate.standing = one;
  rate.clients = row.at("clients").get<std::uint64_t>();
  rate.sessions = row.at("sessions").get<std::uint64_t>();
  rate.against = row.at("against").get<std::uint64_t>();
  rate.doubtful = row.at("doubtful").get<std::uint64_t>();
  if (!row.at("change").is_null()) rate.change = change_from(row.at("change"));
  return rate;
}

}  // namespace veto::logs
