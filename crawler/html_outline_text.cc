// SPDX-License-Identifier: GPL-3.0-or-later
//
// HTML Standard, 13.2.6: character tokens, a whole text at a time.
#include <algorithm>
#include <string>

#include "crawler/html_outline.h"
#include "crawler/html_space.h"

namespace veto::crawler {
namespace {

using enum HtmlTag;

constexpr HtmlTagSet kTableInner = {table, tbody, template_, tfoot, thead, tr};

// Whether anything but white space and NUL stands there. A reference may stand
// for white space.
bool says_something(std::string_view text, HtmlTextKind kind) {
  constexpr std::string_view kSilent(" \t\n\f\r\0", 6);
  if (text.find_first_not_of(kSilent) == text.npos) return false;
  if (text.find('&') == text.npos) return true;
  std::string decoded;
  append_decoded(decoded, text, kind);
  return decoded.find_first_not_of(kSilent) != decoded.npos;
}

}  // namespace

void HtmlOutline::text(std::string_view text, HtmlTextKind kind) {
  if (text.empty()) return;
  if (text_is_foreign()) {
    if (kind == HtmlTextKind::data) kind = HtmlTextKind::foreign;
    if (frameset_ok_ && says_something(text, kind)) frameset_ok_ = false;
    return sink_.text(text, kind);
  }
  switch (mode_) {
    case Mode::initial:
    case Mode::before_html:
    case Mode::before_head:
    case Mode::in_head:
    case Mode::in_head_noscript:
    case Mode::after_head:
      return text_before_body(text);
    case Mode::in_body:
    case Mode::in_caption:
    case Mode::in_cell:
    case Mode::in_template:
      return body_text(text);
    case Mode::in_table:
    case Mode::in_table_body:
    case Mode::in_row:
      return text_in_table(text);
    case Mode::in_column_group:
      return text_in_column_group(text);
    case Mode::in_select:
    case Mode::in_select_in_table:
      return sink_.text(text, kind);
    case Mode::after_body:
    case Mode::after_after_body:
      if (text.find_first_not_of(kWhiteSpace) != text.npos)
        mode_ = Mode::in_body;
      return body_text(text);
    case Mode::in_frameset:
    case Mode::after_frameset:
    case Mode::after_after_frameset:
      return;
  }
}

void HtmlOutline::body_text(std::string_view text) {
  // Nothing but NUL is no text.
  if (text[0] == '\0' && text.find_first_not_of('\0') == text.npos) return;
  stack_.reconstruct();
  if (frameset_ok_ && says_something(text, HtmlTextKind::data))
    frameset_ok_ = false;
  sink_.text(text, HtmlTextKind::data);
}

// White space waits; anything else opens the body.
void HtmlOutline::text_before_body(std::string_view text) {
  const std::size_t first = text.find_first_not_of(kWhiteSpace);
  if (first == text.npos) return;
  if (mode_ == Mode::initial || mode_ == Mode::before_html) push_implied(html);
  if (mode_ <= Mode::before_head) push_implied(head);
  if (mode_ == Mode::in_head_noscript) stack_.pop();
  if (mode_ != Mode::after_head) stack_.pop();
  push_implied(body);
  mode_ = Mode::in_body;
  body_text(text.substr(first));
}

void HtmlOutline::text_in_table(std::string_view text) {
  if (!stack_.is_current(kTableInner)) return body_text(text);
  if (text.find_first_not_of(kWhiteSpace) == text.npos)
    return sink_.text(text, HtmlTextKind::data);
  count_fostered();
  body_text(text);
}

void HtmlOutline::text_in_column_group(std::string_view text) {
  if (text.find_first_not_of(kWhiteSpace) == text.npos)
    return sink_.text(text, HtmlTextKind::data);
  if (!stack_.is_current(colgroup)) return;
  stack_.pop();
  mode_ = Mode::in_table;
  text_in_table(text);
}

}  // namespace veto::crawler
