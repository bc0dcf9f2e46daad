// SPDX-License-Identifier: GPL-3.0-or-later
//
// Whether the index of a WACZ is the one that its records give, line by line.

#ifndef VETO_REPORTS_WACZ_CHECK_INDEX_H_
#define VETO_REPORTS_WACZ_CHECK_INDEX_H_

#include <optional>
#include <string>

#include "base/error.h"
#include "base/gunzip.h"
#include "reports/wacz/line_sorter.h"

namespace veto::reports {

// A longer line is no line of an index.
inline constexpr std::size_t kMaxIndexLine = 1u << 20;

// What is wrong: the first line that differs; nothing where all are right.
// Errors: io.
using IndexFault = Result<std::optional<std::string>>;

// `expected` are the lines that the records give.
IndexFault check_plain_index(const ReadBytes& index, LineSorter& expected);

// The same of a packed one; `list` becomes what the list of its members must
// hold.
IndexFault check_packed_index(const ReadBytes& index, LineSorter& expected,
                              std::string& list);

}  // namespace veto::reports

#endif  // VETO_REPORTS_WACZ_CHECK_INDEX_H_
