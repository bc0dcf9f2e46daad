// SPDX-License-Identifier: GPL-3.0-or-later
//
// Findings about clients. One finding a client (address and agent) and code;
// of S codes one for the whole log. Evidence: up to 20 "log_line" items
// byte-exact (ref: digest of the unpacked log, "#", offset), the reads of
// robots.txt that matter, "robots" for the versions and "image" for R1. Times
// are RFC 3339.
//
// facts, by name (strings unless said otherwise; texts of clients are
// printable):
//
//   all but S codes
//     client_ip       address
//     agent           product token it was judged by; "" for "*"
//     agent_name      what it calls itself, "Wget/1.21.3"; "" for nothing
//     scraper_id      registry entry, or ""; "" where its address contradicts
//                     the name (IX)
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
//   V1, V2, V3a, V3b, V1u, V2u
//     targets         array, at most 20, of {target, time, status (number),
//                     bytes (number), line (number), rule}
//     rule_line       number: line in robots.txt that gave the answer, of the
//                     first of targets
//     rule_text       that line
//     rule_group      product token of its group, or "*"
//     rules           where the requests fell under several lines: array, at
//                     most 10, of {line (number), rule, group, count (number)}
//                     in the order of the requests; what is missing to `count`
//                     fell under lines that are not listed
//     version_digest  sha256 of the robots.txt in force, of the first request
//     version_from    since when it was in force
//     version_provenance  "git", "asserted", "size_match", "captured"
//     versions        array of digests, where requests fell under several
//     robots_read_time, robots_read_status (number)
//                     what it had received before; V2: null
//     robots_read_version, robots_read_by_size (boolean)
//                     the version that read carried, and whether the body size
//                     in the log names it; V2: null
//     complete_from   V2, V3: from here on the log was searched for reads of
//                     robots.txt and is stated to be complete; V1: null
//     rules_changed   V3: since when robots.txt has asked not to, at the latest
//     automation      why a browser's name is taken for a program, or ""
//   V11
//     targets         as above, without line and rule
//     robots_read_time, robots_read_status (number)
//                     of the read that was answered 5xx, before the first
//     complete_from   from here on no copy is known to have reached it
//     automation      as above
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
//   P2, V5, V6, V7    count: responses
//     targets         array, at most 20, of {target, time, status (number),
//                     bytes (number), told, asked, source, written, known}
//     asked           "noai", "noimageai" or "tdm-reservation"
//     told            when that was sent to this client, before the first of
//                     them; P2, V7: with the first
//     sent_by         "header", "meta" or "file"; sent_as: as it was written
//     sent_known      "log", "captured"
//   V7                purpose, purpose_level, purpose_source, purpose_date: of
//                     the registry
//   P3                count: answers 304 to what robots.txt allows
//   V4                count: pages; delay, median: seconds (numbers)
//     version_digest  the robots.txt in force
//   V8
//     targets         array, at most 20, of {target, time, status (number),
//                     trap, depth (number)}; served: number with content
//     traps, deepest  numbers: distinct traps, and 2 for what the trap's page
//                     alone links to
//     disallowed_since, rule_days (number), rule_stated (boolean: as the user
//                     states), of the first that came after 30 days, or of the
//                     first
//     weaker          why it is less than strong (audit/logs/trap_judge.h)
//     counted_as_well array: codes that count some of the same requests
//     automation      as above
//   V9
//     claimed_id      registry entry whose name was used
//     list_date       of the address list that contradicts it
//   V10               agent: the one that was refused
//     refused_status  number; seconds: from the refusal to the answer
//     returned_as     the browser's user agent; returned_automation: why it is
//                     taken for a program
//     targets         array, at most 10, of {target, refused, refused_status,
//                     time, status}
//   V12               agent: the one that was given the names
//     sent_on, given  the first name's redirect, and the page under it
//     hours           number: until it was asked for by the other
//     redeemer_ip, redeemer_identity, redeemer_user_agents (array),
//     redeemer_automation
//                     the other client
//     redeemer_agent, redeemer_name, redeemer_operator
//                     "" where it does not declare itself a program
//     targets         array, at most 10, of {target, time, status (number),
//                     canary, given}
//   S2                the site's own robots.txt was refused
//     count, first, last, statuses (object: status -> number), clients (number)
//   S1, S3, S4, S5
//     count           number; faults: object, name of a fault -> number
//     first, last     but for S3
//   S1                audit/logs/own_robots.h; clients: number
//     notes           array, at most 20, of {version, code, line, written}
//   S3                notes as above; rule_line, rule_text: of the first
//   S4                "gap", "weak_format", "no_user_agents"
//     gaps            array, at most 20, of {from, to, hours}
//     files           array, at most 20, of {file, format, weakness}
//   S5                count of requests: no version is known for their time
//     requests        number that could be judged; percent: of these, rounded
//     up

