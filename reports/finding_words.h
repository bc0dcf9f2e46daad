// SPDX-License-Identifier: GPL-3.0-or-later
//
// Findings in words: who the client is, what it did, how sure that is. The
// sentences are texts (finding.<code>.*) filled with the finding's own facts.

#ifndef VETO_REPORTS_FINDING_WORDS_H_
#define VETO_REPORTS_FINDING_WORDS_H_

#include <map>
#include <string>
#include <string_view>

#include "audit/finding.h"
#include "base/time.h"
#include "reports/address.h"
#include "reports/report_data.h"
#include "reports/texts/texts.h"

namespace veto::reports {

// "2026-11-23 09:44:24 UTC".
std::string shown_time(UtcTime time);
// The same for RFC 3339 text; other text as it is.
std::string shown_time(const std::string& rfc3339);

// A finding about a client (R, V and P codes), not about the site itself.
bool is_about_client(const audit::Finding& finding);
// A client kept to what it was asked (P1).
bool is_kept(const audit::Finding& finding);
// A client was served what robots.txt asks it not to fetch, and nothing excuses
// it. The other V codes are observations that count against nobody.
bool is_violation(const audit::Finding& finding);
bool is_delivery(const audit::Finding& finding);

// A fact of the finding as text; "" where it is absent.
std::string fact_text(const audit::Finding& finding, std::string_view name);
// A count among the facts; 0 where it is absent.
std::uint64_t fact_count(const audit::Finding& finding, std::string_view name);

class FindingWords {
 public:
  // Both must outlive this.
  FindingWords(const ReportData& data, const Texts& texts);

  // "a client calling itself GPTBot, at 203.0.113.7". The operator is named
  // at identity I3 and I4 only, whatever the finding holds.
  std::string who(const audit::Finding& finding) const;
  std::string who(const logs::Client& client) const;
  // Of all clients that share it, without their addresses: "Clients calling
  // themselves GPTBot".
  std::string name(const logs::Client& client) const;
  std::string title(const audit::Finding& finding) const;
  std::string sentence(const audit::Finding& finding) const;
  // "Finding, grade E4", "Observation, not attributed (grade E2)", or that the
  // user's marks took it back.
  std::string standing(const audit::Finding& finding) const;
  std::string identity_meaning(audit::Identity identity) const;

  const Addresses& addresses() const { return addresses_; }

 private:
  std::string phrase(audit::Identity identity, const std::string& agent,
                     const std::string& operator_name,
                     std::string_view ip) const;
  std::string at_address(const std::string& who, std::string_view ip) const;
  std::string faults_of(const audit::Finding& finding) const;
  std::string redeemer(const audit::Finding& finding) const;
  void add_trap_words(const audit::Finding& finding, Values& values) const;
  Values values_of(const audit::Finding& finding) const;

  const ReportData& data_;
  const Texts& texts_;
  Addresses addresses_;
};

}  // namespace veto::reports

#endif  // VETO_REPORTS_FINDING_WORDS_H_
