// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/html/timeline.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "reports/finding_words.h"

namespace veto::reports {
namespace {

using nlohmann::json;

constexpr int kLeft = 150, kWidth = 600;  // of the lanes, in the drawing
constexpr int kBins = 200;
constexpr int kTimes = 5;                       // on the axis
constexpr std::size_t kMaxListedVersions = 20;  // listed
constexpr std::size_t kMaxBands = 200;
constexpr double kLabelWidth = 26;  // what "v12" takes
constexpr double kHashWidth = 96;   // and "v12 0123abcd"
constexpr double kTall = 32;        // of the fullest bin
constexpr double kBase = 108;

class Scale {
 public:
  Scale(UtcTime first, UtcTime last) : first_(first) {
    constexpr std::chrono::seconds kLeast{10};
    span_ = std::max<UtcTime::duration>(last - first, kLeast);
  }
  double place(UtcTime time) const {
    const double part = static_cast<double>((time - first_).count()) /
                        static_cast<double>(span_.count());
    return kLeft + std::clamp(part, 0.0, 1.0) * kWidth;
  }
  int bin(UtcTime time) const {
    const int bin = static_cast<int>((place(time) - kLeft) * kBins / kWidth);
    return std::clamp(bin, 0, kBins - 1);
  }
  // Its middle.
  static double of_bin(int bin) { return kLeft + (bin + 0.5) * kWidth / kBins; }
  UtcTime at(double part) const {
    return first_ + UtcTime::duration(static_cast<std::int64_t>(
                        static_cast<double>(span_.count()) * part));
  }
  std::int64_t bin_seconds() const {
    return std::max<std::int64_t>(
        1, std::chrono::ceil<std::chrono::seconds>(span_ / kBins).count());
  }

 private:
  UtcTime first_;
  UtcTime::duration span_{};
};

// Numbers as texts: the templates group digits of none.
std::string drawn(double number) { return fmt::format("{:.1f}", number); }

std::map<int, std::uint64_t> binned(const Scale& scale,
                                    const std::vector<UtcTime>& times) {
  std::map<int, std::uint64_t> bins;
  for (const UtcTime time : times) ++bins[scale.bin(time)];
  return bins;
}

json ticks(const std::map<int, std::uint64_t>& bins, double half) {
  json list = json::array();
  for (const auto& [bin, count] : bins)
    list.push_back({{"x", drawn(Scale::of_bin(bin) - half)}});
  return list;
}

// By the root of the number, so that one beside a thousand is still seen.
json bars(const Scale& scale, const Timeline& timeline) {
  std::map<int, std::uint64_t> bins;
  std::uint64_t most = 1;
  for (const auto& [time, count] : timeline.requests) {
    std::uint64_t& sum = bins[scale.bin(time)];
    sum += count;
    most = std::max(most, sum);
  }
  json list = json::array();
  for (const auto& [bin, count] : bins) {
    const double height =
        std::max(3.0, kTall * std::sqrt(static_cast<double>(count) /
                                        static_cast<double>(most)));
    list.push_back({{"x", drawn(Scale::of_bin(bin) - 1)},
                    {"y", drawn(kBase - height)},
                    {"height", drawn(height)}});
  }
  return list;
}

json axis(const Scale& scale) {
  json list = json::array();
  for (int i = 0; i < kTimes; ++i) {
    const double part = static_cast<double>(i) / (kTimes - 1);
    const std::string time = to_rfc3339(scale.at(part));
    list.push_back(
        {{"x", drawn(kLeft + part * kWidth)},
         {"date", time.substr(0, 10)},
         {"clock", time.substr(11, 8) + (i == kTimes - 1 ? " UTC" : "")},
         {"anchor", i == 0            ? "start"
                    : i == kTimes - 1 ? "end"
                                      : "middle"}});
  }
  return list;
}

bool in_force(const crawler::RobotsVersion& version, UtcTime first,
              UtcTime last) {
  return version.seen_to >= first && version.seen_from <= last;
}

std::string label_of(std::size_t index) {
  return fmt::format("v{}", index + 1);
}

json bands(const Scale& scale, const Timeline& timeline) {
  json list = json::array();
  for (std::size_t i = 0; i < timeline.versions.size(); ++i) {
    const auto& version = *timeline.versions[i];
    if (!in_force(version, timeline.first, timeline.last) ||
        list.size() == kMaxBands)
      continue;
    const double begin = scale.place(version.seen_from);
    const double width = std::max(2.0, scale.place(version.seen_to) - begin);
    std::string label = label_of(i);
    if (width > kHashWidth) label += " " + version.digest.hex().substr(0, 8);
    list.push_back({{"x", drawn(begin)},
                    {"width", drawn(width)},
                    {"middle", drawn(begin + width / 2)},
                    {"shade", i % 2 == 0 ? "dark" : "light"},
                    {"labelled", width > kLabelWidth},
                    {"label", std::move(label)}});
  }
  return list;
}

std::string duration_words(std::int64_t seconds, const Texts& texts) {
  constexpr std::int64_t kMinute = 60, kHour = 3600;
  if (seconds < 2 * kMinute)
    return texts.count("agents.seconds", static_cast<std::uint64_t>(seconds));
  if (seconds < 2 * kHour)
    return texts.count(
        "agents.minutes",
        static_cast<std::uint64_t>((seconds + kMinute - 1) / kMinute));
  return texts.count("agents.hours",
                     static_cast<std::uint64_t>((seconds + kHour - 1) / kHour));
}

}  // namespace

json timeline_view(const Timeline& timeline, const Texts& texts) {
  const Scale scale(timeline.first, timeline.last);
  std::uint64_t requests = 0;
  for (const auto& [time, count] : timeline.requests) requests += count;
  const Values values = {
      {"who", timeline.who},
      {"first", shown_time(timeline.first)},
      {"last", shown_time(timeline.last)},
      {"requests", requests},
      {"reads", timeline.reads.size()},
      {"findings", timeline.findings.size()},
      {"each",
       duration_words(std::max(scale.bin_seconds(), timeline.stretch), texts)}};
  return {{"id", timeline.id},
          {"title", texts.say("agents.title", values)},
          {"description", texts.say("agents.description", values)},
          {"caption", texts.say("agents.caption", values)},
          {"reads", ticks(binned(scale, timeline.reads), 1)},
          {"findings", ticks(binned(scale, timeline.findings), 0)},
          {"requests", bars(scale, timeline)},
          {"bands", bands(scale, timeline)},
          {"times", axis(scale)}};
}

json versions_view(
    const std::vector<std::shared_ptr<const crawler::RobotsVersion>>& versions,
    UtcTime first, UtcTime last, const Texts& texts) {
  json list = json::array();
  for (std::size_t i = 0; i < versions.size(); ++i) {
    const auto& version = *versions[i];
    if (!in_force(version, first, last) || list.size() == kMaxListedVersions)
      continue;
    list.push_back(
        {{"label", label_of(i)},
         {"hash", version.digest.hex()},
         {"from", shown_time(version.seen_from)},
         {"to", version.seen_to > last ? texts.say("agents.beyond")
                                       : shown_time(version.seen_to)},
         {"known", texts.say("provenance." +
                             std::string(to_string(version.provenance)))}});
  }
  return list;
}

}  // namespace veto::reports
