// SPDX-License-Identifier: GPL-3.0-or-later
//
// Recognises crawler traps: URLs without end that lead nowhere. Pure: it is
// told which pages are found and what was received, and answers what is to be
// turned away. Only the pattern that was recognised is stopped, every URL
// turned away is recorded with the reason, and the thresholds are these:
//
//   repeating path   repeated_path() of trap_patterns.h, or more than 24
//                    segments
//   calendar         URLs that differ in their numbers alone and always name a
//                    month, this one among them, each found on another of
//                    them: those more than 24 months ahead, or before the year
//                    1800, from the 13th on. Once that is seen, also those
//                    more than 24 months ago when 12 in a row brought nothing
//                    new (no image, no page of another pattern)
//   session ids      a page under more than 3 ids
//   combinations     of a query's parameters: of one path, a set of four names
//                    or more when 64 sets were met; and of one set of names,
//                    more than 500 URLs in which three parameters or more take
//                    three values or more, over ten times as many URLs as
//                    values, when 100 in a row brought nothing new
//   same content     50 answers in a row of a pattern (numbers aside) that are
//                    equal byte for byte
//   copies           what is found on a page whose bytes were received under
//                    10 other URLs of its origin: absolute links on it are
//                    known, relative ones have no end (soft 404)
//
// What it does not see: endless pages whose content always differs and whose
// URLs are none of the above. The limits of the crawl hold for these.

#ifndef VETO_CRAWLER_TRAP_H_
#define VETO_CRAWLER_TRAP_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/digest.h"
#include "base/time.h"
#include "crawler/trap_patterns.h"

namespace veto::crawler {

class TrapDetector {
 public:
  static constexpr int kMaxSegments = 24;
  static constexpr int kMonthsAround = 24;
  static constexpr int kFirstYear = 1800;
  static constexpr int kFarMonths = 12;
  static constexpr int kBarrenMonths = 12;
  static constexpr std::size_t kSessions = 3;
  static constexpr std::size_t kNameSets = 64;
  static constexpr std::size_t kManyNames = 4;
  static constexpr std::size_t kCombinations = 500;
  static constexpr std::size_t kValueRatio = 10;
  static constexpr int kBarrenCombinations = 100;
  static constexpr int kSameContent = 50;
  static constexpr int kCopies = 10;

  explicit TrapDetector(UtcTime now);

  // A page that was found for the first time, on the page `via`. Why it is to
  // be turned away ("a calendar without end at https://..."), or "".
  std::string consider(std::string_view url, std::string_view via);
  // The same for one that was taken in before its pattern was stopped.
  std::string stopped(std::string_view url) const;
  // A page was received. Why nothing that it leads to is to be taken in, or "".
  std::string answered(std::string_view url, const Digest& payload);
  // Which pages were taken in because of it, and whether an image was.
  void brought(std::string_view url, const std::vector<std::string>& pages,
               bool image);

 private:
  // Keys of all maps are hashes of patterns; each holds at most kMaxPatterns,
  // beyond which what is new is not tracked.
  using Key = std::size_t;
  static constexpr std::size_t kMaxPatterns = 100'000;

  struct Calendar {
    bool only_dates = true;
    bool this_month = false;
    bool endless = false;
    int far = 0;     // taken in
    int barren = 0;  // in a row
  };
  struct Combination {  // one set of names of one path
    std::size_t urls = 0;
    int barren = 0;
    std::vector<std::unordered_set<Key>> values;  // by parameter
  };
  struct Content {
    std::uint64_t digest = 0;
    int times = 0;  // in a row
  };

  std::string in_calendar(const NumberShape& shape, std::string_view via);
  std::string in_sessions(std::string_view url);
  std::string in_combinations(const UrlPieces& pieces, bool is_date);

  int now_;  // in months
  std::unordered_map<Key, Calendar> calendars_;
  std::unordered_map<Key, std::unordered_set<Key>> sessions_;
  std::unordered_map<Key, std::unordered_map<Key, Combination>> paths_;
  std::unordered_map<Key, Content> contents_;
  std::unordered_map<Key, int> copies_;
  std::unordered_set<Key> stopped_;
};

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_TRAP_H_
