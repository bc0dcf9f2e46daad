// SPDX-License-Identifier: GPL-3.0-or-later
//
// Comma-separated values (RFC 4180), as spreadsheets read and write them.

#ifndef VETO_BASE_CSV_H_
#define VETO_BASE_CSV_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace veto {

// One record with its line end, CR LF. A cell that a spreadsheet would take
// for a formula (it begins with = + - @, a tab or a carriage return) gets an
// apostrophe before it: what a stranger's site chose must not run. NUL bytes
// are left out, for no reader takes them.
std::string csv_record(const std::vector<std::string>& cells);

// Reads records one at a time. Lines end in CR LF, LF or CR; a byte order mark
// is skipped; empty lines are none. The text must outlive the reader.
class CsvReader {
 public:
  static constexpr std::size_t kMaxCells = 256;          // of one record
  static constexpr std::size_t kMaxCellBytes = 1 << 16;  // of one cell

  explicit CsvReader(std::string_view text, char delimiter = ',');

  // Nothing at the end. Errors: damaged (a quote that is not closed, or stands
  // where none may; a NUL byte), too_large; `where` is "line N".
  Result<std::optional<std::vector<std::string>>> next();
  // The line the last record begins in, from 1.
  std::size_t line() const { return line_; }

 private:
  bool at_end() const { return at_ == text_.size(); }
  bool at_line_end() const { return text_[at_] == '\n' || text_[at_] == '\r'; }
  void skip_line_end();
  Result<std::string> cell();
  Result<std::string> quoted_cell();
  std::unexpected<Error> refuse(ErrorKind kind, std::string what) const;

  std::string_view text_;
  char delimiter_;
  std::size_t at_ = 0;
  std::size_t next_line_ = 1;  // of text_[at_]
  std::size_t line_ = 0;
};

// Which of comma, semicolon and tab the first record is divided by: the one it
// holds most of, outside quotes. Spreadsheets write semicolons where the comma
// divides a number.
char csv_delimiter(std::string_view text);

}  // namespace veto

#endif  // VETO_BASE_CSV_H_
