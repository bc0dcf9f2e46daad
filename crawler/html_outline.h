// SPDX-License-Identifier: GPL-3.0-or-later
//
// Reads a page's tags as the HTML Standard's tree construction does (13.2.6)
// and tells a sink which elements come of them and where each ends, without
// building a tree: implied and ignored tags, what a select, a frameset or a
// table does to its contents, formatting elements that reach across others,
// SVG and MathML. Scripting is off: noscript is markup.
//
// Where libgumbo builds another tree, and why that is left so:
// docs/decisions/0006-html-scanner.md.

#ifndef VETO_CRAWLER_HTML_OUTLINE_H_
#define VETO_CRAWLER_HTML_OUTLINE_H_

#include <string_view>
#include <vector>

#include "crawler/html_element.h"
#include "crawler/html_lexer.h"
#include "crawler/html_stack.h"

namespace veto::crawler {

// The whole page, which is UTF-8. Time is linear in its size, memory bounded by
// the depth of HtmlStack. Returns what a tree of it would cost.
HtmlCost outline_html(std::string_view html, HtmlSink& sink);

class HtmlOutline {
 public:
  HtmlOutline(std::string_view html, HtmlSink& sink)
      : lexer_(html), sink_(sink), stack_(sink) {}

  HtmlCost run();

 private:
  // 13.2.4.1. There is no "text" mode: contents that are text are read with
  // the tag. "in table text" is in_table, as texts come whole.
  enum class Mode : std::uint8_t {
    initial,
    before_html,
    before_head,
    in_head,
    in_head_noscript,
    after_head,
    in_body,
    in_table,
    in_caption,
    in_column_group,
    in_table_body,
    in_row,
    in_cell,
    in_select,
    in_select_in_table,
    in_template,
    after_body,
    in_frameset,
    after_frameset,
    after_after_body,
    after_after_frameset
  };
  // What a rule did with a tag: `again` asks the rules of the mode it has set.
  enum class Done : std::uint8_t { yes, again };

  void take(const HtmlToken& token);
  void doctype(std::string_view text);
  void start_tag();
  void end_tag();
  void text(std::string_view text, HtmlTextKind kind);

  bool is_foreign() const;
  bool starts_foreign() const;
  bool text_is_foreign() const;
  Done start_foreign();
  bool end_foreign();
  void leave_foreign();
  Done start(Mode mode);
  Done end(Mode mode);

  // html_outline_head.cc: what stands around the body.
  Done start_before_html();
  Done start_before_head();
  Done start_in_head();
  Done start_in_head_noscript();
  Done start_after_head();
  Done start_after_body();
  Done start_in_frameset();
  Done start_after_frameset();
  Done end_before_html();
  Done end_before_head();
  Done end_in_head();
  Done end_in_head_noscript();
  Done end_after_head();
  Done end_after_body();
  Done end_in_frameset();
  Done start_template();
  Done end_template();
  Done start_in_template();

  // html_outline_body.cc
  Done start_in_body();
  Done start_special();
  Done start_frameset();
  Done start_body();
  void start_form();
  void start_item();
  void start_heading();
  void start_anchor();
  void start_nobr();
  void start_button();
  void start_marked();
  void start_table();
  void start_void();
  void start_select();
  void start_ruby();
  void start_other();
  void start_foreign_root(HtmlNamespace space);
  void start_raw();
  Done end_in_body();
  void end_form();
  void end_block();
  void end_heading();
  void end_paragraph();
  void close_paragraph();

  // html_outline_table.cc
  Done start_in_table();
  Done start_in_caption();
  Done start_in_column_group();
  Done start_in_table_body();
  Done start_in_row();
  Done start_in_cell();
  Done start_in_select();
  Done start_in_select_in_table();
  Done end_in_table();
  Done end_in_caption();
  Done end_in_column_group();
  Done end_in_table_body();
  Done end_in_row();
  Done end_in_cell();
  Done end_in_select();
  Done end_in_select_in_table();
  Done leave_column_group();
  bool close_caption();
  bool close_table();
  bool close_row();
  bool close_cell();
  void close_select();
  void count_fostered();

  // html_outline_text.cc
  void body_text(std::string_view text);
  void text_in_table(std::string_view text);
  void text_in_column_group(std::string_view text);
  void text_before_body(std::string_view text);

  HtmlElement element(HtmlTag tag, HtmlNamespace space) const;
  HtmlElement element() const {
    return element(token_->tag, HtmlNamespace::html);
  }
  // Part of a table, or implied: fits also where the stack is full.
  void push_part();
  void push_implied(HtmlTag tag);
  void void_element(HtmlTag tag);
  Mode appropriate_mode() const;
  Mode mode_of_select(std::size_t index) const;
  void reset_mode() { mode_ = appropriate_mode(); }
  Done again(Mode mode) {
    mode_ = mode;
    return Done::again;
  }

  HtmlLexer lexer_;
  HtmlSink& sink_;
  HtmlStack stack_;
  const HtmlToken* token_ = nullptr;
  Mode mode_ = Mode::initial;
  std::vector<Mode> template_modes_;
  bool quirks_ = true;  // until a doctype says otherwise
  bool frameset_ok_ = true;
  bool has_form_ = false;
};

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_HTML_OUTLINE_H_
