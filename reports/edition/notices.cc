// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/edition/notices.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "audit/logs/actors.h"
#include "audit/logs/identity.h"
#include "config/scrapers.h"
#include "reports/finding_words.h"

namespace veto::reports {
namespace {

constexpr std::chrono::days kOneDay{1};

// "YYYY-MM-DD": a number of so many digits; -1 for anything else.
int digits_at(std::string_view text, std::size_t at, std::size_t count) {
  int value = 0;
  for (const char c : text.substr(at, count)) {
    if (c < '0' || c > '9') return -1;
    value = value * 10 + (c - '0');
  }
  return value;
}

struct Naming {
  std::set<std::string> scraper_ids;
  UtcTime last;
  bool by_finding = true;
};

UtcTime last_of(const audit::Finding& finding) {
  const auto last = parse_rfc3339(fact_text(finding, "last"));
  return last ? *last : UtcTime();
}

}  // namespace

Result<UtcTime> parse_date(std::string_view text) {
  const bool shape = text.size() == 10 && text[4] == '-' && text[7] == '-';
  const int year = shape ? digits_at(text, 0, 4) : -1;
  const int month = shape ? digits_at(text, 5, 2) : -1;
  const int day = shape ? digits_at(text, 8, 2) : -1;
  if (year >= 0 && month >= 0 && day >= 0)
    if (auto time = make_utc(year, month, day, 0, 0, 0)) return time;
  return fail(ErrorKind::usage, "not a day", std::string(text),
              "write it as 2026-11-23");
}

std::string to_date(UtcTime time) { return to_rfc3339(time).substr(0, 10); }

bool is_shared(const logs::Client& client) {
  // No further names were kept.
  if (client.user_agents.size() >= logs::Actor::kMaxAgents) return true;
  const auto& registry = config::ScraperRegistry::built_in();
  return !std::ranges::all_of(client.user_agents,
                              [&](const std::string& agent) {
                                const auto* named = registry.match(agent);
                                return named && named->id == client.scraper_id;
                              });
}

std::vector<NamedOperator> named_operators(
    const std::vector<audit::Finding>& findings, const Clients& clients) {
  std::map<std::string, Naming> by_name;
  for (const audit::Finding& finding : findings) {
    if (!is_about_client(finding) || !logs::is_verified(finding.identity))
      continue;
    if (!finding.operator_name.empty()) {
      Naming& naming = by_name[finding.operator_name];
      naming.last = std::max(naming.last, last_of(finding));
      if (auto id = fact_text(finding, "scraper_id"); !id.empty())
        naming.scraper_ids.insert(std::move(id));
    }
    if (const auto other = fact_text(finding, "redeemer_operator");
        !other.empty())
      by_name[other].last = std::max(by_name[other].last, last_of(finding));
  }
  std::map<std::string, Naming> listed;
  for (const logs::Client& client : clients) {
    if (client.own_crawl || !logs::is_verified(client.identity) ||
        is_shared(client))
      continue;
    const auto* scraper =
        config::ScraperRegistry::built_in().by_id(client.scraper_id);
    if (!scraper || scraper->operator_name.empty()) continue;
    Naming& naming = listed[scraper->operator_name];
    naming.by_finding = false;
    naming.last = std::max(naming.last, client.last);
    naming.scraper_ids.insert(scraper->id);
  }
  for (const auto& [name, naming] : listed)
    by_name.try_emplace(name, naming)
        .first->second.scraper_ids.insert(naming.scraper_ids.begin(),
                                          naming.scraper_ids.end());
  std::vector<NamedOperator> all;
  for (const auto& [name, naming] : by_name)
    all.push_back({name,
                   {naming.scraper_ids.begin(), naming.scraper_ids.end()},
                   naming.last,
                   naming.by_finding});
  return all;
}

const Notice* notice_for(const NamedOperator& named,
                         const std::vector<Notice>& notices, UtcTime now) {
  const auto fits = [&](const Notice& notice) {
    const UtcTime told = notice.sent + kOneDay;  // at the latest
    return notice.operator_name == named.name && told > named.last &&
           (notice.answered ? *notice.answered <= now
                            : now >= told + kTimeToAnswer);
  };
  const auto found = std::ranges::find_if(notices, fits);
  return found == notices.end() ? nullptr : &*found;
}

Status check_told(const std::vector<NamedOperator>& all,
                  const std::vector<Notice>& notices, UtcTime now) {
  for (const NamedOperator& named : all) {
    if (notice_for(named, notices, now)) continue;
    const auto sent = std::ranges::find_if(notices, [&](const Notice& notice) {
      return notice.operator_name == named.name &&
             notice.sent + kOneDay > named.last;
    });
    if (sent != notices.end())
      return fail(
          ErrorKind::refused,
          fmt::format("{} was told on {} and may be named from {} on, or once "
                      "it has answered",
                      named.name, to_date(sent->sent),
                      to_date(sent->sent + kOneDay + kTimeToAnswer)),
          "", "wait, or note its answer: --answer");
    const std::string id =
        named.scraper_ids.empty() ? "OPERATOR" : named.scraper_ids.front();
    return fail(ErrorKind::refused,
                fmt::format("the edition would name {}, which was not told "
                            "since its last request of {}",
                            named.name, to_date(named.last)),
                "",
                fmt::format("tell it, then: veto bundle notice {} --sent DATE "
                            "--proof FILE",
                            id));
  }
  return {};
}

}  // namespace veto::reports
