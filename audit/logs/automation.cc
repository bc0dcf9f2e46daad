// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/automation.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <functional>
#include <iterator>

namespace veto::logs {
namespace {

constexpr std::chrono::minutes kSession{30};
constexpr std::chrono::minutes kAtOnce{10};
constexpr std::chrono::days kOld{365};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// A release and the days from one to the next, on the average since then.
struct Rhythm {
  std::string_view product;
  std::uint64_t version;
  std::int64_t day;  // since the epoch
  double days;
};

// From memory: Chromium 100 came on 2022-03-29 and 140 on 2025-09-02, Firefox
// 100 on 2022-05-03 and 140 on 2025-06-24.
constexpr Rhythm kRhythms[] = {{"Firefox/", 100, 19'115, 28.7},
                               {"Chrome/", 100, 19'080, 31.3}};

// The others may all be true of a person: one who is curious about what
// robots.txt names, in an office with older computers, on a site that never
// answers 304.
bool is_of_fetching(std::string_view sign) {
  constexpr std::string_view kOfFetching[] = {
      "automation_named",  "images_only",         "pages_alone",
      "images_no_referer", "numbers_in_sequence", "even_pace"};
  return std::ranges::find(kOfFetching, sign) != std::end(kOfFetching);
}

std::uint64_t browsers_at_once(const Actor& actor, const AgentTable& agents) {
  std::vector<UtcTime> begun;
  for (const AgentUse& use : actor.uses)
    if (agents[use.agent].browser) begun.push_back(use.first);
  std::ranges::sort(begun);
  std::size_t most = 0;
  for (std::size_t i = 0, from = 0; i < begun.size(); ++i) {
    while (begun[i] - begun[from] > kAtOnce) ++from;
    most = std::max(most, i - from + 1);
  }
  return most;
}

}  // namespace

UtcTime browser_release(std::string_view user_agent) {
  for (const Rhythm& rhythm : kRhythms) {
    const std::size_t at = user_agent.find(rhythm.product);
    if (at == std::string_view::npos) continue;
    const char* const begin = user_agent.data() + at + rhythm.product.size();
    std::uint32_t version = 0;
    const auto read =
        std::from_chars(begin, user_agent.data() + user_agent.size(), version);
    if (read.ec != std::errc() || version > 9999) return {};
    const double days = rhythm.days * (static_cast<double>(version) -
                                       static_cast<double>(rhythm.version));
    return UtcTime(std::chrono::days(
        std::max<std::int64_t>(rhythm.day + std::llround(days), 1)));
  }
  return {};
}

void AutomationWatch::note_gap(Track& track, UtcTime time) {
  const auto gap = time - track.last;
  if (track.requests == 0 || gap > kSession) {
    ++track.sessions;
    return;
  }
  const double seconds =
      std::chrono::duration<double>(std::max(gap, UtcTime::duration(0)))
          .count();
  const double off = seconds - track.mean;
  track.mean += off / static_cast<double>(++track.gaps);
  track.squares += off * (seconds - track.mean);
}

// "/photo/1041.jpg": the last number, and what stands about it.
void AutomationWatch::note_number(Track& track, std::string_view target) {
  constexpr std::size_t kMaxDigits = 15;
  std::size_t end = target.size();
  while (end > 0 && !is_digit(target[end - 1])) --end;
  std::size_t begin = end;
  while (begin > 0 && is_digit(target[begin - 1])) --begin;
  if (begin == end || end - begin > kMaxDigits) return;
  std::uint64_t number = 0;
  std::from_chars(target.data() + begin, target.data() + end, number);
  const std::size_t series =
      std::hash<std::string_view>{}(target.substr(0, begin)) ^
      std::hash<std::string_view>{}(target.substr(end)) << 1;
  const bool next = series == track.series && number == track.number + 1;
  track.run = next ? track.run + 1 : 1;
  track.longest_run = std::max(track.longest_run, track.run);
  track.series = series;
  track.number = number;
}

void AutomationWatch::add(const BrowserRequest& request) {
  const std::pair key(request.actor, request.agent);
  if (tracks_.size() >= kMaxTracks && !tracks_.contains(key)) {
    ++passed_over_;
    return;
  }
  Track& track = tracks_[key];
  note_gap(track, request.time);
  if (++track.requests == 1) {
    track.first = track.last = request.time;
    track.place = request.place;
  }
  track.first = std::min(track.first, request.time);
  track.last = std::max(track.last, request.time);
  track.revalidated += request.status == 304;
  track.robots_reads += request.robots;
  track.traps += request.trap;
  if (request.robots) return;
  const bool page = request.kind == TargetKind::page;
  const bool image = request.kind == TargetKind::image;
  track.pages += page;
  track.images += image;
  track.support += request.kind == TargetKind::support;
  track.images_with_referer += image && request.referer;
  track.disallowed += page && request.disallowed;
  note_number(track, request.target);
}

std::vector<AutomationSign> AutomationWatch::signs_of(
    const Track& track, const Agent& agent, std::uint64_t agents_at_once) {
  std::vector<AutomationSign> signs;
  const auto tell = [&](std::string_view name, bool is, std::uint64_t count) {
    if (is) signs.push_back({name, count});
  };
  const double variance =
      track.gaps == 0 ? 0 : track.squares / static_cast<double>(track.gaps);
  const UtcTime release = browser_release(agent.text);
  tell("automation_named", agent.automated, track.requests);
  tell("robots_read", track.robots_reads > 0, track.robots_reads);
  tell("trap_asked", track.traps > 0, track.traps);
  tell("disallowed_asked", track.disallowed >= 3, track.disallowed);
  tell("images_only", track.images >= 10 && track.pages == 0, track.images);
  tell("pages_alone",
       track.pages >= 10 && track.images == 0 && track.support == 0,
       track.pages);
  tell("images_no_referer",
       track.images >= 10 && track.images_with_referer == 0, track.images);
  tell("numbers_in_sequence", track.longest_run >= 10, track.longest_run);
  // Log times are whole seconds: shorter gaps have no measurable length.
  tell("even_pace",
       track.gaps >= 20 && track.mean >= 2 &&
           std::sqrt(variance) < 0.15 * track.mean,
       track.gaps);
  tell("many_agents", agents_at_once >= 3, agents_at_once);
  tell("never_revalidated",
       track.requests >= 50 && track.sessions >= 2 && track.revalidated == 0,
       track.requests);
  tell("old_browser", release != UtcTime() && track.last - release > kOld,
       track.requests);
  return signs;
}

std::vector<LikelyAutomation> AutomationWatch::likely(
    const Actors& actors, const AgentTable& agents,
    std::uint64_t& left_out) const {
  std::vector<LikelyAutomation> found;
  for (const auto& [key, track] : tracks_) {
    const Actor& actor = actors.all()[key.first];
    const Agent& agent = agents[key.second];
    auto signs = signs_of(track, agent, browsers_at_once(actor, agents));
    if (signs.size() < kFewest ||
        std::ranges::none_of(signs, is_of_fetching, &AutomationSign::name))
      continue;
    found.push_back({.network = actor.address.network,
                     .user_agent = agent.text,
                     .requests = track.requests,
                     .sessions = track.sessions,
                     .first = track.first,
                     .last = track.last,
                     .place = track.place,
                     .signs = std::move(signs)});
  }
  std::ranges::sort(found, [](const auto& a, const auto& b) {
    if (a.signs.size() != b.signs.size())
      return a.signs.size() > b.signs.size();
    return std::pair(b.requests, a.place) < std::pair(a.requests, b.place);
  });
  left_out = found.size() - std::min(found.size(), kMaxListed);
  if (left_out > 0) found.resize(kMaxListed);
  return found;
}

}  // namespace veto::logs
