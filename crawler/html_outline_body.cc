// SPDX-License-Identifier: GPL-3.0-or-later
//
// HTML Standard, 13.2.6.4.7: the "in body" insertion mode.
#include <string>

#include "base/text.h"
#include "crawler/html_outline.h"

namespace veto::crawler {
namespace {

using enum HtmlTag;

constexpr HtmlTagSet kHeadInBody = {base,      basefont, bgsound, link,
                                    meta,      noframes, script,  style,
                                    template_, title};
constexpr HtmlTagSet kBlocks = {
    address, article, aside,   blockquote, center,     details, dialog,
    dir,     div,     dl,      fieldset,   figcaption, figure,  footer,
    header,  hgroup,  main,    menu,       nav,        ol,      p,
    search,  section, summary, ul};
constexpr HtmlTagSet kHeadings = {h1, h2, h3, h4, h5, h6};
constexpr HtmlTagSet kFormatting = {b, big,   code,   em,     font, i,
                                    s, small, strike, strong, tt,   u};
constexpr HtmlTagSet kMarked = {applet, marquee, object};
constexpr HtmlTagSet kVoid = {area,  br,     embed, hr,     image, img,
                              input, keygen, param, source, track, wbr};
constexpr HtmlTagSet kRaw = {iframe, noembed, plaintext, textarea, xmp};
constexpr HtmlTagSet kDropped = {caption, col,   colgroup, frame, head, tbody,
                                 td,      tfoot, th,       thead, tr};
constexpr HtmlTagSet kEndBlocks = {kBlocks, {button, listing, pre}};

bool is_hidden_input(const HtmlToken& token) {
  const HtmlAttribute* type = token.attribute("type");
  if (type == nullptr) return false;
  std::string value;
  append_decoded(value, type->value, HtmlTextKind::attribute);
  return iequals(value, "hidden");
}

}  // namespace

HtmlOutline::Done HtmlOutline::start_in_body() {
  const HtmlTag tag = token_->tag;
  if (!is_listed(tag)) {
    start_other();
  } else if (kBlocks.has(tag)) {
    close_paragraph();
    stack_.push(element());
  } else if (tag == a) {
    start_anchor();
  } else if (kFormatting.has(tag)) {
    stack_.reconstruct();
    stack_.push_formatting(element());
  } else if (kVoid.has(tag)) {
    start_void();
  } else if (kHeadInBody.has(tag)) {
    return start_in_head();
  } else if (kHeadings.has(tag)) {
    start_heading();
  } else if (kMarked.has(tag)) {
    start_marked();
  } else if (kRaw.has(tag)) {
    start_raw();
  } else if (!kDropped.has(tag)) {
    return start_special();
  }
  return Done::yes;
}

HtmlOutline::Done HtmlOutline::start_special() {
  switch (token_->tag) {
    case html:
      if (!stack_.has(template_)) sink_.merge(element());
      break;
    case body:
      return start_body();
    case frameset:
      return start_frameset();
    case listing:
    case pre:
      close_paragraph();
      stack_.push(element());
      frameset_ok_ = false;
      break;
    case form:
      start_form();
      break;
    case li:
    case dd:
    case dt:
      start_item();
      break;
    case button:
      start_button();
      break;
    case nobr:
      start_nobr();
      break;
    case table:
      start_table();
      break;
    case select:
      start_select();
      break;
    case optgroup:
    case option:
      if (stack_.is_current(option)) stack_.pop();
      start_other();
      break;
    case rb:
    case rp:
    case rt:
    case rtc:
      start_ruby();
      break;
    case math:
      start_foreign_root(HtmlNamespace::math);
      break;
    case svg:
      start_foreign_root(HtmlNamespace::svg);
      break;
    default:
      start_other();
  }
  return Done::yes;
}

void HtmlOutline::start_other() {
  stack_.reconstruct();
  stack_.push(element());
}

void HtmlOutline::close_paragraph() {
  if (!stack_.in_button_scope(p)) return;
  stack_.generate_implied_end_tags(p);
  stack_.pop_until(p);
}

HtmlOutline::Done HtmlOutline::start_body() {
  if (stack_.size() < 2 || stack_.at(1).tag != body || stack_.has(template_))
    return Done::yes;
  frameset_ok_ = false;
  sink_.merge(element());
  return Done::yes;
}

HtmlOutline::Done HtmlOutline::start_frameset() {
  if (stack_.size() < 2 || stack_.at(1).tag != body || !frameset_ok_)
    return Done::yes;
  stack_.pop_to(1);
  sink_.drop_body();
  stack_.push(element());
  mode_ = Mode::in_frameset;
  return Done::yes;
}

void HtmlOutline::start_heading() {
  close_paragraph();
  if (stack_.is_current(kHeadings)) stack_.pop();
  stack_.push(element());
}

void HtmlOutline::start_form() {
  const bool in_template = stack_.has(template_);
  if (has_form_ && !in_template) return;
  close_paragraph();
  if (stack_.push(element()) && !in_template) has_form_ = true;
}

// <li>, or <dd> and <dt>, end the one before them.
void HtmlOutline::start_item() {
  static constexpr HtmlTagSet kThrough = {address, div, p};
  const bool is_li = token_->tag == li;
  frameset_ok_ = false;
  for (std::size_t index = stack_.size(); index-- > 0;) {
    const HtmlStack::Node node = stack_.at(index);
    const bool html = node.space == HtmlNamespace::html;
    if (html && (is_li ? node.tag == li : node.tag == dd || node.tag == dt)) {
      stack_.generate_implied_end_tags(node.tag);
      stack_.pop_until(node.tag);
      break;
    }
    if (node.special && !(html && kThrough.has(node.tag))) break;
  }
  close_paragraph();
  stack_.push(element());
}

void HtmlOutline::start_button() {
  if (stack_.in_scope(button)) {
    stack_.generate_implied_end_tags();
    stack_.pop_until(button);
  }
  start_other();
  frameset_ok_ = false;
}

void HtmlOutline::start_anchor() {
  if (stack_.is_active(a)) {
    stack_.adopt(a);
    stack_.forget_active(a);
  }
  stack_.reconstruct();
  stack_.push_formatting(element());
}

void HtmlOutline::start_nobr() {
  stack_.reconstruct();
  if (stack_.in_scope(nobr)) {
    stack_.adopt(nobr);
    stack_.reconstruct();
  }
  stack_.push_formatting(element());
}

void HtmlOutline::start_marked() {
  stack_.reconstruct();
  if (stack_.push(element())) stack_.add_marker();
  frameset_ok_ = false;
}

void HtmlOutline::start_table() {
  if (!quirks_) close_paragraph();
  frameset_ok_ = false;
  if (stack_.push(element())) mode_ = Mode::in_table;
}

void HtmlOutline::start_void() {
  const HtmlTag tag = token_->tag;
  if (tag == hr) {
    close_paragraph();
  } else if (tag != param && tag != source && tag != track) {
    stack_.reconstruct();
  }
  if (tag != param && tag != source && tag != track &&
      !(tag == input && is_hidden_input(*token_)))
    frameset_ok_ = false;
  void_element(tag == image ? img : tag);
}

// Contents that are text are read here and now.
void HtmlOutline::start_raw() {
  const HtmlTag tag = token_->tag;
  if (tag == plaintext || tag == xmp) close_paragraph();
  if (tag == xmp) stack_.reconstruct();
  if (tag == iframe || tag == textarea || tag == xmp) frameset_ok_ = false;
  if (tag == plaintext) frameset_ok_ = false;
  sink_.open(element());
  const std::string_view text = lexer_.raw_text(tag);
  if (!text.empty())
    sink_.text(text, tag == title || tag == textarea ? HtmlTextKind::rcdata
                                                     : HtmlTextKind::raw);
  sink_.close(tag, HtmlNamespace::html);
}

void HtmlOutline::start_select() {
  stack_.reconstruct();
  frameset_ok_ = false;
  if (!stack_.push(element())) return;
  const bool in_table = mode_ == Mode::in_table || mode_ == Mode::in_caption ||
                        mode_ == Mode::in_table_body || mode_ == Mode::in_row ||
                        mode_ == Mode::in_cell;
  mode_ = in_table ? Mode::in_select_in_table : Mode::in_select;
}

void HtmlOutline::start_ruby() {
  const bool is_text = token_->tag == rp || token_->tag == rt;
  if (stack_.in_scope(ruby))
    stack_.generate_implied_end_tags(is_text ? rtc : none);
  stack_.push(element());
}

void HtmlOutline::start_foreign_root(HtmlNamespace space) {
  stack_.reconstruct();
  const HtmlElement root = element(token_->tag, space);
  if (token_->self_closing) {
    sink_.open(root);
    sink_.close(root.tag, space);
  } else {
    stack_.push(root);
  }
}

HtmlOutline::Done HtmlOutline::end_in_body() {
  const HtmlTag tag = token_->tag;
  if (kEndBlocks.has(tag) && tag != p) {
    end_block();
  } else if (tag == a || tag == nobr || kFormatting.has(tag)) {
    stack_.adopt(tag);
  } else if (kHeadings.has(tag)) {
    end_heading();
  } else if (tag == p) {
    end_paragraph();
  } else if (tag == li ? stack_.in_list_scope(li)
                       : (tag == dd || tag == dt) && stack_.in_scope(tag)) {
    stack_.generate_implied_end_tags(tag);
    stack_.pop_until(tag);
  } else if (tag == li || tag == dd || tag == dt) {
    return Done::yes;
  } else if (tag == body || tag == html) {
    if (!stack_.in_scope(body)) return Done::yes;
    mode_ = Mode::after_body;
    return tag == html ? Done::again : Done::yes;
  } else if (kMarked.has(tag)) {
    if (!stack_.in_scope(tag)) return Done::yes;
    end_block();
    stack_.clear_to_marker();
  } else if (tag == template_) {
    return end_template();
  } else if (tag == form) {
    end_form();
  } else if (tag == br) {
    stack_.reconstruct();
    frameset_ok_ = false;
  } else {
    stack_.end_ordinary(tag);
  }
  return Done::yes;
}

void HtmlOutline::end_block() {
  if (!stack_.in_scope(token_->tag)) return;
  stack_.generate_implied_end_tags();
  stack_.pop_until(token_->tag);
}

void HtmlOutline::end_heading() {
  bool open = false;
  for (HtmlTag tag : {h1, h2, h3, h4, h5, h6}) open |= stack_.in_scope(tag);
  if (!open) return;
  stack_.generate_implied_end_tags();
  while (!stack_.is_current(kHeadings)) stack_.pop();
  stack_.pop();
}

// Where no <p> is open, </p> is an empty one.
void HtmlOutline::end_paragraph() {
  if (stack_.in_button_scope(p)) return close_paragraph();
  stack_.reconstruct();
  push_implied(p);
  stack_.pop();
}

// Only the form goes; what is open within it stays.
void HtmlOutline::end_form() {
  if (stack_.has(template_)) return end_block();
  if (!has_form_) return;
  has_form_ = false;
  if (!stack_.in_scope(form)) return;
  stack_.generate_implied_end_tags();
  std::size_t index = stack_.size() - 1;
  while (stack_.at(index).tag != form ||
         stack_.at(index).space != HtmlNamespace::html)
    --index;
  stack_.remove(index);
}

}  // namespace veto::crawler
