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

bool is_blank(char c) { return c == ' ' || c == '\t'; }

std::string_view trim_blanks(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

bool starts_with(std::string_view text, std::string_view prefix) {
  return text.size() >= prefix.size() &&
         iequals(text.substr(0, prefix.size()), prefix);
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
  if (iequals(key, "user-agent")) return RobotsField::user_agent;
  if (iequals(key, "allow")) return RobotsField::allow;
  if (iequals(key, "disallow")) return RobotsField::disallow;
  if (iequals(key, "sitemap")) return RobotsField::sitemap;
  if (iequals(key, "crawl-delay")) return RobotsField::crawl_delay;
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
  if (iequals(key, "crawl-delay")) return RobotsField::crawl_delay;
  return RobotsField::none;
}

RobotsRecord read_strict(std::string_view text) {
  text = text.substr(0, text.find('#'));
  const std::size_t colon = text.find(':');
  if (colon == text.npos) return {};
  return {exact_field(trim_blanks(text.substr(0, colon))),
          trim_blanks(text.substr(colon + 1))};
}

RobotsRecord read_loose(std::string_view text) {
  text = trim(text.substr(0, text.find('#')));
  std::size_t end = text.find(':');
  if (end == text.npos) {
    end = text.find_first_of(" \t");
    if (end == text.npos) return {};
    // A missing colon is forgiven in exactly two words.
    if (trim_blanks(text.substr(end)).find_first_of(" \t") != text.npos)
      return {};
  }
  return {loose_field(trim(text.substr(0, end))), trim(text.substr(end + 1))};
}

}  // namespace

std::vector<RobotsLine> split_robots_lines(std::string_view bytes) {
  const bool cut = bytes.size() > RobotsRules::kMaxBytes;
  if (cut) bytes = bytes.substr(0, RobotsRules::kMaxBytes);
  std::vector<RobotsLine> lines;
  int number = 0;
  while (!bytes.empty()) {
    const std::size_t end = bytes.find_first_of("\r\n");
    if (end == bytes.npos && cut) break;
    const std::string_view text = bytes.substr(0, end);
    ++number;
    if (!trim_blanks(text).empty()) lines.push_back({number, text});
    if (end == bytes.npos) break;
    const bool pair = bytes.substr(end).starts_with("\r\n");
    bytes.remove_prefix(end + (pair ? 2 : 1));
  }
  return lines;
}

RobotsRecord read_robots_record(const RobotsLine& line, Reading reading) {
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
