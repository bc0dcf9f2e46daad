// SPDX-License-Identifier: GPL-3.0-or-later
//
// A report without what an edition leaves out: the same data, from which the
// same pages are made. Nothing is added but the note on what is missing.

#ifndef VETO_REPORTS_EDITION_LESSEN_H_
#define VETO_REPORTS_EDITION_LESSEN_H_

#include <set>
#include <string>
#include <vector>

#include "audit/finding.h"
#include "reports/edition/aliases.h"
#include "reports/edition/policy.h"
#include "reports/report_data.h"

namespace veto::reports {

struct Lessened {
  // With `edition` set: what was left out, by count, of what is in here.
  ReportData data;
  // What log lines may be shown for: the findings about clients at I3 or
  // better, with those of their lines that hold no other address.
  std::vector<audit::Finding> disclosed;
  // Of the log lines that findings in here rest on, those that none of them
  // shows, as Evidence::ref names them here.
  std::set<std::string> hidden_lines;
  // Those of them that a verified client's findings rest on, and that are left
  // out for somebody else's address: none is in `hidden_lines`.
  std::set<std::string> mixed_lines;
};

// For a policy that leaves something out.
Lessened lessen(ReportData data, EditionKind kind, Aliases& aliases);

}  // namespace veto::reports

#endif  // VETO_REPORTS_EDITION_LESSEN_H_
