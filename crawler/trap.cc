// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/trap.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <functional>
#include <utility>

#include "base/text.h"

namespace veto::crawler {
namespace {

constexpr std::size_t kMaxValues = 4096;  // of one parameter
constexpr std::size_t kMaxShown = 200;    // bytes of a pattern

std::size_t trap_key(std::string_view text) {
  return std::hash<std::string_view>()(text);
}

std::size_t path_key(const UrlPieces& pieces) {
  return trap_key(std::string(pieces.origin) + std::string(pieces.path));
}

// "color&size": what distinguishes a set of parameters.
std::string names_of(
    const std::vector<std::pair<std::string_view, std::string_view>>& query) {
  std::string names;
  for (const auto& [name, value] : query)
    names += (names.empty() ? "" : "&") + std::string(name);
  return names;
}

std::string found_at(std::string_view what, std::string_view pattern) {
  return fmt::format("{} at {}", what, printable(pattern, kMaxShown));
}

std::string same_content(std::string_view pattern) {
  return found_at("the same content time and again", pattern);
}

std::uint64_t first_bytes(const Digest& digest) {
  std::uint64_t first = 0;
  std::memcpy(&first, digest.bytes.data(), sizeof first);
  return first;
}

}  // namespace

TrapDetector::TrapDetector(UtcTime now) {
  const std::chrono::year_month_day date(
      std::chrono::floor<std::chrono::days>(now));
  now_ = static_cast<int>(date.year()) * 12 +
         static_cast<int>(static_cast<unsigned>(date.month())) - 1;
}

std::string TrapDetector::consider(std::string_view url, std::string_view via) {
  const UrlPieces pieces = pieces_of(url);
  if (count_segments(pieces.path) > kMaxSegments)
    return fmt::format("paths of more than {} segments at {}", kMaxSegments,
                       pieces.origin);
  if (const auto repeated = repeated_path(pieces.path); !repeated.empty())
    return found_at("a path that repeats itself",
                    std::string(pieces.origin) + repeated);
  if (auto why = in_sessions(url); !why.empty()) return why;
  const NumberShape shape = number_shape(url);
  if (stopped_.contains(trap_key(shape.pattern)))
    return same_content(shape.pattern);
  if (auto why = in_calendar(shape, via); !why.empty()) return why;
  return in_combinations(pieces, month_of(shape.numbers).has_value());
}

std::string TrapDetector::stopped(std::string_view url) const {
  if (stopped_.empty()) return {};
  const NumberShape shape = number_shape(url);
  return stopped_.contains(trap_key(shape.pattern))
             ? same_content(shape.pattern)
             : std::string();
}

std::string TrapDetector::in_calendar(const NumberShape& shape,
                                      std::string_view via) {
  if (shape.numbers.empty()) return {};
  const Key key = trap_key(shape.pattern);
  if (calendars_.size() >= kMaxPatterns && !calendars_.contains(key)) return {};
  Calendar& calendar = calendars_[key];
  const auto month = month_of(shape.numbers);
  if (!month) {
    calendar.only_dates = false;
    return {};
  }
  const int ahead = *month - now_;
  calendar.this_month |= ahead == 0;
  if (!calendar.only_dates || !calendar.this_month) return {};
  const auto why = [&] {
    return found_at("a calendar without end", shape.pattern);
  };
  if (ahead > kMonthsAround || *month < kFirstYear * 12) {
    if (number_shape(via).pattern != shape.pattern) return {};
    if (calendar.far++ < kFarMonths) return {};
    calendar.endless = true;
    return why();
  }
  const bool past = ahead < -kMonthsAround;
  return past && calendar.endless && calendar.barren >= kBarrenMonths
             ? why()
             : std::string();
}

std::string TrapDetector::in_sessions(std::string_view url) {
  const auto session = session_id(url);
  if (!session) return {};
  const Key key = trap_key(session->pattern);
  if (sessions_.size() >= kMaxPatterns && !sessions_.contains(key)) return {};
  auto& ids = sessions_[key];
  const Key id = trap_key(session->id);
  if (ids.contains(id)) return {};
  if (ids.size() >= kSessions)
    return found_at("a page under ever new session ids", session->pattern);
  ids.insert(id);
  return {};
}

std::string TrapDetector::in_combinations(const UrlPieces& pieces,
                                          bool is_date) {
  const auto query = query_parameters(pieces.query);
  if (query.size() < 2) return {};
  const Key path = path_key(pieces);
  if (paths_.size() >= kMaxPatterns && !paths_.contains(path)) return {};
  auto& sets = paths_[path];
  const std::string names = names_of(query);
  const auto why = [&](std::string_view shown) {
    return found_at("ever new combinations of parameters",
                    fmt::format("{}{}?{}", pieces.origin, pieces.path, shown));
  };
  if (!sets.contains(trap_key(names)) && sets.size() >= kNameSets)
    return query.size() >= kManyNames ? why("*") : std::string();
  Combination& set = sets[trap_key(names)];
  set.values.resize(query.size());
  ++set.urls;
  std::size_t varying = 0;
  std::size_t values = 0;
  for (std::size_t i = 0; i < query.size(); ++i) {
    if (set.values[i].size() < kMaxValues)
      set.values[i].insert(trap_key(query[i].second));
    if (set.values[i].size() < 3) continue;
    ++varying;
    values += set.values[i].size();
  }
  const bool explodes = set.urls > kCombinations && varying >= 3 &&
                        set.urls > kValueRatio * values;
  // Dates are a product by nature; the calendar's rule is theirs.
  if (!explodes || is_date || set.barren < kBarrenCombinations) return {};
  return why(names);
}

std::string TrapDetector::answered(std::string_view url,
                                   const Digest& payload) {
  const std::uint64_t digest = first_bytes(payload);
  const NumberShape shape = number_shape(url);
  const Key key = trap_key(shape.pattern);
  if (!shape.numbers.empty() &&
      (contents_.size() < kMaxPatterns || contents_.contains(key))) {
    Content& content = contents_[key];
    content.times = content.digest == digest ? content.times + 1 : 1;
    content.digest = digest;
    if (content.times >= kSameContent) stopped_.insert(key);
  }
  const std::string_view origin = pieces_of(url).origin;
  const Key copy = trap_key(origin) ^ digest;
  if (copies_.size() >= kMaxPatterns && !copies_.contains(copy)) return {};
  if (copies_[copy]++ < kCopies) return {};
  return found_at("what only copies of a page lead to", origin);
}

void TrapDetector::brought(std::string_view url,
                           const std::vector<std::string>& pages, bool image) {
  const NumberShape shape = number_shape(url);
  const auto calendar = calendars_.find(trap_key(shape.pattern));
  if (calendar != calendars_.end() && calendar->second.endless) {
    const bool news =
        image || std::ranges::any_of(pages, [&](const std::string& page) {
          return number_shape(page).pattern != shape.pattern;
        });
    calendar->second.barren = news ? 0 : calendar->second.barren + 1;
  }
  const UrlPieces pieces = pieces_of(url);
  const auto path = paths_.find(path_key(pieces));
  if (path == paths_.end()) return;
  const auto set =
      path->second.find(trap_key(names_of(query_parameters(pieces.query))));
  if (set == path->second.end()) return;
  const bool news =
      image || std::ranges::any_of(pages, [&](const std::string& page) {
        return path_key(pieces_of(page)) != path->first;
      });
  set->second.barren = news ? 0 : set->second.barren + 1;
}

}  // namespace veto::crawler
