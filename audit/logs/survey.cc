// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/survey.h"

#include <algorithm>
#include <fstream>
#include <map>

#include "audit/logs/format_w3c.h"
#include "audit/logs/line_reader.h"
#include "audit/logs/request_line.h"
#include "audit/logs/syslog_prefix.h"
#include "base/text.h"

namespace veto::logs {
namespace {

constexpr std::size_t kMaxSampleLine = 16 * 1024;
constexpr std::uint64_t kHead = 2u << 20;  // bytes of the stream
constexpr std::uint64_t kFurther = 256u << 10;

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

namespace {

// Whole lines about a place further on in a file that is not packed.
void offer_from(std::ifstream& in, std::uint64_t at, Sample& sample) {
  std::string bytes(kFurther, '\0');
  in.clear();
  in.seekg(static_cast<std::streamoff>(at));
  in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  bytes.resize(
      static_cast<std::size_t>(std::max<std::streamsize>(0, in.gcount())));
  std::string_view rest = bytes;
  rest.remove_prefix(std::min(rest.find('\n'), rest.size() - 1) + 1);
  for (auto end = rest.find('\n'); end != rest.npos; end = rest.find('\n')) {
    std::string_view line = rest.substr(0, end);
    rest.remove_prefix(end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (!line.empty() && line.size() <= kMaxSampleLine) sample.offer(line);
  }
}

struct Head {
  std::string header;  // "#Fields:", where the stream begins with comments
  bool whole = false;  // the stream ended within it
};

Result<Head> read_head(LogStream& stream, Sample& sample, Sha256& digest) {
  Head head;
  LineReader reader(stream);
  Line line;
  bool leading = true;
  do {
    auto more = reader.next(line);
    if (!more) return pass(more);
    head.whole = !*more;
    if (head.whole) break;
    digest.update(line.bytes);
    digest.update("\n");
    leading = leading && line.bytes.starts_with('#');
    if (leading && head.header.empty() && line.bytes.starts_with(kW3cFields))
      head.header = line.bytes;
    // A last line that was cut says nothing about the format.
    if (line.ended && !line.bytes.empty() &&
        line.bytes.size() <= kMaxSampleLine)
      sample.offer(line.bytes);
  } while (line.offset < kHead);
  return head;
}

}  // namespace

Result<Survey> survey(const std::filesystem::path& path, const Format* given) {
  std::error_code error;
  if (std::filesystem::exists(path, error) &&
      !std::filesystem::is_regular_file(path, error))
    return fail(ErrorKind::io, "a log must be a file", path.string());
  auto stream = LogStream::open(path);
  if (!stream) return pass(stream);
  Survey found;
  found.file.path = path;
  found.file.size = std::filesystem::file_size(path, error);
  if (error) return fail(ErrorKind::io, "cannot read the log", path.string());
  Sample sample;
  Sha256 digest;
  auto head = read_head(*stream, sample, digest);
  if (!head) return pass(head);
  found.head_digest = digest.finish();
  if (!head->whole && !stream->packed()) {
    std::ifstream in(path, std::ios::binary);
    offer_from(in, found.file.size / 2, sample);
    offer_from(in, found.file.size - std::min(found.file.size, kFurther),
               sample);
  }
  std::vector<std::string> lines = sample.take();
  const std::string& header = head->header;
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
