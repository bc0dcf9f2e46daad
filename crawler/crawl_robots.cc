// SPDX-License-Identifier: GPL-3.0-or-later
//
// robots.txt as our own crawl obeys it: RFC 9309, and stricter where that costs
// little (docs/decisions/0008-own-crawl-and-robots.md). A URL is left alone
// where any of the three readings asks for it; an origin is left alone whose
// robots.txt cannot be had or read, be it that the server refuses it (401,
// 403).

#include <fmt/format.h>

#include <algorithm>

#include "base/url.h"
#include "crawler/crawl_session.h"

namespace veto::crawler {
namespace {

constexpr int kMaxRobotsRedirects = 5;  // RFC 9309, section 2.3.1.2
// A Crawl-delay is kept up to here: it is no standard, and some ask for days.
constexpr double kMaxCrawlDelay = 30;

std::string target_of(const std::string& url) {
  const auto parsed = Url::parse(url);
  return parsed ? parsed->request_target() : "/";
}

// Why an origin may not be fetched from at all; "" when its rules decide.
std::string reason_against(const Capture& answer, const std::string& text,
                           bool own) {
  const int status = answer.status;
  if (status == 0) return answer.problem;
  if (status == 429 || availability_of(status) == Availability::unreachable)
    return fmt::format(
        "robots.txt answered {}: until it can be read, the whole site counts "
        "as not to be fetched",
        status);
  if ((status == 401 || status == 403) && !own)
    return fmt::format(
        "robots.txt answered {}: crawlers may then fetch everything (RFC 9309, "
        "section 2.3.1.3), but this one takes it for a refusal unless the site "
        "is shown to be yours (veto own-site)",
        status);
  if (availability_of(status) == Availability::rules &&
      answer.payload_size > 0 && text.empty())
    return "robots.txt came in a coding that cannot be read, so the whole site "
           "counts as not to be fetched";
  return {};
}

}  // namespace

Task<void> CrawlSession::visit_robots(FrontierItem item) {
  FrontierItem hop = item;
  std::string text;
  Prepared last;
  bool again = false;
  for (int redirects = 0;; ++redirects) {
    auto prepared = co_await exchange(hop);
    last.capture = prepared.capture;
    text = std::move(prepared.robots_text);
    const auto next = Url::parse(last.capture.redirect_to);
    const bool goes_on =
        next && next->is_http() && redirects < kMaxRobotsRedirects;
    again = !goes_on && may_ask_again(item, last.capture);
    StoreEntry entry;
    entry.capture = std::move(prepared.capture);
    if (again) mark_postponed(*entry.capture);
    entry.members = std::move(prepared.members);
    entry.tls = std::move(prepared.tls);
    if (!goes_on && last.capture.status != 0)
      entry.robots = RobotsSighting{item.origin, last.capture.time,
                                    last.capture.status, text, last.capture.id};
    submit(std::move(entry));
    if (!goes_on) break;
    hop.via = hop.url;
    hop.url = next->without_fragment();
  }
  --transferring_;
  setup_.frontier.released(item);
  // Stopped in the middle: the origin stays unknown and is asked next time.
  if (again) {
    setup_.frontier.robots_again(item);
  } else if (last.capture.outcome != Outcome::cancelled) {
    learn_robots(item, last, text);
  }
  pump();
}

void CrawlSession::learn_robots(const FrontierItem& item, const Prepared& last,
                                const std::string& text) {
  const Capture& answer = last.capture;
  RobotsState state;
  if (availability_of(answer.status) == Availability::rules)
    state.rules = RobotsRules::parse(text);
  std::string reason =
      reason_against(answer, text, setup_.own.holds(item.host));
  if (!reason.empty())
    state.refusal =
        Refusal{answer.status == 0 ? Outcome::failed : Outcome::robots_denied,
                std::move(reason)};
  const double asked =
      state.rules.crawl_delay(*setup_.settings.user_agent_token).value_or(0);
  const std::chrono::milliseconds pause(
      static_cast<std::int64_t>(1000 * std::clamp(asked, 0.0, kMaxCrawlDelay)));
  add_sitemaps(item, state.rules);
  add_licenses(item, text);
  robots_.insert_or_assign(item.origin, std::move(state));
  setup_.frontier.robots_known(item, std::chrono::steady_clock::now(), pause);
}

// Those of the sites in scope; nothing hangs on a sitemap elsewhere.
void CrawlSession::add_sitemaps(const FrontierItem& robots,
                                const RobotsRules& rules) {
  const config::Settings& settings = setup_.settings;
  const auto origin = Url::parse(robots.url);
  if (!*settings.robots_sitemaps || *settings.max_depth == 0 ||
      !scope_->is_open() || !origin || !scope_->holds_site(*origin))
    return;
  StoreEntry entry;
  for (const std::string& text : rules.sitemaps()) {
    const auto url = Url::parse(text, *origin);
    if (!url || !url->is_http()) continue;
    FrontierItem found = frontier_item(*url, Target::sitemap);
    found.via = robots.url;
    if (scope_->holds_site(*url))
      take_in(entry, std::move(found));
    else
      turn_away(entry, found, Outcome::out_of_scope,
                "the scope of this audit does not hold it");
  }
  note_limits(entry);
  if (!entry.found.empty() || !entry.outside.empty()) submit(std::move(entry));
}

std::optional<CrawlSession::Refusal> CrawlSession::refusal_of(
    const FrontierItem& item) {
  if (*setup_.settings.traps && item.target == Target::page)
    if (auto why = setup_.traps.stopped(item.url); !why.empty())
      return Refusal{Outcome::trap, std::move(why)};
  const auto resting = left_alone_.find(item.host);
  if (resting != left_alone_.end())
    return Refusal{Outcome::failed, resting->second};
  const RobotsState& state = robots_.at(item.origin);
  if (state.refusal) return state.refusal;
  const std::string& token = *setup_.settings.user_agent_token;
  const std::string target = target_of(item.url);
  for (Reading reading : {Reading::rfc, Reading::google, Reading::lenient}) {
    if (state.rules.decide(token, target, reading).allowed) continue;
    if (setup_.own.inspect_disallowed && setup_.own.holds(item.host)) {
      ++inspected_;
      return std::nullopt;
    }
    const auto verdict = state.rules.verdict(token, target, reading);
    return Refusal{
        Outcome::robots_denied,
        fmt::format("robots.txt, line {} ({}), asks {} not to fetch it{}",
                    verdict.line, verdict.rule, token,
                    reading == Reading::rfc
                        ? ""
                        : fmt::format(", as its {} reading has it",
                                      to_string(reading)))};
  }
  return std::nullopt;
}

}  // namespace veto::crawler
