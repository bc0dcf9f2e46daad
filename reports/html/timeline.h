// SPDX-License-Identifier: GPL-3.0-or-later
//
// One drawing: which robots.txt was in force, when a kind of client read it,
// and when it asked for anything. Told by shapes and places, not by colours.

#ifndef VETO_REPORTS_HTML_TIMELINE_H_
#define VETO_REPORTS_HTML_TIMELINE_H_

#include <nlohmann/json.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/time.h"
#include "crawler/api/robots_history.h"
#include "reports/texts/texts.h"

namespace veto::reports {

struct Timeline {
  std::string id;   // of the elements: letters and digits
  std::string who;  // for who listens to it
  UtcTime first{}, last{};
  std::vector<std::shared_ptr<const crawler::RobotsVersion>> versions;
  std::vector<UtcTime> reads;     // of robots.txt
  std::vector<UtcTime> findings;  // requests that findings are about
  // Middles of stretches of time, and the requests in each.
  std::vector<std::pair<UtcTime, std::uint64_t>> requests;
  std::int64_t stretch = 1;  // the longest of these, in seconds
};

// The versions in force at some time of these, at most 20: [{label, hash, from,
// to, known}]. "v3" is the third there is, in this and in every drawing.
nlohmann::json versions_view(
    const std::vector<std::shared_ptr<const crawler::RobotsVersion>>& versions,
    UtcTime first, UtcTime last, const Texts& texts);

// What timeline.mustache asks for: at most kBins marks a lane, each for all
// that fell into its part of the time.
nlohmann::json timeline_view(const Timeline& timeline, const Texts& texts);

}  // namespace veto::reports

#endif  // VETO_REPORTS_HTML_TIMELINE_H_
