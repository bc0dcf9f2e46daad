// SPDX-License-Identifier: GPL-3.0-or-later
//
// Text of a page -> characters: HTML Standard, 13.2.5.72 to 13.2.5.80
// (character references, the whole named table of 13.5) and 13.2.3.5 (line
// ends). Departs from it nowhere; where libgumbo does, see docs/decisions.

#ifndef VETO_CRAWLER_HTML_REFERENCES_H_
#define VETO_CRAWLER_HTML_REFERENCES_H_

#include <string>
#include <string_view>

namespace veto::crawler {

// How the tokenizer and the tree take text.
enum class HtmlTextKind {
  data,       // contents of an element: references count, NUL goes
  rcdata,     // title, textarea: NUL becomes U+FFFD
  raw,        // script, style: no references, NUL becomes U+FFFD
  foreign,    // SVG and MathML: as rcdata
  attribute,  // as rcdata, and "&copy=" is no reference
  plain       // characters already, as a tree holds them
};

// Whether decoding changes anything: most text has no "&", CR or NUL.
bool needs_decoding(std::string_view text, HtmlTextKind kind);

// Appends what `text` (UTF-8) stands for. Time is linear in its size; the
// result is UTF-8 and at most as long, save for NUL (three bytes each).
void append_decoded(std::string& out, std::string_view text, HtmlTextKind kind);

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_HTML_REFERENCES_H_
