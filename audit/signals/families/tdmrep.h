// SPDX-License-Identifier: GPL-3.0-or-later
//
// Reads the TDM Reservation Protocol (W3C Community Group Final Report, 10 May
// 2024): the rules of /.well-known/tdmrep.json, the fields tdm-reservation and
// tdm-policy of a response, and the meta elements of these names in a page.
//
// "tdm-reservation" is the number 1 (reserved) or 0; anything else is a
// protocol error, and the reservation is then unset. A "tdm-policy" becomes a
// signal of its own, behind that of its rule and with the same line, offset,
// scope and raw.
//
// Problems of the file as a whole, each in one signal; none of its rules count:
//
//   not_json, too_deep, too_large
//   object_not_array     one rule, or something else, where a list belongs
//   not_array            neither list nor object
//   no_rules             an empty list
//
// Problems of one rule:
//
//   element_not_object, missing_location
//   location_not_path    begins with neither "/" nor "*", so matches nothing
//   path_too_long        see robots_scope.h
//   missing_reservation, value_not_number ("1" in quotes), bad_value (2)
//   hidden_by_earlier    an earlier rule matches all that this one matches;
//                        found where one of the first kMaxTdmrepHiders rules
//                        does so plainly (see robots_path.h)
//   policy_not_text      a tdm-policy that is no string
//   policy_not_url       one that is no whole address of http or https
//
// Problems of a field, element or property: bad_value, policy_not_url. `url`
// and `evidence` of the signals are the caller's to fill in.

#ifndef VETO_AUDIT_SIGNALS_FAMILIES_TDMREP_H_
#define VETO_AUDIT_SIGNALS_FAMILIES_TDMREP_H_

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "audit/signals/families/signal.h"

namespace veto::signals {

inline constexpr std::string_view kTdmReservation = "tdm-reservation";
inline constexpr std::string_view kTdmPolicy = "tdm-policy";

inline constexpr std::size_t kMaxTdmrepBytes = 256 * 1024;
inline constexpr int kMaxTdmrepDepth = 16;
inline constexpr std::size_t kMaxTdmrepRules = 1000;  // later ones are left out
inline constexpr std::size_t kMaxTdmrepHiders = 100;

// Each rule's location is its scope, its first byte its offset. Nothing for
// text that begins with "<": a page in place of the file is no statement.
std::vector<Signal> read_tdmrep_file(std::string_view bytes);

// One field line, or one meta element; names in any letter case. Nothing for
// other names.
std::optional<Signal> read_tdmrep_header(std::string_view name,
                                         std::string_view value);
std::optional<Signal> read_tdmrep_meta(std::string_view name,
                                       std::string_view content);
// A property of a PDF's or an EPUB's own metadata, by its name behind "tdm:".
std::optional<Signal> read_tdmrep_metadata(std::string_view name,
                                           std::string_view value);

}  // namespace veto::signals

#endif  // VETO_AUDIT_SIGNALS_FAMILIES_TDMREP_H_
