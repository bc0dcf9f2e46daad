// SPDX-License-Identifier: GPL-3.0-or-later
//
// Clients by what they call themselves: each name's time line, and beside what
// it did not keep to, what it kept to.

#ifndef VETO_REPORTS_HTML_AGENTS_VIEW_H_
#define VETO_REPORTS_HTML_AGENTS_VIEW_H_

#include "reports/html/view.h"

namespace veto::reports {

// {any, list: [{who, about, rows: [{what, kept, not_kept}], notes, and what
// the time line asks for}], notes}
nlohmann::json agents_view(const ViewContext& context);

}  // namespace veto::reports

#endif  // VETO_REPORTS_HTML_AGENTS_VIEW_H_
