// SPDX-License-Identifier: GPL-3.0-or-later
//
// The paths of Allow and Disallow.

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "crawler/robots_lint.h"
#include "crawler/robots_match.h"

namespace veto::crawler {
namespace {

using std::string_view;

string_view name_of(const LintLine& line) {
  return line.loose == RobotsField::allow ? "Allow" : "Disallow";
}

std::string write(const LintLine& line, string_view path) {
  return fmt::format("write {}: {}", name_of(line), lint_shown(path));
}

// "https://host/a?b" -> "/a?b".
string_view path_of_url(string_view value) {
  const auto slash = value.find('/', value.find("://") + 3);
  return slash == value.npos ? string_view("/") : value.substr(slash);
}

bool is_escape(string_view value, std::size_t at) {
  return at + 2 < value.size() && hex_value(value[at + 1]) >= 0 &&
         hex_value(value[at + 2]) >= 0;
}

void lint_beginning(const LintLine& line, LintNotes& notes) {
  const string_view value = line.value;
  if (value.find("://") != value.npos && value.front() != '/') {
    notes.add(LintLevel::error, "path-url", &line,
              "a rule is a path of this host, not a URL: it matches nothing",
              write(line, path_of_url(value)));
  } else if (value.starts_with("*/")) {
    notes.add(LintLevel::warning, "path-leading-star", &line,
              "a rule begins with / (RFC 9309, section 2.2), and not every "
              "reader takes one that begins with *",
              fmt::format("write two rules, {0} and /*{0}",
                          lint_shown(value.substr(1))));
  } else if (value.starts_with('*')) {
    notes.add(LintLevel::warning, "path-leading-star", &line,
              "a rule begins with / (RFC 9309, section 2.2), and not every "
              "reader takes one that begins with *",
              write(line, "/" + std::string(value)));
  } else if (value.front() != '/') {
    notes.add(
        LintLevel::error, "path-no-slash", &line,
        "paths begin with /, so this rule matches nothing",
        write(line, (value.front() == '.' ? "/*" : "/") + std::string(value)));
  }
}

void lint_wildcards(const LintLine& line, LintNotes& notes) {
  const string_view value = line.value;
  const auto end_mark = value.find('$');
  if (end_mark != value.npos && end_mark + 1 < value.size())
    notes.add(LintLevel::warning, "path-dollar-inside", &line,
              "$ means the end only where it is the last character; here it is "
              "a dollar sign",
              "end the rule at $, or write %24 for a dollar sign");
  const bool list =
      value.find('(') != value.npos && value.find('|') != value.npos;
  const bool range =
      value.find("[0-9") != value.npos || value.find("[a-z") != value.npos;
  if (list || range || value.starts_with('^') ||
      value.find('\\') != value.npos || value.find("/.*") != value.npos)
    notes.add(LintLevel::warning, "path-regex", &line,
              "rules are no regular expressions: only * and a final $ mean "
              "more than themselves",
              "write a rule for each case, with * for any characters");
  if (value.size() > 1 && value.ends_with('*') && value != "/*")
    notes.add(
        LintLevel::note, "path-trailing-star", &line,
        "a rule matches whatever begins with it, so the last * only makes "
        "it longer, and the longest rule wins",
        write(line, value.substr(0, value.size() - 1)));
}

void lint_octets(const LintLine& line, LintNotes& notes) {
  const string_view value = line.value;
  if (value.find_first_of(" \t") != value.npos) {
    std::string fixed;
    for (const char c : value)
      fixed += c == ' ' ? "%20" : c == '\t' ? "%09" : std::string(1, c);
    notes.add(LintLevel::error, "path-space", &line,
              "a path holds no white space: strict readers drop the rule",
              write(line, fixed));
  }
  bool broken = false;
  for (std::size_t at = value.find('%'); at != value.npos && !broken;
       at = value.find('%', at + 1))
    broken = !is_escape(value, at);
  if (broken)
    notes.add(LintLevel::warning, "path-escape-broken", &line,
              "% is followed by two hexadecimal digits; readers differ about "
              "anything else",
              "write %25 for a percent sign");
  RobotsArena arena;
  const auto normal = normalise_pattern(value, arena).text;
  const auto escapes = [](string_view text) {
    return std::count(text.begin(), text.end(), '%');
  };
  if (!broken && escapes(normal) < escapes(value))
    notes.add(LintLevel::warning, "path-escape-plain", &line,
              "characters that need no encoding are encoded, and Google's "
              "reader does not decode them",
              write(line, normal));
}

}  // namespace

void lint_paths(const LintFile& file, LintNotes& notes) {
  for (const LintLine& line : file.lines) {
    const bool is_rule =
        line.loose == RobotsField::allow || line.loose == RobotsField::disallow;
    if (!is_rule || line.value.empty()) continue;
    lint_beginning(line, notes);
    lint_wildcards(line, notes);
    lint_octets(line, notes);
  }
}

}  // namespace veto::crawler
