// SPDX-License-Identifier: GPL-3.0-or-later
//
// ReportData -> the JSON that the templates ask for, one function a section.
// Every list is bounded here and says how much it left out.

#ifndef VETO_REPORTS_HTML_VIEW_H_
#define VETO_REPORTS_HTML_VIEW_H_

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

#include "reports/finding_words.h"
#include "reports/report_data.h"
#include "reports/texts/texts.h"

namespace veto::reports {

struct ViewContext {
  const ReportData& data;
  const Texts& texts;
  const FindingWords& words;
};

// Of what a lesser edition leaves out: how many; 0 in any other report.
inline std::uint64_t left_out(const ViewContext& context, std::string_view id) {
  return context.data.edition ? context.data.edition->count(id) : 0;
}

// Findings of one client (or, for the site's own, of one kind) as cards.
using FindingList = std::vector<const audit::Finding*>;

nlohmann::json about_view(const ViewContext& context);
// What edition this is and what it leaves out, on the first page.
nlohmann::json edition_view(const ViewContext& context);
nlohmann::json summary_view(const ViewContext& context);
nlohmann::json exposures_view(const ViewContext& context);
nlohmann::json signals_view(const ViewContext& context);
nlohmann::json scrapers_view(const ViewContext& context);
nlohmann::json observations_view(const ViewContext& context);
nlohmann::json site_view(const ViewContext& context);
nlohmann::json limits_view(const ViewContext& context);
nlohmann::json methods_view(const ViewContext& context);
nlohmann::json check_view(const ViewContext& context);

nlohmann::json card_view(const ViewContext& context,
                         const audit::Finding& finding);
// By client, in order of first appearance: [{who, cards, notes}].
nlohmann::json groups_view(const ViewContext& context,
                           const FindingList& findings);

}  // namespace veto::reports

#endif  // VETO_REPORTS_HTML_VIEW_H_
