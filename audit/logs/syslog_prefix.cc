// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/syslog_prefix.h"

#include <algorithm>
#include <utility>

#include "audit/logs/log_time.h"
#include "base/text.h"

namespace veto::logs {
namespace {

constexpr std::size_t kMaxSyslogWord = 255;  // RFC 5424, section 6
constexpr std::size_t kSyslogNeeded = 95;    // of 100 lines

// A word and the space behind it; "" for none.
std::string_view take_word(std::string_view& rest) {
  const std::size_t end = rest.substr(0, kMaxSyslogWord + 1).find(' ');
  if (end == std::string_view::npos) return {};
  const std::string_view word = rest.substr(0, end);
  rest.remove_prefix(end + 1);
  return word;
}

// "<134>", in RFC 3164 up to <191>.
bool take_priority(std::string_view& rest) {
  const std::size_t end = rest.substr(0, 5).find('>');
  if (!rest.starts_with('<') || end == std::string_view::npos || end < 2 ||
      !std::ranges::all_of(rest.substr(1, end - 1), is_digit))
    return false;
  rest.remove_prefix(end + 1);
  return true;
}

// "Nov  3 04:26:54 ", which has neither year nor zone.
bool take_bsd_time(std::string_view& rest) {
  constexpr std::string_view kShape = "Mmm dd hh:mm:ss ";
  if (rest.size() < kShape.size() || month_of(rest.substr(0, 3)) == 0)
    return false;
  for (std::size_t i = 3; i < kShape.size(); ++i) {
    const bool digit = kShape[i] != ' ' && kShape[i] != ':';
    const bool padding = i == 4 && rest[i] == ' ';
    if (digit ? !is_digit(rest[i]) && !padding : rest[i] != kShape[i])
      return false;
  }
  rest.remove_prefix(kShape.size());
  return true;
}

bool take_iso_time(std::string_view& rest) {
  std::string_view left = rest;
  if (!parse_iso_time(take_word(left))) return false;
  rest = left;
  return true;
}

// "haproxy[18418]:" of a program; an address with colons is none.
bool is_tag(std::string_view word) {
  if (!word.ends_with(':')) return false;
  word.remove_suffix(1);
  const std::size_t bracket = word.find('[');
  if (bracket != std::string_view::npos && !word.ends_with(']')) return false;
  const std::string_view name = word.substr(0, bracket);
  return !name.empty() && std::ranges::none_of(name, [](char c) {
    return c == ':' || c == '"' || c == ']';
  });
}

bool take_host_and_tag(std::string_view& rest) {
  if (is_tag(take_word(rest))) return true;
  return is_tag(take_word(rest));
}

// "-" or [id name="value"]..., in whose values \" and \] are no ends.
bool take_structured_data(std::string_view& rest) {
  if (rest.starts_with('-')) {
    rest.remove_prefix(1);
    return true;
  }
  if (!rest.starts_with('[')) return false;
  bool quoted = false;
  while (rest.starts_with('[')) {
    std::size_t i = 1;
    for (; i < rest.size() && (quoted || rest[i] != ']'); ++i) {
      if (rest[i] == '"') quoted = !quoted;
      if (quoted && rest[i] == '\\') ++i;
    }
    if (i >= rest.size()) return false;
    rest.remove_prefix(i + 1);
  }
  return true;
}

// Behind "<134>1 ": time, host, program, process, kind, data (RFC 5424,
// section 6), and perhaps a byte order mark.
bool take_rfc5424(std::string_view& rest) {
  const std::string_view time = take_word(rest);
  if (time != "-" && !parse_iso_time(time)) return false;
  for (int i = 0; i < 4; ++i)
    if (take_word(rest).empty()) return false;
  if (!take_structured_data(rest) || !rest.starts_with(' ')) return false;
  rest.remove_prefix(1);
  if (rest.starts_with("\xEF\xBB\xBF")) rest.remove_prefix(3);
  return true;
}

}  // namespace

std::size_t syslog_prefix_size(std::string_view line) {
  std::string_view rest = line;
  const bool priority = take_priority(rest);
  const std::size_t bare = line.size() - rest.size();
  if (priority && rest.starts_with("1 ")) {
    rest.remove_prefix(2);
    return take_rfc5424(rest) ? line.size() - rest.size() : bare;
  }
  if (!take_bsd_time(rest) && !take_iso_time(rest)) return bare;
  return take_host_and_tag(rest) ? line.size() - rest.size() : bare;
}

bool came_through_syslog(const std::vector<std::string>& lines) {
  const auto count = static_cast<std::size_t>(std::ranges::count_if(
      lines,
      [](const std::string& line) { return syslog_prefix_size(line) > 0; }));
  return count > 0 && count * 100 >= lines.size() * kSyslogNeeded;
}

std::vector<std::string> without_syslog(const std::vector<std::string>& lines) {
  std::vector<std::string> bare;
  for (const std::string& line : lines)
    bare.push_back(line.substr(syslog_prefix_size(line)));
  return bare;
}

Format behind_syslog(Format format) {
  format.name = "syslog " + format.name;
  format.parse = [inner = std::move(format.parse)](std::string_view line,
                                                   RawLine& out) {
    return inner(line.substr(syslog_prefix_size(line)), out);
  };
  if (format.aside)
    format.aside = [inner = std::move(format.aside)](std::string_view line) {
      return inner(line.substr(syslog_prefix_size(line)));
    };
  format.settle = {};
  return format;
}

}  // namespace veto::logs
