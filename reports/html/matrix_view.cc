// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/html/matrix_view.h"

#include <string>

#include "base/text.h"
#include "reports/lint_words.h"

namespace veto::reports {
namespace {

using nlohmann::json;
using signals::Cell;
using signals::ConsumerReading;
using signals::MatrixRow;

constexpr std::size_t kMaxRows = 60;
constexpr std::size_t kMaxShownUrls = 3;
constexpr std::size_t kMaxLints = 60;

std::string cell_text(const Texts& texts, const Cell& cell) {
  if (cell.all() == 0) return texts.say("matrix.nobody");
  std::string text =
      texts.say("matrix.reserved", {{"n", cell.reserved}, {"all", cell.all()}});
  std::string_view before = ": ";
  for (const auto& [sure, names] : by_sureness(cell.asked)) {
    std::string list;
    for (const std::string_view name : names)
      list += (list.empty() ? "" : ", ") + std::string(name);
    text += std::string(before) +
            texts.say("matrix.by." + std::string(to_string(sure)),
                      {{"names", list}});
    before = "; ";
  }
  if (cell.allowed > 0)
    text += texts.say("matrix.allowed", {{"n", cell.allowed}});
  return text;
}

// What it says of its own about those who fetch for a person, and the like.
std::string note_of(const Texts& texts, const ConsumerReading& reading) {
  const std::string note(reading.consumer->note);
  const bool fits = reading.use == signals::Use::answer ||
                    reading.use == signals::Use::dataset;
  return note.empty() || !fits ? "" : " " + texts.say("matrix.note." + note);
}

json reading_view(const Texts& texts, const ConsumerReading& reading) {
  const std::string state = "matrix.state." +
                            std::string(to_string(reading.state)) +
                            (reading.robots_unseen ? "_unseen" : "");
  return {
      {"consumer", std::string(reading.consumer->name)},
      {"use", texts.say("matrix.use." + std::string(to_string(reading.use)))},
      {"state", texts.say(state)},
      {"raw", printable(reading.raw, 200)},
      {"place", printable(reading.place, 300)},
      {"sure", texts.say("matrix.sure." + std::string(to_string(reading.sure)),
                         {{"source", std::string(reading.source)}}) +
                   note_of(texts, reading)}};
}

json row_view(const Texts& texts, const MatrixRow& row) {
  json cells = json::array(), readings = json::array(), urls = json::array();
  for (const Cell& cell : row.overview) cells.push_back(cell_text(texts, cell));
  for (const ConsumerReading& reading : *row.readings)
    readings.push_back(reading_view(texts, reading));
  for (const std::string& url : row.urls) {
    if (urls.size() == kMaxShownUrls) break;
    urls.push_back(printable(url, 300));
  }
  if (row.count > urls.size())
    urls.push_back(texts.count("matrix.more", row.count - urls.size()));
  return {{"what", texts.count("n." + std::string(to_string(row.kind)) + "s",
                               row.count)},
          {"urls", std::move(urls)},
          {"cells", std::move(cells)},
          {"readings", std::move(readings)}};
}

}  // namespace

json matrix_view(const ViewContext& c) {
  json rows = json::array(), notes = json::array();
  for (const MatrixRow& row : c.data.matrix) {
    if (rows.size() == kMaxRows) break;
    rows.push_back(row_view(c.texts, row));
  }
  if (c.data.matrix.size() > kMaxRows)
    notes.push_back(
        c.texts.count("matrix.more_rows", c.data.matrix.size() - kMaxRows));
  return {{"any", !rows.empty()},
          {"rows", std::move(rows)},
          {"notes", std::move(notes)}};
}

json lints_view(const ViewContext& c) {
  json lints = json::array(), notes = json::array();
  for (const signals::Lint& lint : c.data.lints) {
    if (lints.size() == kMaxLints) break;
    std::string place = lint_place(lint);
    if (lint.count > 1)
      place += " " + c.texts.count("matrix.more", lint.count - 1);
    lints.push_back(
        {{"cost", c.texts.say("matrix.cost." +
                              std::string(to_string(lint.kind->cost)))},
         {"says", lint_says(c.texts, lint)},
         {"place", printable(place, 300)},
         {"raw", printable(lint.first().raw, 200)},
         {"fix", lint_fix(c.texts, lint)}});
  }
  if (c.data.lints.size() > kMaxLints)
    notes.push_back(
        c.texts.count("matrix.more_lints", c.data.lints.size() - kMaxLints));
  return {{"any", !lints.empty()},
          {"lints", std::move(lints)},
          {"notes", std::move(notes)}};
}

}  // namespace veto::reports
