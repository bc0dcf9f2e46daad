// SPDX-License-Identifier: GPL-3.0-or-later

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <functional>
#include <map>
#include <utility>
#include <vector>

#include "audit/signals/matrix.h"
#include "base/text.h"
#include "cli/signals.h"
#include "reports/lint_words.h"

namespace veto::cli {
namespace {

using namespace signals;

constexpr std::size_t kMaxFound = 12;
constexpr std::string_view kHeads[] = {"crawling and indexing", "AI training",
                                       "AI answering", "image datasets"};

// "3 of 12 asked to stay away, 1 let in".
std::string cell_text(const Cell& cell) {
  if (cell.all() == 0) return "nobody is known to read anything";
  std::string text =
      cell.reserved == 0
          ? fmt::format("none of {} asked to stay away", cell.all())
          : fmt::format("{} of {} asked to stay away", cell.reserved,
                        cell.all());
  if (cell.allowed > 0) text += fmt::format(", {} let in", cell.allowed);
  char before = ':';
  for (const AskedGroup& group : by_sureness(cell.asked)) {
    text += fmt::format("{} {} ({})", before, fmt::join(group.names, ", "),
                        to_string(group.sure));
    before = ';';
  }
  return text;
}

std::string reading_text(const ConsumerReading& reading) {
  std::string text =
      fmt::format("    {:<44} {:<9} {:<9}", reading.consumer->name,
                  to_string(reading.use), to_string(reading.state));
  text += fmt::format(" {:<10}", to_string(reading.sure));
  if (!reading.raw.empty())
    text += fmt::format(" {}", printable(reading.raw, 80));
  if (!reading.place.empty())
    text += fmt::format(" ({})", printable(reading.place, 120));
  if (reading.robots_unseen) text += " (no robots.txt was seen)";
  return text + "\n";
}

std::string row_text(const MatrixRow& row, bool consumers) {
  std::string text =
      fmt::format("\n{} {}{}, such as {}\n", row.count, to_string(row.kind),
                  row.count == 1 ? "" : "s", printable(row.urls.front(), 200));
  for (std::size_t i = 0; i < kColumns; ++i) {
    if (row.kind != ResourceKind::image &&
        static_cast<Column>(i) == Column::datasets &&
        row.overview[i].all() == 0)
      continue;
    text += fmt::format("  {:<22} {}\n", kHeads[i], cell_text(row.overview[i]));
  }
  if (consumers)
    for (const ConsumerReading& reading : *row.readings)
      text += reading_text(reading);
  return text;
}

// What was found there, each statement once, the frequent ones first.
std::string found_text(const Site& site, const std::string& origin) {
  std::map<std::string, std::size_t> counts;
  const auto add = [&](const Signal& signal) {
    ++counts[fmt::format("{}{}{} ({})", signal.name,
                         signal.value.empty() ? "" : "=", signal.value,
                         to_string(signal.source))];
  };
  for (const auto& [url, resource] : site.resources)
    if (resource.origin == origin)
      std::ranges::for_each(resource.said.own, add);
  const auto known = site.origins.find(origin);
  if (known != site.origins.end() && known->second.signals)
    std::ranges::for_each(*known->second.signals, add);
  std::vector<std::pair<std::size_t, std::string>> found;
  for (const auto& [what, count] : counts) found.emplace_back(count, what);
  std::ranges::sort(found, std::greater{});
  std::string text;
  for (std::size_t i = 0; i < found.size() && i < kMaxFound; ++i)
    text += fmt::format("  {:>6} x {}\n", found[i].first,
                        printable(found[i].second, 150));
  if (found.size() > kMaxFound)
    text +=
        fmt::format("  and {} other statements\n", found.size() - kMaxFound);
  return text.empty() ? "  no statement but the rules of robots.txt\n" : text;
}

// A license may lie on another host.
std::string_view place_of(const SignalFile& file, const Origin& origin) {
  std::string_view url = file.url;
  if (url.starts_with(origin.name + "/")) url.remove_prefix(origin.name.size());
  return url;
}

std::string origin_text(const Origin& origin) {
  std::string text = origin.name + "\n";
  if (!origin.robots) {
    text += "  robots.txt             none was seen\n";
  } else {
    const auto status = origin.robots->status;
    text += fmt::format(
        "  robots.txt             {}\n",
        status == 200 ? "read" : fmt::format("answered {}", status));
  }
  for (const SignalFile& file : origin.files) {
    if (file.verdict.presence == Presence::absent) continue;
    text +=
        fmt::format("  {:<22} {}{}\n", printable(place_of(file, origin), 80),
                    file.verdict.presence == Presence::present
                        ? "read"
                        : "another file in its place",
                    file.verdict.reason.empty()
                        ? ""
                        : fmt::format(" ({})", file.verdict.reason));
  }
  return text;
}

// Codes lead, so that they can be looked up in docs/signal-lints.md.
std::string lint_text(const Lint& lint, const reports::Texts& texts) {
  std::string text =
      fmt::format("\n{} ({})\n  {}\n  at {}", lint.kind->code,
                  to_string(lint.kind->cost), reports::lint_says(texts, lint),
                  printable(reports::lint_place(lint), 200));
  if (lint.count > 1) text += fmt::format(" and {} more", lint.count - 1);
  return text + fmt::format("\n  helps: {}\n", reports::lint_fix(texts, lint));
}

}  // namespace

std::string signal_text(const Signal& signal) {
  std::string text = fmt::format("{}{}{}", signal.name,
                                 signal.value.empty() ? "" : "=", signal.value);
  if (!signal.agent.empty()) text = signal.agent + ": " + text;
  if (!signal.scope.empty()) text += " for " + signal.scope;
  if (signal.line > 0) text += fmt::format(" (line {})", signal.line);
  if (signal.offset > 0 && signal.line == 0)
    text += fmt::format(" (byte {})", signal.offset);
  if (!signal.problem.empty()) text += fmt::format(" [{}]", signal.problem);
  return printable(text, 500) + "\n";
}

std::string signals_text(const SignalsFound& found, const SignalsWanted& wanted,
                         const reports::Texts& texts) {
  Site shown = found.site;
  if (!wanted.urls.empty())
    std::erase_if(shown.resources, [&](const auto& item) {
      return std::ranges::find(wanted.urls, item.first) == wanted.urls.end();
    });
  std::string text, origin;
  for (const MatrixRow& row : matrix_of(shown)) {
    if (row.origin != origin) {
      if (!origin.empty()) text += "\n";
      text += origin_text(shown.origins.at(row.origin)) +
              found_text(shown, row.origin);
      origin = row.origin;
    }
    text += row_text(row, wanted.consumers);
  }
  if (text.empty()) return "the newest run received no page and no image\n";
  text +=
      "\nSilence is no consent. Who is not named in the table may read other "
      "signs, or none.\nWords: " +
      texts.say("matrix.words") + ".\nLevels: " + texts.say("matrix.levels") +
      ".\n";
  if (!wanted.urls.empty()) return text;
  for (const Lint& lint : found.lints) text += lint_text(lint, texts);
  if (!found.lints.empty())
    text += "\nveto signals fix writes the files that mend most of this.\n";
  return text;
}

}  // namespace veto::cli
