// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/anchored.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "audit/logs/anchor.h"
#include "audit/logs/log_stream.h"
#include "audit/logs/prefix_hash.h"
#include "base/file.h"
#include "base/time_stamp.h"

namespace veto::logs {
namespace {

// A stamp is fetched when the anchor is made.
constexpr std::chrono::hours kStampReach{1};

// What the log is at each of those sizes, as far as it goes.
Result<std::map<std::uint64_t, Digest>> beginnings_of(
    const LogFile& file, const std::set<std::uint64_t>& sizes,
    std::uint64_t& whole, std::stop_token stop) {
  auto stream = LogStream::open(file.path, file.size);
  if (!stream) return pass(stream);
  PrefixHash hash;
  std::map<std::uint64_t, Digest> found;
  auto next = sizes.begin();
  for (;;) {
    if (stop.stop_requested())
      return fail(ErrorKind::interrupted, "stopped while reading logs");
    auto piece = stream->next();
    if (!piece) return pass(piece);
    if (piece->empty()) break;
    std::string_view rest = *piece;
    for (; next != sizes.end() && *next <= hash.size() + rest.size(); ++next) {
      const auto part = static_cast<std::size_t>(*next - hash.size());
      hash.update(rest.substr(0, part));
      rest.remove_prefix(part);
      found[*next] = hash.so_far();
    }
    hash.update(rest);
  }
  whole = hash.size();
  return found;
}

// Anchors of one log between two rotations.
using Series = std::vector<const Anchor*>;

std::map<std::pair<std::string, std::uint64_t>, Series> all_series(
    const std::vector<Anchor>& anchors) {
  std::map<std::pair<std::string, std::uint64_t>, Series> series;
  for (const Anchor& one : anchors)
    series[{one.log, one.series}].push_back(&one);
  return series;
}

// The first lines of a log may be older than any anchor: their own times tell.
void add_ranges(const Series& series, std::size_t matching, LogFile& file) {
  UtcTime before = file.first;
  std::uint64_t from = 0;
  for (std::size_t i = 0; i < matching; ++i) {
    const Anchor& one = *series[i];
    if (one.time >= before && one.time - before <= kAnchorReach &&
        one.size > from)
      file.anchored.emplace_back(from, one.size);
    before = one.time;
    from = one.size;
  }
  file.anchored_to = std::max(file.anchored_to, from);
}

Status match(const std::vector<Anchor>& anchors, LogFile& file,
             const std::string& name, std::stop_token stop) {
  std::set<std::uint64_t> sizes;
  for (const Anchor& one : anchors)
    if (one.size > 0) sizes.insert(one.size);
  std::uint64_t whole = 0;
  auto found = beginnings_of(file, sizes, whole, stop);
  if (!found) return pass(found);
  const auto fits = [&](const Anchor* one) {
    const auto at = found->find(one->size);
    return one->size == 0 || (at != found->end() && at->second == one->sha256);
  };
  for (const auto& [of, series] : all_series(anchors)) {
    const auto first = std::ranges::find_if(
        series, [&](const Anchor* one) { return one->size > 0; });
    if (first == series.end() || !fits(*first)) continue;
    std::size_t matching = 0;
    while (matching < series.size() && fits(series[matching])) ++matching;
    if (matching < series.size() && series[matching]->size <= whole)
      return fail(ErrorKind::damaged,
                  fmt::format("the log is not what it was when it was anchored "
                              "at {}: its bytes before {} have changed",
                              to_rfc3339(series[matching]->time),
                              series[matching]->size),
                  file.path.string());
    add_ranges(series, matching, file);
  }
  if (file.anchored_to == 0)
    return fail(ErrorKind::damaged, "no anchor is of the beginning of this log",
                file.path.string(), "the anchors are those of " + name);
  std::ranges::sort(file.anchored);
  file.anchored_whole = file.anchored_to == whole;
  std::uint64_t reached = 0;
  for (const auto& [from, to] : file.anchored)
    if (from <= reached) reached = std::max(reached, to);
  file.anchored_whole = file.anchored_whole && reached == whole;
  return {};
}

// What others said of the anchors' times, where the user keeps it.
Result<std::uint64_t> count_stamps(const std::filesystem::path& file,
                                   const std::vector<Anchor>& anchors) {
  std::uint64_t stamps = 0;
  for (const Anchor& one : anchors) {
    const auto path = anchor_stamp_path(file, one.seq);
    std::error_code error;
    if (!std::filesystem::exists(path, error)) continue;
    auto der = read_file(path, kMaxTimeStamp);
    if (!der) return pass(der);
    const auto stamp = check_time_stamp(*der, sha256(anchor_line(one)));
    if (!stamp)
      return fail(ErrorKind::damaged,
                  "the anchor's time stamp " + stamp.error().what,
                  path.string());
    if (stamp->time < one.time - kStampReach ||
        stamp->time > one.time + kStampReach)
      return fail(ErrorKind::damaged,
                  "the time stamp is of another time than its anchor, " +
                      to_rfc3339(stamp->time),
                  path.string());
    ++stamps;
  }
  return stamps;
}

}  // namespace

Status check_anchors(const std::filesystem::path& anchors,
                     std::vector<LogFile>& files, std::stop_token stop) {
  auto all = read_anchors(anchors);
  if (!all) return pass(all);
  auto stamps = count_stamps(anchors, *all);
  if (!stamps) return pass(stamps);
  for (LogFile& file : files) {
    if (auto fits = match(*all, file, anchors.string(), stop); !fits)
      return fits;
    file.anchor_stamps = *stamps;
  }
  return {};
}

bool is_anchored(const LogFile& file, std::uint64_t offset) {
  return std::ranges::any_of(file.anchored, [&](const auto& range) {
    return range.first <= offset && offset < range.second;
  });
}

}  // namespace veto::logs