#ifndef VETO_AUDIT_LOGS_FINDINGS_H_
#define VETO_AUDIT_LOGS_FINDINGS_H_

#include <cstdint>
#include <functional>
#include <set>
#include <stop_token>
#include <vector>

#include "audit/finding.h"
#include "audit/logs/collector.h"
#include "audit/logs/evidence_lines.h"
#include "audit/logs/identity.h"
#include "audit/logs/judge.h"
#include "audit/logs/tally.h"

namespace veto::logs {

// Raise when a predicate changes: it is part of a finding's id.
inline constexpr int kRuleVersion = 2;

struct Material {
  const Inputs& inputs;
  const std::vector<LogFile>& files;
  const Collector& collector;
  const Rulebook& rules;
  const Tally& tally;
  const Proofs& proofs;
  const Judge& judge;
};

// A finding and the client it is about.
struct ClientFinding {
  static constexpr std::uint32_t kNobody = ~std::uint32_t{0};
  std::uint32_t actor = kNobody;
  audit::Finding finding;
  std::vector<Place> places;  // of its log lines
  // Requests beyond those lines: their number, and places of the first.
  std::uint64_t further_count = 0;
  std::vector<Place> further;
};

// Ordered by code, then by time. Errors: those of reading the evidence again.
Result<std::vector<ClientFinding>> make_findings(const Material& material,
                                                 std::stop_token stop);
// The same, with whatever reads the lines of those places.
using LineSource = std::function<Result<RawLines>(const std::set<Place>&)>;
Result<std::vector<ClientFinding>> make_findings(const Material& material,
                                                 const LineSource& lines);

// What the files above share. Evidence is noted as places first and read from
// the logs once for all.
struct Draft {
  std::uint32_t actor = ClientFinding::kNobody;
  UtcTime first{};
  std::vector<Place> places;
  audit::Finding finding;
  std::uint64_t further_count = 0;
  std::vector<Place> further = {};
};

void draft_violations(const Material& material, std::vector<Draft>& drafts);
void draft_outages(const Material& material, std::vector<Draft>& drafts);
void draft_deliveries(const Material& material, std::vector<Draft>& drafts);
void draft_compliance(const Material& material, std::vector<Draft>& drafts);
void draft_borrowed_names(const Material& material, std::vector<Draft>& drafts);
void draft_agent_switches(const Material& material, std::vector<Draft>& drafts);
void draft_revalidations(const Material& material, std::vector<Draft>& drafts);
void draft_trap_hits(const Material& material, std::vector<Draft>& drafts);
void draft_handoffs(const Material& material, std::vector<Draft>& drafts);
void draft_uses(const Material& material, std::vector<Draft>& drafts);
void draft_paces(const Material& material, std::vector<Draft>& drafts);
void draft_site(const Material& material, std::vector<Draft>& drafts);
void draft_refusals(const Material& material, std::vector<Draft>& drafts);

// Of these logs; an imported one is at most E3.
int log_grade(const Material& material);
// Of these lines, which are `whole` of what is said or a part of it: E4 where
// all were anchored within a day (L1), or, for a part, the whole log was.
int log_grade(const Material& material, const std::vector<Place>& places,
              bool whole);
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
// A browser's name, and nothing that tells a program: such clients are counted,
// never listed.
bool may_be_person(const Material& material, std::uint32_t actor,
                   std::uint32_t agent);

}  // namespace veto::logs

#endif  // VETO_AUDIT_LOGS_FINDINGS_H_
