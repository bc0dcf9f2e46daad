// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/html/matrix_view.h"

#include <string>

#include "base/text.h"

namespace veto::reports {
namespace {

using nlohmann::json;
using signals::Cell;
using signals::MatrixRow;
using signals::Reading;

constexpr std::size_t kMaxRows = 60;
constexpr std::size_t kMaxShownUrls = 3;

std::string cell_text(const Texts& texts, const Cell& cell) {
  if (cell.all() == 0) return texts.say("matrix.nobody");
  std::string text =
      texts.say("matrix.reserved", {{"n", cell.reserved}, {"all", cell.all()}});
  if (cell.allowed > 0)
    text += texts.say("matrix.allowed", {{"n", cell.allowed}});
  return text;
}

json reading_view(const Texts& texts, const Reading& reading) {
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
                         {{"source", std::string(reading.source)}})}};
}

json row_view(const Texts& texts, const MatrixRow& row) {
  json cells = json::array(), readings = json::array(), urls = json::array();
  for (const Cell& cell : row.overview) cells.push_back(cell_text(texts, cell));
  for (const Reading& reading : *row.readings)
    readings.push_back(reading_view(texts, reading));
  for (const std::string& url : row.urls) {
    if (urls.size() == kMaxShownUrls) break;
    urls.push_back(printable(url, 300));
  }
  if (row.count > urls.size())
    urls.push_back(texts.count("matrix.more", row.count - urls.size()));
  return {
      {"what", texts.count(row.is_image ? "n.images" : "n.pages", row.count)},
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

}  // namespace veto::reports
