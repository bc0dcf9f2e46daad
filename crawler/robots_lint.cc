// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/robots_lint.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <utility>

#include "base/text.h"

namespace veto::crawler {
namespace {

LintLine read_line(const RobotsLine& line) {
  LintLine read;
  read.number = line.number;
  read.text = shown_robots_line(line);
  const std::string_view text = trim(read.text.substr(0, read.text.find('#')));
  const std::size_t colon = text.find(':');
  read.has_colon = colon != text.npos;
  if (read.has_colon) read.key = trim(text.substr(0, colon));
  const RobotsEntry loose = read_robots_entry(line, Reading::lenient);
  read.strict = read_robots_entry(line, Reading::rfc).field;
  read.loose = loose.field;
  read.value = read.has_colon ? trim(text.substr(colon + 1)) : loose.value;
  return read;
}

std::vector<LintLine> read_lines(std::string_view bytes) {
  std::vector<LintLine> lines;
  int last = 0;
  bool after_blank = false;
  for (const RobotsLine& line : split_robots_lines(bytes)) {
    LintLine read = read_line(line);
    after_blank |= line.number > last + 1;  // blank lines are left out
    last = line.number;
    if (read.text.empty() || read.text.front() == '#') continue;
    read.after_blank = std::exchange(after_blank, false);
    lines.push_back(std::move(read));
  }
  return lines;
}

void group_lines(LintFile& file) {
  bool in_agents = false;
  for (const LintLine& line : file.lines) {
    switch (line.loose) {
      case RobotsField::user_agent:
        if (!in_agents) file.groups.emplace_back();
        in_agents = true;
        file.groups.back().agents.push_back(&line);
        break;
      case RobotsField::allow:
      case RobotsField::disallow:
        in_agents = false;
        (file.groups.empty() ? file.before : file.groups.back().rules)
            .push_back(&line);
        break;
      case RobotsField::crawl_delay:
        (file.groups.empty() ? file.before : file.groups.back().delays)
            .push_back(&line);
        break;
      case RobotsField::sitemap:
      case RobotsField::none:
        break;
    }
  }
}

}  // namespace

std::string_view to_string(LintLevel level) {
  switch (level) {
    case LintLevel::error:
      return "error";
    case LintLevel::warning:
      return "warning";
    case LintLevel::note:
      return "note";
  }
  return "note";
}

void LintNotes::add(LintLevel level, std::string code, const LintLine* line,
                    std::string text, std::string fix) {
  if (lint_.notes.size() == RobotsLint::kMaxNotes) {
    lint_.complete = false;
    return;
  }
  LintNote note;
  note.code = std::move(code);
  note.level = level;
  if (line != nullptr) {
    note.line = line->number;
    note.written = printable(line->text, 300);
  }
  note.text = std::move(text);
  note.fix = std::move(fix);
  lint_.notes.push_back(std::move(note));
}

RobotsLint LintNotes::take() {
  std::stable_sort(
      lint_.notes.begin(), lint_.notes.end(),
      [](const LintNote& a, const LintNote& b) { return a.line < b.line; });
  return std::move(lint_);
}

std::string lint_shown(std::string_view text) { return printable(text, 80); }

std::string lint_names(const LintGroup& group) {
  static constexpr std::size_t kMaxNames = 4;
  std::string names;
  for (const LintLine* agent : group.agents) {
    if (agent != group.agents.front()) names += ", ";
    if (agent == group.agents[std::min(kMaxNames, group.agents.size() - 1)] &&
        group.agents.size() > kMaxNames)
      return names +
             fmt::format("and {} more", group.agents.size() - kMaxNames);
    names += lint_shown(agent->value);
  }
  return names;
}

std::string_view lint_token(std::string_view value) {
  std::size_t end = 0;
  while (end < value.size() && config::is_product_token(value.substr(end, 1)))
    ++end;
  return value.substr(0, end);
}

int lint_distance(std::string_view a, std::string_view b, int limit) {
  const int gap = static_cast<int>(a.size()) - static_cast<int>(b.size());
  if (std::abs(gap) > limit) return limit + 1;
  const std::string x = to_lower(a);
  const std::string y = to_lower(b);
  std::vector<int> before, last(y.size() + 1), row(y.size() + 1);
  std::iota(last.begin(), last.end(), 0);
  for (std::size_t i = 1; i <= x.size(); ++i) {
    row[0] = static_cast<int>(i);
    for (std::size_t j = 1; j <= y.size(); ++j) {
      row[j] = std::min({last[j] + 1, row[j - 1] + 1,
                         last[j - 1] + (x[i - 1] == y[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && x[i - 1] == y[j - 2] && x[i - 2] == y[j - 1])
        row[j] = std::min(row[j], before[j - 2] + 1);
    }
    before = last;
    last = row;
  }
  return std::min(last.back(), limit + 1);
}

RobotsLint lint_robots(std::string_view bytes,
                       const config::ScraperRegistry& registry) {
  LintNotes notes;
  if (!lint_encoding(bytes, notes)) return notes.take();
  LintFile file;
  file.bytes = bytes;
  file.lines = read_lines(bytes);
  group_lines(file);
  lint_size(file, notes);
  lint_keys(file, notes);
  lint_values(file, notes);
  lint_tokens(file, registry, notes);
  lint_paths(file, notes);
  lint_groups(file, notes);
  return notes.take();
}

}  // namespace veto::crawler
