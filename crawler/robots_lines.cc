// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/robots_lines.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace veto::crawler {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// google/robotstxt: eight times the longest URL of old browsers, less a NUL.
constexpr std::size_t kGoogleLineBytes = 2083 * 8 - 1;

// For making room at once; most lines are longer.
constexpr std::size_t kUsualLineBytes = 16;

bool is_blank(char c) { return c == ' ' || c == '\t'; }

std::string_view trim_blanks(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

// Whether the text begins with the prefix, which is in lower case.
bool starts_with(std::string_view text, std::string_view prefix) {
  if (text.size() < prefix.size()) return false;
  for (std::size_t at = 0; at < prefix.size(); ++at)
    if (robots_lower(text[at]) != prefix[at]) return false;
  return true;
}

bool is_key(std::string_view text, std::string_view key) {
  return text.size() == key.size() && starts_with(text, key);
}

template <std::size_t N>
bool starts_with_any(std::string_view text,
                     const std::array<std::string_view, N>& prefixes) {
  return std::any_of(prefixes.begin(), prefixes.end(),
                     [&](auto prefix) { return starts_with(text, prefix); });
}

std::string_view without_mark(const RobotsLine& line) {
  std::string_view text = line.text;
  if (line.number == 1 && text.starts_with(kByteOrderMark))
    text.remove_prefix(kByteOrderMark.size());
  return text;
}

std::string_view as_google_buffers(const RobotsLine& line) {
  std::string_view text = line.text;
  if (line.number == 1) {
    for (char mark : kByteOrderMark) {
      if (text.empty() || text.front() != mark) break;
      text.remove_prefix(1);
    }
  }
  text = text.substr(0, kGoogleLineBytes);
  return text.substr(0, text.find('\0'));
}

RobotsField exact_field(std::string_view key) {
  if (is_key(key, "user-agent")) return RobotsField::user_agent;
  if (is_key(key, "allow")) return RobotsField::allow;
  if (is_key(key, "disallow")) return RobotsField::disallow;
  if (is_key(key, "sitemap")) return RobotsField::sitemap;
  if (is_key(key, "crawl-delay")) return RobotsField::crawl_delay;
  return RobotsField::none;
}

RobotsField loose_field(std::string_view key) {
  static constexpr std::array<std::string_view, 3> kUserAgent = {
      "user-agent", "useragent", "user agent"};
  static constexpr std::array<std::string_view, 6> kDisallow = {
      "disallow", "dissallow", "dissalow", "disalow", "diasllow", "disallaw"};
  static constexpr std::array<std::string_view, 2> kSitemap = {"sitemap",
                                                               "site-map"};
  if (starts_with_any(key, kUserAgent)) return RobotsField::user_agent;
  if (starts_with(key, "allow")) return RobotsField::allow;
  if (starts_with_any(key, kDisallow)) return RobotsField::disallow;
  if (starts_with_any(key, kSitemap)) return RobotsField::sitemap;
  if (is_key(key, "crawl-delay")) return RobotsField::crawl_delay;
  return RobotsField::none;
}

RobotsEntry read_strict(std::string_view text) {
  text = text.substr(0, text.find('#'));
  const std::size_t colon = text.find(':');
  if (colon == text.npos) return {};
  const std::string_view key = trim_blanks(text.substr(0, colon));
  return {exact_field(key), trim_blanks(text.substr(colon + 1)), key};
}

RobotsEntry read_loose(std::string_view text) {
  text = trim(text.substr(0, text.find('#')));
  std::size_t end = text.find(':');
  if (end == text.npos) {
    end = text.find_first_of(" \t");
    if (end == text.npos) return {};
    // A missing colon is forgiven in exactly two words.
    if (trim_blanks(text.substr(end)).find_first_of(" \t") != text.npos)
      return {};
  }
  const std::string_view key = trim(text.substr(0, end));
  return {loose_field(key), trim(text.substr(end + 1)), key};
}

}  // namespace

std::vector<RobotsLine> split_robots_lines(std::string_view bytes) {
  const bool cut = bytes.size() > RobotsRules::kMaxBytes;
  if (cut) bytes = bytes.substr(0, RobotsRules::kMaxBytes);
  std::vector<RobotsLine> lines;
  lines.reserve(bytes.size() / kUsualLineBytes);
  int number = 0;
  std::size_t feed = 0;  // the next line feed; npos for none
  for (std::size_t at = 0; at < bytes.size();) {
    // Two searches for one byte are faster than one for two bytes, while each
    // is made once: the line feed behind a carriage return is remembered.
    if (feed != bytes.npos && feed <= at) feed = bytes.find('\n', at);
    const std::string_view rest =
        bytes.substr(at, feed == bytes.npos ? feed : feed - at);
    const std::string_view text = rest.substr(0, rest.find('\r'));
    const std::size_t end = at + text.size();
    if (end == bytes.size() && cut) break;
    ++number;
    if (!trim_blanks(text).empty()) lines.push_back({number, text});
    at = end + (bytes.substr(end).starts_with("\r\n") ? 2 : 1);
  }
  return lines;
}

RobotsEntry read_robots_entry(const RobotsLine& line, Reading reading) {
  switch (reading) {
    case Reading::rfc:
      return read_strict(without_mark(line));
    case Reading::google:
      return read_loose(as_google_buffers(line));
    case Reading::lenient:
      return read_loose(without_mark(line));
  }
  return {};
}

std::string_view shown_robots_line(const RobotsLine& line) {
  return trim(without_mark(line));
}

}  // namespace veto::crawler
