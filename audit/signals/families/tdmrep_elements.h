// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where in a JSON text the elements of its outermost array stand: a parser
// keeps their values, evidence needs their lines.

#ifndef VETO_AUDIT_SIGNALS_FAMILIES_TDMREP_ELEMENTS_H_
#define VETO_AUDIT_SIGNALS_FAMILIES_TDMREP_ELEMENTS_H_

#include <cstddef>
#include <string_view>
#include <vector>

namespace veto::signals {

struct JsonElement {
  std::size_t offset = 0;  // of its first byte
  int line = 0;            // of that byte, 1-based
  std::string_view text;   // points into the document

  bool operator==(const JsonElement&) const = default;
};

// `json` is a valid JSON text (RFC 8259) whose value is an array.
std::vector<JsonElement> elements_of_array(std::string_view json);

}  // namespace veto::signals

#endif  // VETO_AUDIT_SIGNALS_FAMILIES_TDMREP_ELEMENTS_H_
