// SPDX-License-Identifier: GPL-3.0-or-later
//
// Pages and images against consumers: a row for all that are read alike, so
// that a site of thousands of pages is a table of a few rows.

#ifndef VETO_REPORTS_HTML_MATRIX_VIEW_H_
#define VETO_REPORTS_HTML_MATRIX_VIEW_H_

#include <nlohmann/json.hpp>

#include "reports/html/view.h"

namespace veto::reports {

// {any, rows: [{what, urls, cells, readings}], notes}
nlohmann::json matrix_view(const ViewContext& context);

}  // namespace veto::reports

#endif  // VETO_REPORTS_HTML_MATRIX_VIEW_H_
