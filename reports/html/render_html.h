// SPDX-License-Identifier: GPL-3.0-or-later
//
// The report as one HTML file that needs nothing else: no script, no address
// outside itself, pictures as data: URIs. Prints on A4.

#ifndef VETO_REPORTS_HTML_RENDER_HTML_H_
#define VETO_REPORTS_HTML_RENDER_HTML_H_

#include <string>

#include "base/error.h"
#include "reports/report_data.h"
#include "reports/texts/texts.h"

namespace veto::reports {

// Errors: bug, when a template asks for what it is not given.
Result<std::string> render_html(const ReportData& data, const Texts& texts);

}  // namespace veto::reports

#endif  // VETO_REPORTS_HTML_RENDER_HTML_H_
