// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/html_lexer.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace veto::crawler {
namespace {

bool is_letter(char c) {
  const char lower = ascii_lower(c);
  return lower >= 'a' && lower <= 'z';
}

bool is_white_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

bool ends_name(char c) { return is_white_space(c) || c == '/' || c == '>'; }

// Whether `text` holds `prefix` and the end of a tag name at `at`.
bool is_tag_at(std::string_view text, std::size_t at, std::string_view prefix,
               std::string_view name) {
  const std::size_t size = prefix.size() + name.size();
  return at + size < text.size() && text.substr(at, prefix.size()) == prefix &&
         iequals(text.substr(at + prefix.size(), name.size()), name) &&
         ends_name(text[at + size]);
}

bool holds_text_only(std::string_view name) {
  static constexpr std::array<std::string_view, 9> kNames = {
      "iframe", "noembed",  "noframes", "plaintext", "script",
      "style",  "textarea", "title",    "xmp"};
  return std::find(kNames.begin(), kNames.end(), name) != kNames.end();
}

bool is_foreign_root(std::string_view name) {
  return name == "svg" || name == "math";
}

}  // namespace

const std::string_view* HtmlToken::attribute(std::string_view wanted) const {
  for (const HtmlAttribute& attribute : attributes)
    if (attribute.name == wanted) return &attribute.value;
  return nullptr;
}

const HtmlToken& HtmlLexer::next() {
  token_.attributes.clear();
  token_.name.clear();
  token_.self_closing = false;
  token_.text = {};
  while (!at_end()) {
    if (!raw_.empty()) {
      if (lex_raw_text()) return token_;
    } else if (html_[at_] == '<' ? lex_markup() : lex_text()) {
      return token_;
    }
  }
  token_.kind = HtmlToken::Kind::end_of_input;
  return token_;
}

bool HtmlLexer::lex_markup() {
  const std::string_view rest = html_.substr(at_);
  const char second = rest.size() > 1 ? rest[1] : '\0';
  const char third = rest.size() > 2 ? rest[2] : '\0';
  if (is_letter(second)) {
    ++at_;
    return lex_tag(false);
  }
  if (second == '/' && is_letter(third)) {
    at_ += 2;
    return lex_tag(true);
  }
  if (rest.starts_with("<!--")) {
    skip_comment();
    return false;
  }
  if (foreign_ > 0 && rest.starts_with("<![CDATA[")) {
    skip_past("]]>");
    return false;
  }
  if (second == '!' || second == '?' || (second == '/' && third != '\0')) {
    skip_past(">");
    return false;
  }
  return lex_text();
}

// A "<" that begins no markup is text, and only at the front can it be here.
bool HtmlLexer::lex_text() {
  const std::size_t end = std::min(html_.find('<', at_ + 1), html_.size());
  token_.kind = HtmlToken::Kind::text;
  token_.text = html_.substr(at_, end - at_);
  at_ = end;
  return true;
}

bool HtmlLexer::lex_raw_text() {
  const std::size_t end =
      raw_ == "script" ? end_of_script() : end_of_raw_text();
  token_.kind = HtmlToken::Kind::raw_text;
  token_.text = html_.substr(at_, end - at_);
  at_ = end;
  raw_.clear();
  return !token_.text.empty();
}

bool HtmlLexer::lex_tag(bool end_tag) {
  token_.kind = end_tag ? HtmlToken::Kind::end_tag : HtmlToken::Kind::start_tag;
  const std::size_t begin = at_;
  while (!at_end() && !ends_name(html_[at_])) ++at_;
  token_.name = to_lower(html_.substr(begin, at_ - begin));
  while (true) {
    skip_white_space();
    if (at_end()) return false;  // a tag without its end is none
    const char c = html_[at_];
    if (c == '>') break;
    if (c != '/') {
      token_.self_closing = false;
      lex_attribute();
      continue;
    }
    ++at_;
    token_.self_closing = !at_end() && html_[at_] == '>';
  }
  ++at_;
  if (end_tag && is_foreign_root(token_.name) && foreign_ > 0) --foreign_;
  if (!end_tag) begin_contents();
  return true;
}

// Only in SVG and MathML does "/>" close an element (section 13.2.6.5).
void HtmlLexer::begin_contents() {
  if (is_foreign_root(token_.name) && !token_.self_closing) ++foreign_;
  if (foreign_ > 0 && token_.self_closing) return;
  if (holds_text_only(token_.name)) raw_ = token_.name;
}

void HtmlLexer::lex_attribute() {
  const std::size_t begin = at_++;  // even "=" begins a name
  while (!at_end() && !ends_name(html_[at_]) && html_[at_] != '=') ++at_;
  const std::string_view name = html_.substr(begin, at_ - begin);
  skip_white_space();
  std::string_view value;
  if (!at_end() && html_[at_] == '=') {
    ++at_;
    skip_white_space();
    value = lex_value();
  }
  if (token_.attributes.size() < kMaxAttributes)
    token_.attributes.push_back({to_lower(name), value});
}

std::string_view HtmlLexer::lex_value() {
  if (at_end()) return {};
  const char quote = html_[at_];
  if (quote == '"' || quote == '\'') {
    const std::size_t begin = ++at_;
    const std::size_t end = std::min(html_.find(quote, begin), html_.size());
    at_ = std::min(end + 1, html_.size());
    return html_.substr(begin, end - begin);
  }
  const std::size_t begin = at_;
  while (!at_end() && !is_white_space(html_[at_]) && html_[at_] != '>') ++at_;
  return html_.substr(begin, at_ - begin);
}

void HtmlLexer::skip_white_space() {
  while (!at_end() && is_white_space(html_[at_])) ++at_;
}

void HtmlLexer::skip_past(std::string_view mark) {
  const std::size_t found = html_.find(mark, at_);
  at_ = found == html_.npos ? html_.size() : found + mark.size();
}

// Section 13.2.5.43 and on: "<!-->" and "<!--->" are whole comments, "--!>"
// ends one too.
void HtmlLexer::skip_comment() {
  at_ += 4;
  const std::string_view rest = html_.substr(at_);
  if (rest.starts_with(">") || rest.starts_with("->")) return skip_past(">");
  while (true) {
    skip_past("--");
    if (at_end()) return;
    if (html_[at_] == '>') return skip_past(">");
    if (html_.substr(at_).starts_with("!>")) return skip_past("!>");
    --at_;  // "--->": the last two dashes count
  }
}

std::size_t HtmlLexer::end_of_raw_text() const {
  if (raw_ == "plaintext") return html_.size();
  for (std::size_t at = html_.find("</", at_); at != html_.npos;
       at = html_.find("</", at + 2))
    if (is_tag_at(html_, at, "</", raw_)) return at;
  return html_.size();
}

// Sections 13.2.5.17 to 13.2.5.31: within "<!--" in a script a "<script" hides
// the next "</script".
std::size_t HtmlLexer::end_of_script() const {
  bool escaped = false;
  bool doubly = false;
  std::size_t at = at_;
  while ((at = html_.find_first_of("<-", at)) != html_.npos) {
    const std::string_view rest = html_.substr(at, 4);
    if (rest.starts_with("-->")) {
      escaped = doubly = false;
    } else if (!escaped && rest == "<!--") {
      escaped = true;
      at += 2;  // "<!-->" ends at once
      continue;
    } else if (escaped && !doubly && is_tag_at(html_, at, "<", "script")) {
      doubly = true;
    } else if (is_tag_at(html_, at, "</", "script")) {
      if (!doubly) return at;
      doubly = false;
    }
    ++at;
  }
  return html_.size();
}

}  // namespace veto::crawler
