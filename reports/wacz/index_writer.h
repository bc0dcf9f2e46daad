// SPDX-License-Identifier: GPL-3.0-or-later
//
// Writes the index of a WACZ, in the form that its size asks for.

#ifndef VETO_REPORTS_WACZ_INDEX_WRITER_H_
#define VETO_REPORTS_WACZ_INDEX_WRITER_H_

#include <vector>

#include "base/error.h"
#include "reports/wacz/line_sorter.h"
#include "reports/wacz/zip_writer.h"

namespace veto::reports {

// The files that were written: one, or a packed index and its list. Errors: io.
Result<std::vector<ZippedFile>> write_index(LineSorter& lines, ZipWriter& zip);

}  // namespace veto::reports

#endif  // VETO_REPORTS_WACZ_INDEX_WRITER_H_
