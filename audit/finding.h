// SPDX-License-Identifier: GPL-3.0-or-later
//
// A finding: what was observed, by which evidence, how strong it is, and which
// excuses were checked. It carries facts, no sentences: reports/ words them.
// Codes and the facts each code carries are listed in docs/finding-codes.md.

#ifndef VETO_AUDIT_FINDING_H_
#define VETO_AUDIT_FINDING_H_

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>
#include <vector>

#include "base/case.h"
#include "base/error.h"
#include "base/time.h"

namespace veto::audit {

// Whether the client is who it says, weakest first (docs/finding-codes.md).
// contradicted (IX) sorts last and counts for nothing.
enum class Identity { i0, i1, i2, i3, i4, ix };

std::string_view to_string(Identity identity);  // "I0" ... "I4", "IX"

// The grade is the least of four, each 1 to 4; 0 means "no finding".
struct Grade {
  int identity = 0;
  int rules = 0;
  int log = 0;
  int predicate = 0;

  int value() const;
};

struct Evidence {
  // "capture", "image", "robots", "log_line", "addresses", "keys", "dns"
  std::string kind;
  std::string ref;     // its id: capture id, image digest, version digest, ...
  std::string where;   // URL, or file and line, for a person
  std::string sha256;  // hex digest of the bytes it names
  std::string raw;     // the log line, byte-exact as valid UTF-8; or ""
};

struct Excuse {
  std::string name;  // "not_disallowed_then", "allowed", "subresource", ...
  bool applies = false;
  std::string detail;  // what was looked at: a time, a count, a line
};

struct Finding {
  // base32 of SHA-256(code, subject, evidence refs, rule version), so that the
  // same facts give the same finding in every run. Set by seal_id().
  std::string id;
  std::string code;     // "R1", "V1", "V2", "P1", "F1", "G1", ...
  std::string subject;  // image digest and client, client and path, page, ...
  int rule_version = 1;
  Grade grade;
  Identity identity = Identity::i0;
  // The operator, only at I3 or better; empty otherwise.
  std::string operator_name;
  std::vector<Evidence> evidence;
  std::vector<Excuse> excuses;
  std::vector<std::string> does_not_show;  // keys: "use", "identity", ...
  nlohmann::json facts = nlohmann::json::object();

  void seal_id();
  // May stand as a fact in a complaint that names an operator: E3 or better
  // and I3 or better (not IX).
  bool fileable() const;
};

nlohmann::json to_json(const Finding& finding);
Result<Finding> finding_from_json(const nlohmann::json& json);

// Replaces the findings of `stage` in the case's current run.
Status store_findings(Case& the_case, std::string_view stage,
                      const std::vector<Finding>& findings);
// Of one run, ordered by code, then id.
Result<std::vector<Finding>> load_findings(Case& the_case,
                                           std::string_view run_id);

}  // namespace veto::audit

#endif  // VETO_AUDIT_FINDING_H_
