// SPDX-License-Identifier: GPL-3.0-or-later
//
// Tables of marks as spreadsheets, or anybody, may write them.

#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "audit/faces/marks_csv.h"
#include "base/csv.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  using namespace veto;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto rows = faces::read_marks_csv(text)) {
    for (const faces::MarkRow& row : *rows)
      if (row.mark.empty() || row.line == 0) std::abort();
    faces::choose_rows({}, *rows);
  }
  // What is written is read back as it was, but for what disarms formulas.
  CsvReader reader(text, csv_delimiter(text));
  for (auto record = reader.next(); record && *record; record = reader.next()) {
    const std::string written = csv_record(**record);
    CsvReader again(written);
    const auto read = again.next();
    if (!read || !*read || (*read)->size() != (*record)->size()) std::abort();
    for (std::size_t i = 0; i < (*read)->size(); ++i) {
      const std::string& cell = (**read)[i];
      if (cell != (**record)[i] && cell != "'" + (**record)[i]) std::abort();
    }
  }
  return 0;
}
