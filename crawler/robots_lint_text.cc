// SPDX-License-Identifier: GPL-3.0-or-later
//
// Bytes and lines: encoding, sizes, and what is no record at all.

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "crawler/api/robots.h"
#include "crawler/robots_lint.h"

namespace veto::crawler {
namespace {

using std::string_view;

constexpr string_view kMark = "\xEF\xBB\xBF";
// Where google/robotstxt ends a line.
constexpr std::size_t kMaxLine = 2083 * 8 - 1;

// Written in two bytes a character: with a mark, or a NUL in most pairs.
bool is_utf16(string_view bytes) {
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF"))
    return true;
  const string_view head = bytes.substr(0, 4096);
  const auto nuls = std::count(head.begin(), head.end(), '\0');
  return head.size() >= 8 && nuls * 5 >= static_cast<long>(head.size()) * 2;
}

bool is_html_page(string_view bytes) {
  if (bytes.starts_with(kMark)) bytes.remove_prefix(kMark.size());
  const string_view head = trim(bytes.substr(0, 1024));
  const auto begins = [&](string_view tag) {
    return iequals(head.substr(0, tag.size()), tag);
  };
  return begins("<!doctype") || begins("<html") || begins("<head") ||
         begins("<body") || begins("<?xml") || begins("<!--");
}

// Names of records, other than those that make groups and rules.
constexpr std::array<string_view, 14> kOtherKeys = {
    "sitemap",     "crawl-delay",  "content-signal", "content-usage",
    "license",     "host",         "clean-param",    "request-rate",
    "visit-time",  "comment",      "robot-version",  "llm-policy",
    "cache-delay", "revisit-after"};
constexpr std::array<string_view, 5> kPageOnlyKeys = {
    "noindex", "nofollow", "noarchive", "nosnippet", "noai"};
constexpr std::array<string_view, 6> kProperKeys = {
    "user-agent", "disallow",    "allow",
    "sitemap",    "crawl-delay", "content-signal"};

template <std::size_t N>
bool is_one_of(string_view key, const std::array<string_view, N>& keys) {
  return std::any_of(keys.begin(), keys.end(),
                     [&](string_view known) { return iequals(key, known); });
}

// The record that a key was probably meant to be; "" for none.
string_view meant(string_view key) {
  for (string_view proper : kProperKeys) {
    const int limit = proper.size() > 6 ? 2 : 1;
    if (lint_distance(key, proper, limit) <= limit) return proper;
  }
  return {};
}

string_view name_of(RobotsField field) {
  switch (field) {
    case RobotsField::user_agent:
      return "User-agent";
    case RobotsField::allow:
      return "Allow";
    case RobotsField::disallow:
      return "Disallow";
    case RobotsField::sitemap:
      return "Sitemap";
    case RobotsField::crawl_delay:
      return "Crawl-delay";
    case RobotsField::none:
      break;
  }
  return {};
}

void lint_no_colon(const LintLine& line, LintNotes& notes) {
  const string_view name = name_of(line.loose);
  if (!name.empty()) {
    notes.add(LintLevel::error, "colon-missing", &line,
              "without a colon strict readers see no record here",
              fmt::format("write {}: {}", name, lint_shown(line.value)));
    return;
  }
  const string_view word = line.text.substr(0, line.text.find_first_of(" \t"));
  if (is_one_of(word, kProperKeys) && word.size() < line.text.size()) {
    notes.add(LintLevel::error, "colon-missing", &line,
              "without a colon no reader sees a record here",
              fmt::format("put a colon after {}", word));
    return;
  }
  notes.add(LintLevel::note, "line-no-record", &line,
            "this line is no record, and readers pass it over",
            "begin it with # if it is a comment");
}

void lint_key(const LintLine& line, LintNotes& notes) {
  if (line.strict != RobotsField::none || is_one_of(line.key, kOtherKeys))
    return;
  const string_view name = name_of(line.loose);
  if (!name.empty() && iequals(line.key.substr(0, name.size()), name)) {
    notes.add(LintLevel::error, "key-longer", &line,
              fmt::format("only readers that go by the beginning of a word "
                          "take this for {}",
                          name),
              fmt::format("write {}: {}", name, lint_shown(line.value)));
    return;
  }
  const string_view near = name.empty() ? meant(line.key) : name;
  if (!near.empty()) {
    notes.add(LintLevel::error, "key-misspelt", &line,
              fmt::format("strict readers know no {}, and pass the line over",
                          lint_shown(line.key)),
              fmt::format("write {}: {}", near, lint_shown(line.value)));
    return;
  }
  if (is_one_of(line.key, kPageOnlyKeys)) {
    notes.add(LintLevel::warning, "key-page-only", &line,
              fmt::format("no crawler documents that it reads {} here",
                          lint_shown(line.key)),
              "send it as the header X-Robots-Tag, or as a robots meta tag");
    return;
  }
  notes.add(LintLevel::note, "key-unknown", &line,
            fmt::format("{} is no record that we know of a reader for",
                        lint_shown(line.key)),
            "remove it, or begin the line with # if it is a comment");
}

}  // namespace

string_view lint_meant_key(string_view key) {
  return is_one_of(key, kOtherKeys) ? string_view() : meant(key);
}

bool lint_encoding(string_view bytes, LintNotes& notes) {
  if (is_utf16(bytes)) {
    notes.add(LintLevel::error, "encoding-utf16", nullptr,
              "the file is UTF-16, and crawlers read UTF-8: they find no rule",
              "save it as UTF-8 without a byte order mark");
    return false;
  }
  if (bytes.starts_with(kMark))
    notes.add(LintLevel::warning, "encoding-mark", nullptr,
              "the file begins with a byte order mark, with which some readers "
              "lose the first line",
              "save it as UTF-8 without a byte order mark, or begin it with an "
              "empty line");
  const auto nul = bytes.find('\0');
  if (nul != bytes.npos)
    notes.add(LintLevel::error, "encoding-nul", nullptr,
              fmt::format("byte {} is a NUL, where some readers end the line "
                          "or the file",
                          nul),
              "remove it");
  if (to_valid_utf8(bytes.substr(0, RobotsRules::kMaxBytes)) !=
      bytes.substr(0, RobotsRules::kMaxBytes))
    notes.add(LintLevel::warning, "encoding-not-utf8", nullptr,
              "some bytes are no UTF-8, and readers may drop those lines",
              "save the file as UTF-8, and percent-encode what is no ASCII");
  if (bytes.find('\r') != bytes.npos && bytes.find('\n') == bytes.npos)
    notes.add(LintLevel::warning, "line-ends-cr", nullptr,
              "lines end in CR alone, and some readers see one long line",
              "end lines with LF");
  if (is_html_page(bytes))
    notes.add(LintLevel::error, "html", nullptr,
              "this is a page of HTML or XML, not a robots.txt",
              "serve the rules as text/plain, or answer 404 if there are none");
  return true;
}

void lint_size(const LintFile& file, LintNotes& notes) {
  if (file.bytes.size() > RobotsRules::kMaxBytes)
    notes.add(LintLevel::error, "size-over-limit", nullptr,
              fmt::format("the file has {} bytes, and crawlers need read no "
                          "more than {}: rules after that bind nobody",
                          file.bytes.size(), RobotsRules::kMaxBytes),
              "shorten it, with * for what the rules have in common");
  for (const LintLine& line : file.lines)
    if (line.text.size() > kMaxLine)
      notes.add(
          LintLevel::warning, "line-too-long", &line,
          fmt::format("the line has {} bytes, and Google's reader cuts it "
                      "after {}",
                      line.text.size(), kMaxLine),
          "shorten the rule");
  const bool rules =
      std::any_of(file.groups.begin(), file.groups.end(),
                  [](const LintGroup& group) { return !group.rules.empty(); });
  if (!rules && file.before.empty())
    notes.add(LintLevel::warning, "no-rules", nullptr,
              "there is no rule in this file: everything may be fetched",
              "write User-agent: * and the rules below it");
}

void lint_keys(const LintFile& file, LintNotes& notes) {
  for (const LintLine& line : file.lines) {
    if (!line.has_colon) {
      lint_no_colon(line, notes);
    } else {
      lint_key(line, notes);
    }
  }
}

}  // namespace veto::crawler
