// SPDX-License-Identifier: GPL-3.0-or-later
//
// From what was collected and judged to the lists that a LogSummary holds.

#ifndef VETO_AUDIT_LOGS_SUMMARY_H_
#define VETO_AUDIT_LOGS_SUMMARY_H_

#include <vector>

#include "audit/logs/findings.h"
#include "audit/logs/judge.h"
#include "audit/logs/logs.h"

namespace veto::logs {

// One request and what became of it.
struct Judged {
  const Candidate* request = nullptr;
  Judgement judgement;
  bool captured = true;  // Tally::captured of it
};

void count_verdict(const Judgement& judgement, LogCounts& counts);

// The request's referer and its whole user agent string are left out.
Verdict verdict_of(const Material& material, const Judged& one);

// Lists the clients that declare themselves programs or that a finding is
// about; counts the others.
void add_clients(const Material& material,
                 const std::vector<ClientFinding>& findings,
                 LogSummary& summary);

}  // namespace veto::logs

#endif  // VETO_AUDIT_LOGS_SUMMARY_H_
