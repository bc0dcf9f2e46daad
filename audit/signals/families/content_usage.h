// SPDX-License-Identifier: GPL-3.0-or-later
//
// Reads Content-Usage, the preferences of the IETF working group AIPREF: the
// response field and the rule of robots.txt (draft-ietf-aipref-attach-05,
// sections 2 and 3), which hold a dictionary of categories with the tokens
// "y" and "n" (draft-ietf-aipref-vocab-08, section 6). Both are drafts. What is
// said here of -08, of September 2026, rests on what others quote of it.
//
// What a dictionary does not say in exactly this form it does not say at all:
// each such member becomes a signal with one of these problems.
//
//   not_a_dictionary  a syntax error, such as a key with a capital letter:
//                     the whole value is lost (section 6.5)
//   no_preference     an empty value, or a path alone
//   value_not_token   "train-ai=no", "train-ai=\"n\"", "train-ai" by itself
//   stale_label       a category that an earlier draft had
//   other_vocabulary  a name of Cloudflare's Content-Signal: "ai-train"
//   unknown_key       any other; to be passed over
//   key_repeated      the key stands there twice with different values; the
//                     last counts (RFC 9651, section 4.2.2), and is read
//   no_group, path_too_long  see robots_scope.h
//
// `url` and `evidence` of
// the signals are the caller's to fill in.

#ifndef VETO_AUDIT_SIGNALS_FAMILIES_CONTENT_USAGE_H_
#define VETO_AUDIT_SIGNALS_FAMILIES_CONTENT_USAGE_H_

#include <span>
#include <string_view>
#include <vector>

#include "audit/signals/families/signal.h"
#include "crawler/api/robots.h"

namespace veto::signals {

inline constexpr std::string_view kKeyRepeated = "key_repeated";

// `value` of the field; several field lines are one value, joined with ", ".
std::vector<Signal> read_content_usage_header(std::string_view value);

// Of RobotsRules::records(); those with other keys are passed over. A value
// that begins with "/" has a path, which becomes the scope; without one the
// preferences are for every path.
std::vector<Signal> read_content_usage_robots(
    std::span<const crawler::RobotsRecord> records);

}  // namespace veto::signals

#endif  // VETO_AUDIT_SIGNALS_FAMILIES_CONTENT_USAGE_H_
