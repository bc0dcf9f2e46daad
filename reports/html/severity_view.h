// SPDX-License-Identifier: GPL-3.0-or-later
//
// How exposed an image's faces are, in sentences.

#ifndef VETO_REPORTS_HTML_SEVERITY_VIEW_H_
#define VETO_REPORTS_HTML_SEVERITY_VIEW_H_

#include <nlohmann/json.hpp>

#include "audit/exposure/exposure.h"
#include "reports/texts/texts.h"

namespace veto::reports {

// {"severity","graded":true,"factors":[{"text","effect"}],"remedies":[text]}
nlohmann::json severity_view(const Texts& texts,
                             const exposure::Exposure& exposure);
// {"severity","graded":false}: that this edition does not say it, and why.
nlohmann::json not_graded_view(const Texts& texts);

}  // namespace veto::reports

#endif  // VETO_REPORTS_HTML_SEVERITY_VIEW_H_
