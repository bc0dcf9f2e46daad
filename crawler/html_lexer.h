// SPDX-License-Identifier: GPL-3.0-or-later
//
// Cuts HTML into tags and text as the WHATWG HTML Standard's tokenizer does
// (section 13.2.5). Values and text are bytes of the input, not yet decoded
// (crawler/html_references.h). One pass, never back; linear in time.
//
// What only tree construction knows comes from outside: that an element's
// contents are text (raw_text), and that the current node is foreign (next).

#ifndef VETO_CRAWLER_HTML_LEXER_H_
#define VETO_CRAWLER_HTML_LEXER_H_

#include <string_view>
#include <vector>

#include "crawler/html_tag.h"

namespace veto::crawler {

struct HtmlAttribute {
  std::string_view name;   // as written, in any case
  std::string_view value;  // as written, without quotes
};

struct HtmlToken {
  // `cdata` is text without references. Comments part texts, so they count.
  enum class Kind {
    end_of_input,
    start_tag,
    end_tag,
    text,
    cdata,
    comment,
    doctype
  };

  Kind kind = Kind::end_of_input;
  HtmlTag tag = HtmlTag::none;
  // The first kMaxAttributes of a tag, of equal names the first.
  std::vector<HtmlAttribute> attributes;
  bool self_closing = false;
  std::string_view text;  // of text and cdata; of a doctype, what follows it

  // The first attribute of that name (in lower case); null when there is none.
  const HtmlAttribute* attribute(std::string_view wanted) const;
};

class HtmlLexer {
 public:
  static constexpr std::size_t kMaxAttributes = 200;

  // `html` has to outlive the lexer and its tokens.
  explicit HtmlLexer(std::string_view html) : html_(html) {}

  // The next token; valid until the next call. In foreign content "<![CDATA["
  // begins text, elsewhere a comment.
  const HtmlToken& next(bool foreign = false);

  // After the start tag of an element whose contents are text: that text, as
  // RCDATA, RAWTEXT, script data or PLAINTEXT are read. Its end tag is passed
  // over.
  std::string_view raw_text(HtmlTag tag);

  // How many bytes have been read.
  std::size_t position() const { return at_; }

 private:
  bool at_end() const { return at_ >= html_.size(); }
  // Whether markup begins at `at`, where a "<" is.
  bool is_markup(std::size_t at) const;
  // False when the tag is cut off by the end of the input.
  bool lex_tag(bool end_tag);
  bool lex_markup(bool foreign);
  void lex_declaration(bool foreign);
  void lex_attribute();
  std::string_view lex_value();
  void lex_text();
  void skip_comment();
  void skip_past(std::string_view mark);
  void skip_white_space();
  // Whether `prefix`, `name` and the end of a tag's name stand at `at`.
  bool is_tag_at(std::size_t at, std::string_view prefix, HtmlTag tag,
                 std::size_t name_size) const;
  std::size_t end_of_script() const;
  std::size_t end_of_escaped_script(std::size_t at) const;
  std::size_t end_of_raw_text(HtmlTag tag) const;

  std::string_view html_;
  std::size_t at_ = 0;
  HtmlToken token_;
};

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_HTML_LEXER_H_
