// SPDX-License-Identifier: GPL-3.0-or-later

#include "base/csv.h"

#include <algorithm>

namespace veto {
namespace {

constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

std::string_view without_mark(std::string_view text) {
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(3);
  return text;
}

std::string csv_cell(std::string text) {
  std::erase(text, '\0');
  const bool formula =
      !text.empty() &&
      std::string_view("=+-@\t\r").find(text[0]) != std::string_view::npos;
  if (formula) text.insert(0, "'");
  // The semicolon too: a reader may divide by it. A byte order mark would be
  // taken for the file's own.
  if (text.find_first_of("\",;\t\r\n") == std::string::npos &&
      !text.starts_with(kByteOrderMark))
    return text;
  std::string quoted = "\"";
  for (const char c : text) quoted.append(c == '"' ? 2 : 1, c);
  return quoted + '"';
}

}  // namespace

std::string csv_record(const std::vector<std::string>& cells) {
  // An empty line would be none.
  if (cells.size() == 1 && cells[0].empty()) return "\"\"\r\n";
  std::string record;
  for (std::size_t i = 0; i < cells.size(); ++i)
    record += (i == 0 ? "" : ",") + csv_cell(cells[i]);
  return record + "\r\n";
}

CsvReader::CsvReader(std::string_view text, char delimiter)
    : text_(without_mark(text)), delimiter_(delimiter) {}

std::unexpected<Error> CsvReader::refuse(ErrorKind kind,
                                         std::string what) const {
  return fail(kind, std::move(what), "line " + std::to_string(next_line_));
}

void CsvReader::skip_line_end() {
  const bool both = text_.substr(at_).starts_with("\r\n");
  at_ += both ? 2 : 1;
  ++next_line_;
}

Result<std::string> CsvReader::quoted_cell() {
  std::string value;
  for (++at_; !at_end(); ++at_) {
    const char c = text_[at_];
    if (c == '"') {
      if (!text_.substr(at_).starts_with("\"\"")) {
        ++at_;
        if (at_end() || at_line_end() || text_[at_] == delimiter_) return value;
        return refuse(ErrorKind::damaged, "text after a closing quote");
      }
      ++at_;
    } else if (c == '\0') {
      return refuse(ErrorKind::damaged, "a zero byte");
    } else if (c == '\n' ||
               (c == '\r' && !text_.substr(at_).starts_with("\r\n"))) {
      ++next_line_;
    }
    if (value.size() == kMaxCellBytes)
      return refuse(ErrorKind::too_large, "a cell that is too long");
    value += c;
  }
  return fail(ErrorKind::damaged, "a quote that is not closed",
              "line " + std::to_string(line_));
}

Result<std::string> CsvReader::cell() {
  if (!at_end() && text_[at_] == '"') return quoted_cell();
  const std::size_t from = at_;
  for (; !at_end() && !at_line_end() && text_[at_] != delimiter_; ++at_) {
    if (text_[at_] == '"')
      return refuse(ErrorKind::damaged, "a quote in a cell without quotes");
    if (text_[at_] == '\0') return refuse(ErrorKind::damaged, "a zero byte");
    if (at_ - from == kMaxCellBytes)
      return refuse(ErrorKind::too_large, "a cell that is too long");
  }
  return std::string(text_.substr(from, at_ - from));
}

Result<std::optional<std::vector<std::string>>> CsvReader::next() {
  while (!at_end() && at_line_end()) skip_line_end();
  if (at_end()) return std::nullopt;
  line_ = next_line_;
  std::vector<std::string> cells;
  for (;;) {
    auto value = cell();
    if (!value) return pass(value);
    if (cells.size() == kMaxCells)
      return refuse(ErrorKind::too_large, "too many cells");
    cells.push_back(std::move(*value));
    if (at_end()) return cells;
    if (at_line_end()) {
      skip_line_end();
      return cells;
    }
    ++at_;  // the delimiter
  }
}

char csv_delimiter(std::string_view text) {
  constexpr std::string_view kDelimiters = ",;\t";
  std::size_t counts[kDelimiters.size()] = {};
  bool quoted = false;
  for (const char c : without_mark(text)) {
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    if (c == '\n' || c == '\r') break;
    if (const auto at = kDelimiters.find(c); at != std::string_view::npos)
      ++counts[at];
  }
  return kDelimiters[static_cast<std::size_t>(std::ranges::max_element(counts) -
                                              std::begin(counts))];
}

}  // namespace veto
