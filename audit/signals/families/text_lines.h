// SPDX-License-Identifier: GPL-3.0-or-later
//
// The lines of small files of records: ai.txt, trust.txt.

#ifndef VETO_AUDIT_SIGNALS_FAMILIES_TEXT_LINES_H_
#define VETO_AUDIT_SIGNALS_FAMILIES_TEXT_LINES_H_

#include <cstddef>
#include <string_view>
#include <vector>

namespace veto::signals {

struct TextLine {
  int number = 0;          // from 1
  std::string_view whole;  // trimmed
  std::string_view text;   // without comment ("#" to the end), trimmed
};

// Lines with something besides comment and white space, of the first
// kMaxTextBytes bytes; ended by CR, LF or CRLF. A byte order mark is left out.
inline constexpr std::size_t kMaxTextBytes = 512 * 1024;
std::vector<TextLine> text_lines(std::string_view bytes);

// Whether the text begins as HTML does: a document type, or a tag that begins
// a page, after white space, comments and a byte order mark.
bool begins_like_html(std::string_view bytes);

}  // namespace veto::signals

#endif  // VETO_AUDIT_SIGNALS_FAMILIES_TEXT_LINES_H_
