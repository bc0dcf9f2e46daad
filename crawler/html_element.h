// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a reader of HTML is told about a page, whichever parser tells it:
// elements opening and closing and the text between, in page order.

#ifndef VETO_CRAWLER_HTML_ELEMENT_H_
#define VETO_CRAWLER_HTML_ELEMENT_H_

#include <span>
#include <string_view>

#include "crawler/html_lexer.h"
#include "crawler/html_references.h"
#include "crawler/html_tag.h"

namespace veto::crawler {

enum class HtmlNamespace : std::uint8_t { html, svg, math };

struct HtmlElement {
  HtmlTag tag = HtmlTag::none;
  HtmlNamespace space = HtmlNamespace::html;
  // No two of one name. Values are to be decoded as `kind` says: attribute, or
  // plain where that has been done.
  std::span<const HtmlAttribute> attributes;
  HtmlTextKind kind = HtmlTextKind::attribute;
};

class HtmlSink {
 public:
  virtual ~HtmlSink() = default;

  // Each element before its contents. Formatting elements that a parser
  // repeats (an <a> that goes on in the next paragraph) are told once.
  virtual void open(const HtmlElement& element) = 0;
  virtual void close(HtmlTag tag, HtmlNamespace space) = 0;
  virtual void text(std::string_view text, HtmlTextKind kind) = 0;
  // The attributes of a further <html> or <body>: those that the first one
  // lacks are its own (13.2.6.4.7).
  virtual void merge(const HtmlElement& element) = 0;
  // A frameset takes the place of the body: what was told since it opened did
  // not happen.
  virtual void drop_body() = 0;
};

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_HTML_ELEMENT_H_
