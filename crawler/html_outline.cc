// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/html_outline.h"

#include <algorithm>
#include <string>

#include "crawler/html_doctype.h"

namespace veto::crawler {
namespace {

using enum HtmlTag;

// 13.2.6.5: what ends SVG and MathML, as it stands in neither.
constexpr HtmlTagSet kBreaksOut = {
    b,     big,   blockquote, body,   br,   center, code,  dd, div,  dl,   dt,
    em,    embed, h1,         h2,     h3,   h4,     h5,    h6, head, hr,   i,
    img,   li,    listing,    menu,   meta, nobr,   ol,    p,  pre,  ruby, s,
    small, span,  strong,     strike, sub,  sup,    table, tt, u,    ul,   var};

}  // namespace

HtmlCost outline_html(std::string_view html, HtmlSink& sink) {
  return HtmlOutline(html, sink).run();
}

HtmlCost HtmlOutline::run() {
  while (true) {
    const HtmlToken& token = lexer_.next(is_foreign());
    if (token.kind == HtmlToken::Kind::end_of_input) break;
    take(token);
  }
  return stack_.cost();
}

void HtmlOutline::take(const HtmlToken& token) {
  token_ = &token;
  switch (token.kind) {
    case HtmlToken::Kind::start_tag: {
      std::size_t& most = stack_.cost().attributes;
      most = std::max(most, token.attributes.size());
      return start_tag();
    }
    case HtmlToken::Kind::end_tag:
      return end_tag();
    case HtmlToken::Kind::text:
      return text(token.text, HtmlTextKind::data);
    case HtmlToken::Kind::cdata:
      return text(token.text, HtmlTextKind::raw);
    case HtmlToken::Kind::doctype:
      return doctype(token.text);
    case HtmlToken::Kind::comment:
    case HtmlToken::Kind::end_of_input:
      return;
  }
}

void HtmlOutline::doctype(std::string_view text) {
  if (mode_ != Mode::initial) return;
  quirks_ = is_quirks_doctype(text);
  mode_ = Mode::before_html;
}

HtmlElement HtmlOutline::element(HtmlTag tag, HtmlNamespace space) const {
  return {tag, space, token_->attributes, HtmlTextKind::attribute};
}

void HtmlOutline::push_part() {
  stack_.push(element(), HtmlStack::kMaxDepth + HtmlStack::kHeadroom);
}

void HtmlOutline::push_implied(HtmlTag tag) {
  stack_.push({tag, HtmlNamespace::html, {}, HtmlTextKind::attribute},
              HtmlStack::kMaxDepth + HtmlStack::kHeadroom);
}

void HtmlOutline::void_element(HtmlTag tag) {
  sink_.open(element(tag, HtmlNamespace::html));
  sink_.close(tag, HtmlNamespace::html);
}

bool HtmlOutline::is_foreign() const {
  return !stack_.empty() && stack_.current().space != HtmlNamespace::html;
}

bool HtmlOutline::text_is_foreign() const {
  return is_foreign() && !stack_.current().html_point &&
         !stack_.current().math_point;
}

// Section 13.2.6, the tree construction dispatcher.
bool HtmlOutline::starts_foreign() const {
  if (!is_foreign()) return false;
  const HtmlStack::Node& node = stack_.current();
  if (node.html_point) return false;
  if (node.math_point)
    return token_->tag == mglyph || token_->tag == malignmark;
  return !(node.space == HtmlNamespace::math && node.tag == annotation_xml &&
           token_->tag == svg);
}

void HtmlOutline::start_tag() {
  while ((starts_foreign() ? start_foreign() : start(mode_)) == Done::again) {
  }
}

void HtmlOutline::end_tag() {
  if (is_foreign() && end_foreign()) return;
  while (end(mode_) == Done::again) {
  }
}

void HtmlOutline::leave_foreign() {
  while (text_is_foreign()) stack_.pop();
}

HtmlOutline::Done HtmlOutline::start_foreign() {
  const bool styled = token_->tag == font &&
                      (token_->attribute("color") ||
                       token_->attribute("face") || token_->attribute("size"));
  if (kBreaksOut.has(token_->tag) || styled) {
    leave_foreign();
    return Done::again;
  }
  const HtmlElement foreign = element(token_->tag, stack_.current().space);
  if (token_->self_closing) {
    sink_.open(foreign);
    sink_.close(foreign.tag, foreign.space);
  } else {
    stack_.push(foreign);
  }
  return Done::yes;
}

// False where the rules of the mode are to decide.
bool HtmlOutline::end_foreign() {
  if (token_->tag == p || token_->tag == br) {
    leave_foreign();
    return false;
  }
  for (std::size_t index = stack_.size(); index-- > 1;) {
    const HtmlStack::Node& node = stack_.at(index);
    if (node.space == HtmlNamespace::html) return false;
    if (node.tag == token_->tag) {
      stack_.pop_to(index);
      return true;
    }
  }
  return false;
}

HtmlOutline::Done HtmlOutline::start(Mode mode) {
  switch (mode) {
    case Mode::initial:
      return again(Mode::before_html);
    case Mode::before_html:
      return start_before_html();
    case Mode::before_head:
      return start_before_head();
    case Mode::in_head:
      return start_in_head();
    case Mode::in_head_noscript:
      return start_in_head_noscript();
    case Mode::after_head:
      return start_after_head();
    case Mode::in_body:
      return start_in_body();
    case Mode::in_table:
      return start_in_table();
    case Mode::in_caption:
      return start_in_caption();
    case Mode::in_column_group:
      return start_in_column_group();
    case Mode::in_table_body:
      return start_in_table_body();
    case Mode::in_row:
      return start_in_row();
    case Mode::in_cell:
      return start_in_cell();
    case Mode::in_select:
      return start_in_select();
    case Mode::in_select_in_table:
      return start_in_select_in_table();
    case Mode::in_template:
      return start_in_template();
    case Mode::after_body:
    case Mode::after_after_body:
      return start_after_body();
    case Mode::in_frameset:
      return start_in_frameset();
    case Mode::after_frameset:
    case Mode::after_after_frameset:
      return start_after_frameset();
  }
  return Done::yes;
}

HtmlOutline::Done HtmlOutline::end(Mode mode) {
  switch (mode) {
    case Mode::initial:
      return again(Mode::before_html);
    case Mode::before_html:
      return end_before_html();
    case Mode::before_head:
      return end_before_head();
    case Mode::in_head:
      return end_in_head();
    case Mode::in_head_noscript:
      return end_in_head_noscript();
    case Mode::after_head:
      return end_after_head();
    case Mode::in_body:
      return end_in_body();
    case Mode::in_table:
      return end_in_table();
    case Mode::in_caption:
      return end_in_caption();
    case Mode::in_column_group:
      return end_in_column_group();
    case Mode::in_table_body:
      return end_in_table_body();
    case Mode::in_row:
      return end_in_row();
    case Mode::in_cell:
      return end_in_cell();
    case Mode::in_select:
      return end_in_select();
    case Mode::in_select_in_table:
      return end_in_select_in_table();
    case Mode::in_template:
      return token_->tag == template_ ? end_template() : Done::yes;
    case Mode::after_body:
    case Mode::after_after_body:
      return end_after_body();
    case Mode::in_frameset:
    case Mode::after_frameset:
      return end_in_frameset();
    case Mode::after_after_frameset:
      return Done::yes;
  }
  return Done::yes;
}

// 13.2.4.1, "reset the insertion mode appropriately".
HtmlOutline::Mode HtmlOutline::appropriate_mode() const {
  for (std::size_t index = stack_.size(); index-- > 0;) {
    if (stack_.at(index).space != HtmlNamespace::html) continue;
    switch (stack_.at(index).tag) {
      case select:
        return mode_of_select(index);
      case td:
      case th:
        return Mode::in_cell;
      case tr:
        return Mode::in_row;
      case tbody:
      case thead:
      case tfoot:
        return Mode::in_table_body;
      case caption:
        return Mode::in_caption;
      case colgroup:
        return Mode::in_column_group;
      case table:
        return Mode::in_table;
      case template_:
        return template_modes_.empty() ? Mode::in_body : template_modes_.back();
      case head:
        return Mode::in_head;
      case body:
        return Mode::in_body;
      case frameset:
        return Mode::in_frameset;
      case html:
        return Mode::after_head;
      default:
        break;
    }
  }
  return Mode::in_body;
}

HtmlOutline::Mode HtmlOutline::mode_of_select(std::size_t index) const {
  while (index-- > 1) {
    if (stack_.at(index).tag == template_) break;
    if (stack_.at(index).tag == table) return Mode::in_select_in_table;
  }
  return Mode::in_select;
}

}  // namespace veto::crawler
