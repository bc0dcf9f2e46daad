// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/survey.h"

#include <algorithm>
#include <map>

#include "audit/logs/format_w3c.h"
#include "audit/logs/line_reader.h"
#include "audit/logs/request_line.h"
#include "audit/logs/syslog_prefix.h"
#include "base/text.h"

namespace veto::logs {
namespace {

constexpr std::size_t kMaxSampleLine = 16 * 1024;
constexpr std::uint64_t kSurveyStopEvery = 4096;

// A reader may learn from the lines it is given, so each reading has a copy.

// Host names of a sample, without ports: the one most lines have.
std::string commonest_host(const Format& given,
                           const std::vector<std::string>& lines) {
  const Format format = given;
  std::map<std::string, std::size_t> hosts;
  for (const std::string& line : lines) {
    RawLine raw;
    if (format.parse(line, raw) && !raw.host.empty())
      ++hosts[host_name(raw.host)];
  }
  std::string host;
  std::size_t most = 0;
  for (const auto& [name, count] : hosts) {
    if (count <= most) continue;
    most = count;
    host = name;
  }
  return host;
}

std::optional<UtcTime> first_time(const Format& given,
                                  const std::vector<std::string>& lines) {
  const Format format = given;
  for (const std::string& line : lines) {
    RawLine raw;
    if (format.parse(line, raw)) return raw.time;
  }
  return std::nullopt;
}

// A format that the user gives is theirs to know: what is not in it is set
// aside line by line, but a log without any line of it is another's.
Result<Format> check_format(const Format& given,
                            const std::vector<std::string>& lines) {
  const auto comment = [](const std::string& line) {
    return line.starts_with('#');
  };
  if (std::ranges::all_of(lines, comment)) return given;
  if (first_time(given, lines)) return settled(given, lines);
  if (came_through_syslog(lines)) {
    const auto bare = without_syslog(lines);
    if (first_time(given, bare)) return behind_syslog(settled(given, bare));
  }
  return fail(ErrorKind::unsupported,
              "no line of the log is in its format, for example",
              printable(lines.back(), 200),
              "the format must have address, time, request, status and size");
}

Result<Format> format_of(const Format* given, const std::string& header,
                         const std::vector<std::string>& lines) {
  if (given) return check_format(*given, lines);
  if (header.empty()) return detect_format(lines);
  return check_format(*format_named("w3c"), lines);
}

}  // namespace

void Sample::offer(std::string_view line) {
  if (seen_++ % stride_ != 0) return;
  lines_.emplace_back(line);
  if (lines_.size() < kMost) return;
  for (std::size_t i = 1; i < kMost / 2; ++i)
    lines_[i] = std::move(lines_[2 * i]);
  lines_.resize(kMost / 2);
  stride_ *= 2;
}

Result<Survey> survey(const std::filesystem::path& path, const Format* given,
                      std::stop_token stop) {
  auto stream = LogStream::open(path, LogStream::kWholeFile, true);
  if (!stream) return pass(stream);
  Survey found;
  Sample sample;
  LineReader reader(*stream);
  Line line;
  std::string header;  // "#Fields:", where the stream begins with comments
  bool leading = true;
  for (;;) {
    auto more = reader.next(line);
    if (!more) return pass(more);
    if (!*more) break;
    if (line.number % kSurveyStopEvery == 0 && stop.stop_requested())
      return fail(ErrorKind::interrupted, "stopped while reading logs");
    leading = leading && line.bytes.starts_with('#');
    if (leading && header.empty() && line.bytes.starts_with(kW3cFields))
      header = line.bytes;
    // A last line that was cut says nothing about the format.
    if (line.ended && !line.bytes.empty() &&
        line.bytes.size() <= kMaxSampleLine)
      sample.offer(line.bytes);
  }
  found.file.path = path;
  found.file.size = stream->file_bytes();
  found.file.file_digest = stream->file_digest();
  found.file.stream_digest = stream->stream_digest();
  std::vector<std::string> lines = sample.take();
  if (!header.empty()) lines.insert(lines.begin(), header);
  auto format = format_of(given, header, lines);
  if (!format) {
    Error error = std::move(format).error();
    error.where = printable(path.string()) + ": " + error.where;
    return std::unexpected(std::move(error));
  }
  found.format = std::move(*format);
  found.file.format = found.format.name;
  found.file.weakness = found.format.weakness;
  found.host = commonest_host(found.format, lines);
  found.first = first_time(found.format, lines);
  return found;
}

}  // namespace veto::logs
