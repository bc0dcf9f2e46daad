// SPDX-License-Identifier: GPL-3.0-or-later
//
// HTML Standard, 13.2.6.4: the modes before, around and after the body, and
// templates.
#include "crawler/html_outline.h"

namespace veto::crawler {
namespace {

using enum HtmlTag;

constexpr HtmlTagSet kHeadVoid = {base, basefont, bgsound, link, meta};
constexpr HtmlTagSet kHeadRaw = {noframes, script, style, title};
constexpr HtmlTagSet kHeadElements = {kHeadVoid, kHeadRaw, {template_}};
constexpr HtmlTagSet kNoscript = {basefont, bgsound,  link,
                                  meta,     noframes, style};
// End tags that stand for the start of what they end.
constexpr HtmlTagSet kOpeners = {body, html, br};
constexpr HtmlTagSet kTableParts = {caption, colgroup, tbody, tfoot, thead};

}  // namespace

HtmlOutline::Done HtmlOutline::start_before_html() {
  if (token_->tag == html) {
    stack_.push(element());
    mode_ = Mode::before_head;
    return Done::yes;
  }
  push_implied(html);
  return again(Mode::before_head);
}

HtmlOutline::Done HtmlOutline::end_before_html() {
  if (token_->tag != head && !kOpeners.has(token_->tag)) return Done::yes;
  push_implied(html);
  return again(Mode::before_head);
}

HtmlOutline::Done HtmlOutline::start_before_head() {
  if (token_->tag == html) return start_in_body();
  if (token_->tag == head) {
    stack_.push(element());
    mode_ = Mode::in_head;
    return Done::yes;
  }
  push_implied(head);
  return again(Mode::in_head);
}

HtmlOutline::Done HtmlOutline::end_before_head() {
  if (token_->tag != head && !kOpeners.has(token_->tag)) return Done::yes;
  push_implied(head);
  return again(Mode::in_head);
}

// Also asked by the modes that take these elements "using the rules for in
// head", with such elements only.
HtmlOutline::Done HtmlOutline::start_in_head() {
  if (kHeadVoid.has(token_->tag)) {
    void_element(token_->tag);
    return Done::yes;
  }
  if (kHeadRaw.has(token_->tag)) {
    start_raw();
    return Done::yes;
  }
  switch (token_->tag) {
    case html:
      return start_in_body();
    case noscript:
      if (stack_.push(element())) mode_ = Mode::in_head_noscript;
      return Done::yes;
    case template_:
      return start_template();
    case head:
      return Done::yes;
    default:
      stack_.pop();
      return again(Mode::after_head);
  }
}

HtmlOutline::Done HtmlOutline::end_in_head() {
  if (token_->tag == template_) return end_template();
  if (token_->tag == head) {
    stack_.pop();
    mode_ = Mode::after_head;
    return Done::yes;
  }
  if (!kOpeners.has(token_->tag)) return Done::yes;
  stack_.pop();
  return again(Mode::after_head);
}

HtmlOutline::Done HtmlOutline::start_in_head_noscript() {
  if (token_->tag == html) return start_in_body();
  if (kNoscript.has(token_->tag)) return start_in_head();
  if (token_->tag == head || token_->tag == noscript) return Done::yes;
  stack_.pop();
  return again(Mode::in_head);
}

HtmlOutline::Done HtmlOutline::end_in_head_noscript() {
  if (token_->tag != noscript && token_->tag != br) return Done::yes;
  stack_.pop();
  mode_ = Mode::in_head;
  return token_->tag == br ? Done::again : Done::yes;
}

HtmlOutline::Done HtmlOutline::start_after_head() {
  if (kHeadElements.has(token_->tag)) return start_in_head();
  switch (token_->tag) {
    case html:
      return start_in_body();
    case head:
      return Done::yes;
    case body:
      stack_.push(element());
      frameset_ok_ = false;
      mode_ = Mode::in_body;
      return Done::yes;
    case frameset:
      stack_.push(element());
      mode_ = Mode::in_frameset;
      return Done::yes;
    default:
      push_implied(body);
      return again(Mode::in_body);
  }
}

HtmlOutline::Done HtmlOutline::end_after_head() {
  if (token_->tag == template_) return end_template();
  if (!kOpeners.has(token_->tag)) return Done::yes;
  push_implied(body);
  return again(Mode::in_body);
}

HtmlOutline::Done HtmlOutline::start_after_body() {
  if (token_->tag == html) return start_in_body();
  return again(Mode::in_body);
}

HtmlOutline::Done HtmlOutline::end_after_body() {
  if (token_->tag != html || mode_ == Mode::after_after_body)
    return again(Mode::in_body);
  mode_ = Mode::after_after_body;
  return Done::yes;
}

HtmlOutline::Done HtmlOutline::start_in_frameset() {
  switch (token_->tag) {
    case html:
      return start_in_body();
    case frameset:
      stack_.push(element());
      return Done::yes;
    case frame:
      void_element(frame);
      return Done::yes;
    case noframes:
      return start_in_head();
    default:
      return Done::yes;
  }
}

HtmlOutline::Done HtmlOutline::end_in_frameset() {
  if (mode_ == Mode::after_frameset) {
    if (token_->tag == html) mode_ = Mode::after_after_frameset;
    return Done::yes;
  }
  if (token_->tag != frameset || stack_.size() <= 1) return Done::yes;
  stack_.pop();
  if (!stack_.is_current(frameset)) mode_ = Mode::after_frameset;
  return Done::yes;
}

HtmlOutline::Done HtmlOutline::start_after_frameset() {
  if (token_->tag == html) return start_in_body();
  if (token_->tag == noframes) return start_in_head();
  return Done::yes;
}

HtmlOutline::Done HtmlOutline::start_template() {
  if (!stack_.push(element())) return Done::yes;
  stack_.add_marker();
  frameset_ok_ = false;
  mode_ = Mode::in_template;
  template_modes_.push_back(Mode::in_template);
  return Done::yes;
}

HtmlOutline::Done HtmlOutline::end_template() {
  if (!stack_.has(template_)) return Done::yes;
  stack_.generate_all_implied_end_tags();
  stack_.pop_until(template_);
  stack_.clear_to_marker();
  if (!template_modes_.empty()) template_modes_.pop_back();
  reset_mode();
  return Done::yes;
}

HtmlOutline::Done HtmlOutline::start_in_template() {
  if (kHeadElements.has(token_->tag)) return start_in_head();
  Mode mode = Mode::in_body;
  if (kTableParts.has(token_->tag)) {
    mode = Mode::in_table;
  } else if (token_->tag == col) {
    mode = Mode::in_column_group;
  } else if (token_->tag == tr) {
    mode = Mode::in_table_body;
  } else if (token_->tag == td || token_->tag == th) {
    mode = Mode::in_row;
  }
  if (!template_modes_.empty()) template_modes_.back() = mode;
  return again(mode);
}

}  // namespace veto::crawler
