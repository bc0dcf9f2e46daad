// SPDX-License-Identifier: GPL-3.0-or-later
//
// HTML Standard, 13.2.6.4.9 to 13.2.6.4.17: tables and select.
//
// What stands in a table outside its cells is moved in front of the table by a
// tree builder (foster parenting); here it stays where it is: it has the same
// ancestors in both, but for the table.
#include <string>

#include "base/text.h"
#include "crawler/html_outline.h"

namespace veto::crawler {
namespace {

using enum HtmlTag;

constexpr HtmlTagSet kSections = {tbody, tfoot, thead};
constexpr HtmlTagSet kCells = {td, th};
constexpr HtmlTagSet kParts = {caption, col, colgroup, tbody, td,
                               tfoot,   th,  thead,    tr};
constexpr HtmlTagSet kTableContext = {table, template_, html};
constexpr HtmlTagSet kSectionContext = {kSections, {template_, html}};
constexpr HtmlTagSet kRowContext = {tr, template_, html};
constexpr HtmlTagSet kIgnoredEnds = {body, caption, col, colgroup, html, tbody,
                                     td,   tfoot,   th,  thead,    tr};
constexpr HtmlTagSet kFosters = {table, tbody, tfoot, thead, tr};
constexpr HtmlTagSet kEndsSelect = {caption, table, tbody, tfoot,
                                    thead,   tr,    td,    th};

}  // namespace

void HtmlOutline::count_fostered() {
  if (stack_.is_current(kFosters)) ++stack_.cost().fostered;
}

HtmlOutline::Done HtmlOutline::start_in_table() {
  const HtmlTag tag = token_->tag;
  if (kParts.has(tag)) {
    stack_.clear_to(kTableContext);
    if (tag == caption) {
      stack_.add_marker();
      push_part();
      mode_ = Mode::in_caption;
    } else if (tag == colgroup) {
      push_part();
      mode_ = Mode::in_column_group;
    } else if (tag == col) {
      push_implied(colgroup);
      return again(Mode::in_column_group);
    } else if (kSections.has(tag)) {
      push_part();
      mode_ = Mode::in_table_body;
    } else {
      push_implied(tbody);
      return again(Mode::in_table_body);
    }
    return Done::yes;
  }
  switch (tag) {
    case table:
      return close_table() ? Done::again : Done::yes;
    case script:
    case style:
    case template_:
      return start_in_head();
    case form:
      if (has_form_ || stack_.has(template_)) return Done::yes;
      void_element(form);
      has_form_ = true;
      return Done::yes;
    default:
      count_fostered();
      return start_in_body();
  }
}

HtmlOutline::Done HtmlOutline::end_in_table() {
  if (token_->tag == table) {
    close_table();
    return Done::yes;
  }
  if (kIgnoredEnds.has(token_->tag)) return Done::yes;
  return token_->tag == template_ ? end_template() : end_in_body();
}

bool HtmlOutline::close_table() {
  if (!stack_.in_table_scope(table)) return false;
  stack_.pop_until(table);
  reset_mode();
  return true;
}

bool HtmlOutline::close_caption() {
  if (!stack_.in_table_scope(caption)) return false;
  stack_.generate_implied_end_tags();
  stack_.pop_until(caption);
  stack_.clear_to_marker();
  mode_ = Mode::in_table;
  return true;
}

HtmlOutline::Done HtmlOutline::start_in_caption() {
  if (!kParts.has(token_->tag)) return start_in_body();
  return close_caption() ? Done::again : Done::yes;
}

HtmlOutline::Done HtmlOutline::end_in_caption() {
  if (token_->tag == caption) {
    close_caption();
    return Done::yes;
  }
  if (token_->tag == table) return close_caption() ? Done::again : Done::yes;
  return kIgnoredEnds.has(token_->tag) ? Done::yes : end_in_body();
}

HtmlOutline::Done HtmlOutline::leave_column_group() {
  if (!stack_.is_current(colgroup)) return Done::yes;
  stack_.pop();
  return again(Mode::in_table);
}

HtmlOutline::Done HtmlOutline::start_in_column_group() {
  switch (token_->tag) {
    case html:
      return start_in_body();
    case col:
      void_element(col);
      return Done::yes;
    case template_:
      return start_in_head();
    default:
      return leave_column_group();
  }
}

HtmlOutline::Done HtmlOutline::end_in_column_group() {
  if (token_->tag == col) return Done::yes;
  if (token_->tag == template_) return end_template();
  const Done done = leave_column_group();
  return token_->tag == colgroup ? Done::yes : done;
}

HtmlOutline::Done HtmlOutline::start_in_table_body() {
  const HtmlTag tag = token_->tag;
  if (tag == tr || kCells.has(tag)) {
    stack_.clear_to(kSectionContext);
    if (tag == tr) {
      push_part();
      mode_ = Mode::in_row;
      return Done::yes;
    }
    push_implied(tr);
    return again(Mode::in_row);
  }
  if (!kParts.has(tag)) return start_in_table();
  if (!stack_.in_table_scope(kSections)) return Done::yes;
  stack_.clear_to(kSectionContext);
  stack_.pop();
  return again(Mode::in_table);
}

HtmlOutline::Done HtmlOutline::end_in_table_body() {
  const HtmlTag tag = token_->tag;
  if (kSections.has(tag) || tag == table) {
    const bool open = tag == table ? stack_.in_table_scope(kSections)
                                   : stack_.in_table_scope(tag);
    if (!open) return Done::yes;
    stack_.clear_to(kSectionContext);
    stack_.pop();
    mode_ = Mode::in_table;
    return tag == table ? Done::again : Done::yes;
  }
  return kIgnoredEnds.has(tag) ? Done::yes : end_in_table();
}

bool HtmlOutline::close_row() {
  if (!stack_.in_table_scope(tr)) return false;
  stack_.clear_to(kRowContext);
  stack_.pop();
  mode_ = Mode::in_table_body;
  return true;
}

HtmlOutline::Done HtmlOutline::start_in_row() {
  if (kCells.has(token_->tag)) {
    stack_.clear_to(kRowContext);
    push_part();
    mode_ = Mode::in_cell;
    stack_.add_marker();
    return Done::yes;
  }
  if (!kParts.has(token_->tag)) return start_in_table();
  return close_row() ? Done::again : Done::yes;
}

HtmlOutline::Done HtmlOutline::end_in_row() {
  const HtmlTag tag = token_->tag;
  if (tag == tr) {
    close_row();
    return Done::yes;
  }
  if (tag == table) return close_row() ? Done::again : Done::yes;
  if (kSections.has(tag)) {
    if (!stack_.in_table_scope(tag)) return Done::yes;
    return close_row() ? Done::again : Done::yes;
  }
  return kIgnoredEnds.has(tag) ? Done::yes : end_in_table();
}

bool HtmlOutline::close_cell() {
  if (!stack_.in_table_scope(kCells)) return false;
  stack_.generate_implied_end_tags();
  while (!stack_.is_current(kCells)) stack_.pop();
  stack_.pop();
  stack_.clear_to_marker();
  mode_ = Mode::in_row;
  return true;
}

HtmlOutline::Done HtmlOutline::start_in_cell() {
  if (!kParts.has(token_->tag)) return start_in_body();
  return close_cell() ? Done::again : Done::yes;
}

HtmlOutline::Done HtmlOutline::end_in_cell() {
  const HtmlTag tag = token_->tag;
  if (kCells.has(tag)) {
    if (!stack_.in_table_scope(tag)) return Done::yes;
    stack_.generate_implied_end_tags();
    stack_.pop_until(tag);
    stack_.clear_to_marker();
    mode_ = Mode::in_row;
    return Done::yes;
  }
  if (tag == table || tag == tr || kSections.has(tag)) {
    if (!stack_.in_table_scope(tag)) return Done::yes;
    return close_cell() ? Done::again : Done::yes;
  }
  return kIgnoredEnds.has(tag) ? Done::yes : end_in_body();
}

void HtmlOutline::close_select() {
  stack_.pop_until(select);
  reset_mode();
}

HtmlOutline::Done HtmlOutline::start_in_select() {
  switch (token_->tag) {
    case html:
      return start_in_body();
    case option:
      if (stack_.is_current(option)) stack_.pop();
      stack_.push(element());
      return Done::yes;
    case optgroup:
      if (stack_.is_current(option)) stack_.pop();
      if (stack_.is_current(optgroup)) stack_.pop();
      stack_.push(element());
      return Done::yes;
    case select:
      if (stack_.in_select_scope(select)) close_select();
      return Done::yes;
    case input:
    case keygen:
    case textarea:
      if (!stack_.in_select_scope(select)) return Done::yes;
      close_select();
      return Done::again;
    case script:
    case template_:
      return start_in_head();
    default:
      return Done::yes;
  }
}

HtmlOutline::Done HtmlOutline::end_in_select() {
  switch (token_->tag) {
    case optgroup:
      if (stack_.is_current(option) && stack_.size() > 1 &&
          stack_.at(stack_.size() - 2).tag == optgroup)
        stack_.pop();
      if (stack_.is_current(optgroup)) stack_.pop();
      return Done::yes;
    case option:
      if (stack_.is_current(option)) stack_.pop();
      return Done::yes;
    case select:
      if (stack_.in_select_scope(select)) close_select();
      return Done::yes;
    case template_:
      return end_template();
    default:
      return Done::yes;
  }
}

HtmlOutline::Done HtmlOutline::start_in_select_in_table() {
  if (!kEndsSelect.has(token_->tag)) return start_in_select();
  close_select();
  return Done::again;
}

HtmlOutline::Done HtmlOutline::end_in_select_in_table() {
  if (!kEndsSelect.has(token_->tag)) return end_in_select();
  if (!stack_.in_table_scope(token_->tag)) return Done::yes;
  close_select();
  return Done::again;
}

}  // namespace veto::crawler
