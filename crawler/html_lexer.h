// SPDX-License-Identifier: GPL-3.0-or-later
//
// Cuts HTML into tags and text as the WHATWG HTML Standard's tokenizer does
// (section 13.2.5), but decodes nothing: values are bytes of the input, with
// their character references. One pass, never back.
//
// Comments, doctypes and processing instructions are passed over. Contents of
// script, style and their like are one text; noscript is read as markup, since
// no script runs here.

#ifndef VETO_CRAWLER_HTML_LEXER_H_
#define VETO_CRAWLER_HTML_LEXER_H_

#include <string>
#include <string_view>
#include <vector>

namespace veto::crawler {

struct HtmlAttribute {
  std::string name;        // in lower case
  std::string_view value;  // as written, without quotes
};

struct HtmlToken {
  enum class Kind { end_of_input, start_tag, end_tag, text, raw_text };

  Kind kind = Kind::end_of_input;
  std::string name;  // of a tag, in lower case
  // The first kMaxAttributes of a start tag; repeated names are kept.
  std::vector<HtmlAttribute> attributes;
  bool self_closing = false;
  std::string_view text;  // of text, and of what script and its like hold

  // The first attribute of that name; null when there is none.
  const std::string_view* attribute(std::string_view wanted) const;
};

class HtmlLexer {
 public:
  static constexpr std::size_t kMaxAttributes = 200;

  // `html` has to outlive the lexer and its tokens.
  explicit HtmlLexer(std::string_view html) : html_(html) {}

  // The next token; valid until the next call.
  const HtmlToken& next();

 private:
  bool at_end() const { return at_ >= html_.size(); }
  // True when a token is in token_, false when something was passed over.
  bool lex_markup();
  bool lex_tag(bool end_tag);
  void lex_attribute();
  std::string_view lex_value();
  bool lex_text();
  bool lex_raw_text();
  void skip_comment();
  void skip_past(std::string_view mark);
  void skip_white_space();
  void begin_contents();
  std::size_t end_of_script() const;
  std::size_t end_of_raw_text() const;

  std::string_view html_;
  std::size_t at_ = 0;
  HtmlToken token_;
  std::string raw_;  // the element whose contents are text, if any
  int foreign_ = 0;  // svg and math elements that are open
};

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_HTML_LEXER_H_
