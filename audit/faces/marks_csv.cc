// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/faces/marks_csv.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/csv.h"
#include "base/text.h"

namespace veto::faces {
namespace {

// A cell of a spreadsheet holds 32,767 characters.
constexpr std::size_t kMaxListed = 20;
constexpr std::size_t kMaxListedBytes = 30'000;
constexpr std::size_t kMaxRows = 1'000'000;
constexpr std::size_t kMaxWord = 100;  // an id or a mark; longer is neither

const std::vector<std::string> kColumns = {
    "id", "mark", "marked_by", "marked_at", "note",  "band", "score",
    "x",  "y",    "w",         "h",         "image", "pages"};

std::string pages_cell(const std::vector<std::string>& pages) {
  std::string text;
  for (std::size_t i = 0; i < pages.size(); ++i) {
    if (i == kMaxListed || text.size() + pages[i].size() > kMaxListedBytes)
      return text + fmt::format(" (and {} more)", pages.size() - i);
    text += (i == 0 ? "" : " ") + pages[i];
  }
  return text;
}

std::vector<std::string> cells_of(const MarkedFace& marked) {
  const Marking* mark = marked.mark();
  const Box& box = marked.face.box;
  const auto& urls = marked.image->urls;
  std::vector<std::string> cells = {
      marked.id,
      mark ? std::string(to_string(mark->mark)) : "",
      mark ? mark->by : "",
      mark ? to_rfc3339(mark->at) : "",
      mark ? mark->note : "",
      std::string(to_string(marked.face.band)),
      fmt::format("{:.4f}", marked.face.score),
      fmt::format("{}", box.x),
      fmt::format("{}", box.y),
      fmt::format("{}", box.w),
      fmt::format("{}", box.h),
      urls.empty() ? "" : urls.front().substr(0, kMaxListedBytes),
      pages_cell(marked.image->pages)};
  for (std::string& cell : cells) cell = to_valid_utf8(cell);
  return cells;
}

struct Columns {
  std::size_t id = 0, mark = 0;
};

Result<std::size_t> column(const std::vector<std::string>& header,
                           std::string_view name) {
  const auto is_it = [name](const std::string& cell) {
    return iequals(trim(cell), name);
  };
  const auto at = std::ranges::find_if(header, is_it);
  if (at == header.end() || std::any_of(at + 1, header.end(), is_it))
    return fail(ErrorKind::damaged,
                fmt::format("the header does not name one column \"{}\"", name),
                "line 1",
                "veto faces list --csv writes such a file; save it as CSV in "
                "UTF-8");
  return static_cast<std::size_t>(at - header.begin());
}

Result<Columns> columns_of(CsvReader& reader) {
  auto header = reader.next();
  if (!header) return pass(header);
  if (!*header) header->emplace();
  auto id = column(**header, "id");
  if (!id) return pass(id);
  auto mark = column(**header, "mark");
  if (!mark) return pass(mark);
  return Columns{*id, *mark};
}

std::string word_at(const std::vector<std::string>& cells, std::size_t at) {
  if (at >= cells.size()) return {};
  return std::string(trim(cells[at]).substr(0, kMaxWord));
}

}  // namespace

std::string faces_csv(const std::vector<MarkedFace>& faces) {
  std::string text = csv_record(kColumns);
  for (const MarkedFace& face : faces) text += csv_record(cells_of(face));
  return text;
}

Result<std::vector<MarkRow>> read_marks_csv(std::string_view text) {
  if (text.size() > kMaxMarksFileBytes)
    return fail(ErrorKind::too_large, "the file is larger than 16 MB");
  CsvReader reader(text, csv_delimiter(text));
  auto columns = columns_of(reader);
  if (!columns) return pass(columns);
  std::vector<MarkRow> rows;
  for (;;) {
    auto record = reader.next();
    if (!record) return pass(record);
    if (!*record) return rows;
    std::string mark = word_at(**record, columns->mark);
    if (mark.empty()) continue;
    if (rows.size() == kMaxRows)
      return fail(ErrorKind::too_large, "more than a million marks");
    rows.push_back(
        {reader.line(), word_at(**record, columns->id), std::move(mark)});
  }
}

}  // namespace veto::faces
