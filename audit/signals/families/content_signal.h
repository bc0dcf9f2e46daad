// SPDX-License-Identifier: GPL-3.0-or-later
//
// Reads Content-Signal, Cloudflare's statement on the use of content: a record
// in the groups of a robots.txt ("Content Signals Policy", 2025, and
// draft-romm-aipref-contentsignals-00, expired), also sent as a response
// field. "search=yes, ai-train=no, use=reference": a list on commas of the keys
// search, ai-input and ai-train with "yes" or "no", and since 2026 of use with
// "immediate", "reference" or "full". No grammar is published; keys and values
// are taken in any letter case here. A record may begin with a path.
//
// Problems:
//
//   bad_value         none of the values of that key: "ai-train=n", or a list
//                     that is not separated by commas
//   other_vocabulary  a category of Content-Usage: "train-ai=n"
//   unknown_key       any other
//   plural_key        "Content-Signals:". Cloudflare knows no such key, and one
//                     reader of it (crawler-commons) takes it for the whole
//                     file, whatever group it stands in: whom it addresses is
//                     ambiguous
//   no_group, path_too_long  see robots_scope.h; what stands before every group
//                     is as ambiguous
//
// `url` and `evidence` of the signals are the caller's to fill in.

#ifndef VETO_AUDIT_SIGNALS_FAMILIES_CONTENT_SIGNAL_H_
#define VETO_AUDIT_SIGNALS_FAMILIES_CONTENT_SIGNAL_H_

#include <span>
#include <string_view>
#include <vector>

#include "audit/signals/families/signal.h"
#include "crawler/api/robots.h"

namespace veto::signals {

// `value` of the field; several field lines are one value, joined with ", ".
std::vector<Signal> read_content_signal_header(std::string_view value);

// Of RobotsRules::records(); those with other keys are passed over.
std::vector<Signal> read_content_signal_robots(
    std::span<const crawler::RobotsRecord> records);

}  // namespace veto::signals

#endif  // VETO_AUDIT_SIGNALS_FAMILIES_CONTENT_SIGNAL_H_
