// SPDX-License-Identifier: GPL-3.0-or-later
//
// Proof that who runs the program controls a host: a file, or a record of the
// DNS, that only its owner can put there, with a secret that this case made.
// With a proof a crawl may
// ask the host more often than a stranger may, and on request look at paths
// that the host's own robots.txt closes. Both are asked for run by run, and
// custody.jsonl says so.
//
//   https://example.org/.well-known/veto-proof-TOKEN.txt
//   veto-proof=TOKEN                                     its one line
//
// The file counts where the host itself answers 200 for it: a redirection may
// lead to what somebody else controls. Or, for whom no file can be put there,
//
//   _veto-proof.example.org. TXT "veto-proof=TOKEN"

#ifndef VETO_CRAWLER_API_PROOF_H_
#define VETO_CRAWLER_API_PROOF_H_

#include <chrono>
#include <set>
#include <string>
#include <vector>

#include "base/case.h"
#include "base/error.h"
#include "base/time.h"
#include "base/url.h"
#include "config/settings.h"

namespace veto::crawler {

// Hosts change hands: an older proof is to be given again.
inline constexpr std::chrono::hours kProofAge{30 * 24};

struct SiteProof {
  std::string host;
  std::string token;
  UtcTime time;     // when it was seen
  std::string url;  // where; "dns:NAME?type=TXT" (RFC 4501) of a record
};

// The case's secret, 32 hexadecimal digits; made the first time. Errors: io.
Result<std::string> proof_token(Case& the_case);

std::string proof_path(std::string_view token);   // "/.well-known/veto-..."
std::string proof_line(std::string_view token);   // "veto-proof=..."
std::string proof_record(std::string_view host);  // "_veto-proof.HOST"

// Asks the site for the file, and where it is not there the DNS for the record
// (`dns_servers` as in dns_txt.h); on success stores the proof and a custody
// event. Errors: usage (no http or https URL), network (no answer), refused
// (there is neither, or it holds something else), io.
Result<SiteProof> check_proof(Case& the_case, const Url& site,
                              const config::Settings& settings,
                              const std::string& dns_servers = {});

// The newest of each host that are not older than kProofAge. Errors: io.
Result<std::vector<SiteProof>> valid_proofs(Case& the_case);

// What the current run may do as the owner of hosts.
struct OwnSite {
  std::set<std::string> hosts;
  bool inspect_disallowed = false;

  bool holds(const std::string& host) const { return hosts.contains(host); }
};

// Claims the hosts of all seeds for the current run, and puts it on record.
// Errors: refused, naming a seed whose host has no valid proof; io.
Status claim_own_site(Case& the_case, const config::Settings& settings,
                      bool inspect_disallowed);

// What the current run has claimed; nothing by itself. Errors: io.
Result<OwnSite> claimed_own_site(Case& the_case);

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_API_PROOF_H_
