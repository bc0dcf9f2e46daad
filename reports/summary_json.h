// SPDX-License-Identifier: GPL-3.0-or-later
//
// summary.json, schema "veto.summary/1": what the HTML report says, for
// programs. Keys are only ever added. Addresses that may be a person's are
// shortened as in the report; findings.jsonl holds them whole.

#ifndef VETO_REPORTS_SUMMARY_JSON_H_
#define VETO_REPORTS_SUMMARY_JSON_H_

#include <nlohmann/json.hpp>

#include <string>

#include "reports/report_data.h"
#include "reports/texts/texts.h"

namespace veto::reports {

// "headlines" are sentences in the language of `texts`.
nlohmann::json summary_json(const ReportData& data, const Texts& texts);

// One finding a line, as audit::to_json() gives it, ordered as loaded; with
// "withdrawn": "not-a-face" where the user's marks took it back.
std::string findings_jsonl(const ReportData& data);

}  // namespace veto::reports

#endif  // VETO_REPORTS_SUMMARY_JSON_H_
