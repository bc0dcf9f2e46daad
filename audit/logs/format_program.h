// SPDX-License-Identifier: GPL-3.0-or-later
//
// A log format given as text, compiled: fields and the literal text between
// them. A line is taken from its front to its end without turning back, so a
// line in which a client's own text may stand for the server's is in no way
// taken. A field between quotes ends at the first quote that is not escaped;
// any other at the first appearance of the text behind it.

#ifndef VETO_AUDIT_LOGS_FORMAT_PROGRAM_H_
#define VETO_AUDIT_LOGS_FORMAT_PROGRAM_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "audit/logs/format.h"
#include "audit/logs/log_field.h"
#include "base/error.h"

namespace veto::logs {

// What a format's text is made of, in order, before it is compiled.
struct FormatPart {
  std::string literal;  // "" for a field
  Field field = Field::skip;
  std::size_t width = 0;           // of a field that always has as many bytes
  bool client = false;             // a client may fill it with what it likes
  std::size_t at = 0;              // where it stands in the text
  std::string_view weakness = {};  // of the log that has no better field
};

inline constexpr std::string_view kSizeWithHeader =
    "the size counts the response's header too";
inline constexpr std::string_view kTargetRewritten =
    "the target is what the server made of it";

// Errors: usage, naming what is missing or where two fields have nothing to
// keep them apart.
Result<Format> compile_format(std::string name, std::vector<FormatPart> parts,
                              Escaping escaping);

}  // namespace veto::logs

#endif  // VETO_AUDIT_LOGS_FORMAT_PROGRAM_H_
