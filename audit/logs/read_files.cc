// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/read_files.h"

#include <fmt/format.h>

#include <algorithm>

#include "audit/logs/line_blocks.h"
#include "audit/logs/prefetch.h"
#include "audit/logs/seen_lines.h"

namespace veto::logs {
namespace {

constexpr std::size_t kMaxReasons = 1000;

void leave_out(LogFile& file, const Line& line, std::string reason) {
  ++file.set_aside;
  if (file.reasons.size() < kMaxReasons)
    file.reasons.emplace_back(line.number, std::move(reason));
}

void set_aside(LogFile& file, const Line& line, std::string reason,
               Collector& collector) {
  leave_out(file, line, std::move(reason));
  collector.set_aside(line.bytes);
}

void note(LogFile& file, const RawLine& raw) {
  if (++file.parsed == 1) file.first = file.last = raw.time;
  file.first = std::min(file.first, raw.time);
  file.last = std::max(file.last, raw.time);
}

// Servers write a line when its request has ended, not when it began.
constexpr std::chrono::hours kDisorder{1};

// Where the times of a file meet those of earlier and later ones.
struct Overlap {
  UtcTime until = UtcTime::min();  // the last of all earlier files
  UtcTime from = UtcTime::max();   // the first of all later files
  SeenLines seen;
  std::uint64_t repeated = 0;

  bool repeats(const RawLine& raw, std::string_view line) {
    const bool again = raw.time <= until && seen.repeats(line);
    repeated += again;
    if (!again && raw.time >= from) seen.remember(line);
    return again;
  }
};

void take(const ParsedLine& one, std::uint32_t number, LogFile& file,
          Collector& collector, Overlap& overlap) {
  const Line& line = one.line;
  if (!one.reason.empty()) {
    set_aside(file, line, std::string(one.reason), collector);
  } else if (overlap.repeats(one.raw, line.bytes)) {
    leave_out(file, line, "stands in an earlier log too");
  } else if (collector.add(one.raw, {number, line.number, line.offset},
                           one.numbers)) {
    note(file, one.raw);
  } else {
    set_aside(file, line, "the client has no valid address", collector);
  }
}

// What a line will look up in memory is asked for some lines ahead, and the
// line itself, which another core has written.
void take(const LineBlock& block, std::uint32_t number, LogFile& file,
          Collector& collector, Overlap& overlap) {
  constexpr std::size_t kLater = 24, kSoon = 16, kNext = 8;
  const auto& lines = block.lines;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (i + kLater < lines.size()) prefetch(lines[i + kLater]);
    if (i + kSoon < lines.size()) collector.expect(lines[i + kSoon].numbers);
    if (i + kNext < lines.size())
      collector.expect_next(lines[i + kNext].numbers);
    take(lines[i], number, file, collector, overlap);
  }
}

Status read_file(const Survey& survey, std::uint32_t number, LogFile& file,
                 Collector& collector, Overlap& overlap, const Sinks& sinks,
                 std::stop_token stop) {
  auto stream = LogStream::open(file.path, file.size, true);
  if (!stream) return pass(stream);
  LineBlocks blocks(*std::move(stream), survey.format);
  collector.begin_file();
  for (;;) {
    auto block = blocks.next();
    if (!block) return pass(block);
    if (*block == nullptr) break;
    if (stop.stop_requested())
      return fail(ErrorKind::interrupted, "stopped while reading logs");
    take(**block, number, file, collector, overlap);
    file.lines = (*block)->lines.back().line.number;
    sinks.step("log lines", file.lines, 0);
  }
  LogStream& ended = blocks.stream();
  file.size = ended.file_bytes();
  file.file_digest = ended.file_digest();
  file.stream_digest = ended.stream_digest();
  file.cut_short = ended.cut_short();
  if (file.cut_short)
    sinks.warning({ErrorKind::damaged, "the packed file ends before its time",
                   file.path.string(), "what could be unpacked was read"});
  return {};
}

void warn_of_repeats(const Overlap& overlap, const Sinks& sinks) {
  if (overlap.repeated > 0)
    sinks.warning({ErrorKind::usage,
                   fmt::format("{} lines stand in more than one of the logs",
                               overlap.repeated),
                   {},
                   "each was counted once"});
  if (overlap.seen.overflowed())
    sinks.warning({ErrorKind::too_large,
                   "the logs overlap by more lines than can be compared",
                   {},
                   "lines that stand in two of them may be counted twice"});
}

}  // namespace

Status read_files(const std::vector<Survey>& surveys,
                  std::vector<LogFile>& files, Collector& collector,
                  const Sinks& sinks, std::stop_token stop) {
  Overlap overlap;
  for (std::uint32_t i = 0; i < files.size(); ++i) {
    overlap.from = UtcTime::max();
    if (i + 1 < files.size() && surveys[i + 1].first)
      overlap.from = *surveys[i + 1].first - kDisorder;
    overlap.seen.begin_file();
    auto read =
        read_file(surveys[i], i, files[i], collector, overlap, sinks, stop);
    if (!read) return pass(read);
    if (files[i].parsed > 0)
      overlap.until = std::max(overlap.until, files[i].last);
  }
  warn_of_repeats(overlap, sinks);
  return {};
}

}  // namespace veto::logs
