// SPDX-License-Identifier: GPL-3.0-or-later
//
// Findings about clients. One finding a client (address and agent) and code;
// S2 is one for the whole log. Evidence: up to 20 "log_line" items byte-exact
// (ref: digest of the unpacked log, "#", offset), the reads of robots.txt that
// matter, "robots" for the versions and "image" for R1. Times are RFC 3339.
//
// facts, by name (strings unless said otherwise; texts of clients are
// printable):
//
//   all but S2
//     client_ip       address
//     agent           product token it was judged by; "" for "*"
//     agent_name      what it calls itself, "Wget/1.21.3"; "" for nothing
//     scraper_id      registry entry, or ""
//     user_agents     array, at most 16
//     identity        "I0" ... "I4", "IX"
//     identity_note, address_lists, address_prefix, address_list_days
//                     where operators' address lists were given
//     reverse_name, reverse_asked, reverse_days
//                     where the DNS was asked
//     signature_note, signature_keyid, signed_requests, signature_failures,
//     key_directory
//                     where requests were signed (audit/logs/identity.h)
//     count           number: requests that meet the predicate
//     first, last     of them
//     requests        number: all of this address
//   V1, V2
//     targets         array, at most 20, of {target, time, status (number),
//                     bytes (number), line (number), rule}
//     rule_line       number: line in robots.txt that gave the answer
//     rule_text       that line
//     rule_group      product token of its group, or "*"
//     version_digest  sha256 of the robots.txt in force, of the first request
//     version_from    since when it was in force
//     version_provenance  "asserted", "size_match", "captured"
//     versions        array of digests, where requests fell under several
//     robots_read_time, robots_read_status (number)
//                     V1: what it had received before; V2: null
//     robots_read_version, robots_read_by_size (boolean)
//                     V1: the version that read carried, and whether the body
//                     size in the log names it
//     complete_from   V2: from here on the log was searched for reads of
//                     robots.txt and is stated to be complete; V1: null
//     automation      why a browser's name is taken for a program, or ""
//   R1
//     images          array, at most 50, of {url, digest, bytes (number),
//                     capture_id, count (number), first, last}
//     image_url, image_digest, image_bytes (number)   of the first image
//     distinct_images number
//     automation      as above
//   P1
//     robots_reads    number; robots_read_time, robots_read_status: the first
//     version_digest  the version it received, or "" if not known
//     allowed_fetches number: served to it after it read robots.txt
//   S2                the site's own robots.txt was refused
//     count, first, last, statuses (object: status -> number), clients (number)

#ifndef VETO_AUDIT_LOGS_FINDINGS_H_
#define VETO_AUDIT_LOGS_FINDINGS_H_

#include <cstdint>
#include <set>
#include <stop_token>
#include <vector>

#include "audit/finding.h"
#include "audit/logs/collector.h"
#include "audit/logs/identity.h"
#include "audit/logs/judge.h"
#include "audit/logs/tally.h"

namespace veto::logs {

// Raise when a predicate changes: it is part of a finding's id.
inline constexpr int kRuleVersion = 1;

struct Material {
  const Inputs& inputs;
  const std::vector<LogFile>& files;
  const Collector& collector;
  const Rulebook& rules;
  const Tally& tally;
  const Proofs& proofs;
};

// A finding and the client it is about.
struct ClientFinding {
  static constexpr std::uint32_t kNobody = ~std::uint32_t{0};
  std::uint32_t actor = kNobody;
  audit::Finding finding;
};

// Ordered by code, then by time. Errors: those of reading the evidence again.
Result<std::vector<ClientFinding>> make_findings(const Material& material,
                                                 std::stop_token stop);

// What the files above share. Evidence is noted as places first and read from
// the logs once for all.
struct Draft {
  std::uint32_t actor = ClientFinding::kNobody;
  UtcTime first{};
  std::vector<Place> places;
  audit::Finding finding;
};

void draft_violations(const Material& material, std::vector<Draft>& drafts);
void draft_deliveries(const Material& material, std::vector<Draft>& drafts);
void draft_compliance(const Material& material, std::vector<Draft>& drafts);
void draft_refusals(const Material& material, std::vector<Draft>& drafts);

// Of these logs; an imported one is at most E3.
int log_grade(const Material& material);
// The facts that all findings about a client have, its identity, excuses'
// common part left out. It is about requests in [first, last]: who the client
// is has to hold for all of them.
struct Span {
  UtcTime first{}, last{};
};
audit::Finding about_client(const Material& material, std::uint32_t actor,
                            const std::vector<std::uint32_t>& agents, Span span,
                            std::string_view code);
// What is known of the signatures of a client under those user agents.
Signing signing_of(const Material& material, std::uint32_t actor,
                   const std::vector<std::uint32_t>& agents);
// The identity's part of the grade.
int identity_grade(audit::Identity identity);
audit::Evidence version_evidence(const Version& version);
// "automation" of the facts.
std::string_view automation_of(const Material& material, std::uint32_t actor,
                               std::uint32_t agent);

}  // namespace veto::logs

#endif  // VETO_AUDIT_LOGS_FINDINGS_H_
