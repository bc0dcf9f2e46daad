// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/html_lexer.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "base/text.h"

namespace veto::crawler {
namespace {

// Classes of bytes, looked up rather than compared one by one.
enum ByteClass : std::uint8_t {
  kLetter = 1,
  kSpaceByte = 2,
  kEndsName = 4,       // white space, "/", ">"
  kEndsAttribute = 8,  // those and "="
  kEndsUnquoted = 16   // white space, ">"
};

constexpr std::array<std::uint8_t, 256> make_classes() {
  std::array<std::uint8_t, 256> classes = {};
  for (int c = 'a'; c <= 'z'; ++c)
    classes[static_cast<std::size_t>(c)] =
        classes[static_cast<std::size_t>(c - 32)] = kLetter;
  for (char c : {' ', '\t', '\n', '\r', '\f'})
    classes[static_cast<std::size_t>(c)] =
        kSpaceByte | kEndsName | kEndsAttribute | kEndsUnquoted;
  classes['/'] = kEndsName | kEndsAttribute;
  classes['>'] = kEndsName | kEndsAttribute | kEndsUnquoted;
  classes['='] = kEndsAttribute;
  return classes;
}
constexpr auto kClasses = make_classes();

bool is(char c, ByteClass wanted) {
  return (kClasses[static_cast<std::uint8_t>(c)] & wanted) != 0;
}

std::size_t find_class(std::string_view text, std::size_t at,
                       ByteClass wanted) {
  while (at < text.size() && !is(text[at], wanted)) ++at;
  return at;
}

constexpr std::size_t kScriptSize = 6;

std::size_t name_size_of(HtmlTag tag) {
  switch (tag) {
    case HtmlTag::xmp:
      return 3;
    case HtmlTag::style:
    case HtmlTag::title:
      return 5;
    case HtmlTag::script:
    case HtmlTag::iframe:
      return 6;
    case HtmlTag::noembed:
      return 7;
    default:
      return 8;  // noframes, textarea
  }
}

}  // namespace

const HtmlAttribute* HtmlToken::attribute(std::string_view wanted) const {
  for (const HtmlAttribute& attribute : attributes)
    if (attribute.name.size() == wanted.size() &&
        iequals(attribute.name, wanted))
      return &attribute;
  return nullptr;
}

const HtmlToken& HtmlLexer::next(bool foreign) {
  while (!at_end()) {
    if (html_[at_] != '<' || !is_markup(at_)) {
      lex_text();
      return token_;
    }
    if (lex_markup(foreign)) return token_;
  }
  token_.kind = HtmlToken::Kind::end_of_input;
  return token_;
}

bool HtmlLexer::is_markup(std::size_t at) const {
  if (at + 1 >= html_.size()) return false;
  const char second = html_[at + 1];
  if (second == '/') return at + 2 < html_.size();
  return is(second, kLetter) || second == '!' || second == '?';
}

bool HtmlLexer::lex_markup(bool foreign) {
  const char second = html_[at_ + 1];
  if (is(second, kLetter)) {
    ++at_;
    return lex_tag(false);
  }
  if (second == '/' && is(html_[at_ + 2], kLetter)) {
    at_ += 2;
    return lex_tag(true);
  }
  if (second == '/' && html_[at_ + 2] == '>') {
    at_ += 3;  // "</>" is nothing at all
    return false;
  }
  lex_declaration(foreign);
  return true;
}

// Sections 13.2.5.41 and on; a bogus comment ends at the first ">".
void HtmlLexer::lex_declaration(bool foreign) {
  constexpr std::string_view kDoctype = "<!doctype";
  const std::string_view rest = html_.substr(at_);
  token_.kind = HtmlToken::Kind::comment;
  if (rest.starts_with("<!--")) return skip_comment();
  const std::size_t begin = at_;
  if (foreign && rest.starts_with("<![CDATA[")) {
    at_ += 9;
    skip_past("]]>");
    token_.kind = HtmlToken::Kind::cdata;
    token_.text = html_.substr(begin + 9, at_ - begin - 9);
    if (token_.text.ends_with("]]>")) token_.text.remove_suffix(3);
    return;
  }
  skip_past(">");
  if (iequals(rest.substr(0, kDoctype.size()), kDoctype)) {
    token_.kind = HtmlToken::Kind::doctype;
    token_.text =
        html_.substr(begin + kDoctype.size(), at_ - begin - kDoctype.size());
  }
}

// A "<" that begins no markup is text.
void HtmlLexer::lex_text() {
  std::size_t end = html_.find('<', at_ + (html_[at_] == '<' ? 1 : 0));
  while (end != html_.npos && !is_markup(end)) end = html_.find('<', end + 1);
  end = std::min(end, html_.size());
  token_.kind = HtmlToken::Kind::text;
  token_.text = html_.substr(at_, end - at_);
  at_ = end;
}

bool HtmlLexer::lex_tag(bool end_tag) {
  token_.kind = end_tag ? HtmlToken::Kind::end_tag : HtmlToken::Kind::start_tag;
  token_.attributes.clear();
  token_.self_closing = false;
  const std::size_t begin = at_;
  at_ = find_class(html_, at_, kEndsName);
  token_.tag = html_tag(html_.substr(begin, at_ - begin));
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
  return true;
}

void HtmlLexer::lex_attribute() {
  const std::size_t begin = at_;  // even "=" begins a name
  at_ = find_class(html_, at_ + 1, kEndsAttribute);
  const std::string_view name = html_.substr(begin, at_ - begin);
  skip_white_space();
  std::string_view value;
  if (!at_end() && html_[at_] == '=') {
    ++at_;
    skip_white_space();
    value = lex_value();
  }
  if (token_.attributes.size() >= kMaxAttributes) return;
  const char first = ascii_lower(name[0]);
  for (const HtmlAttribute& before : token_.attributes)
    if (before.name.size() == name.size() &&
        ascii_lower(before.name[0]) == first && iequals(before.name, name))
      return;
  token_.attributes.push_back({name, value});
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
  at_ = find_class(html_, at_, kEndsUnquoted);
  return html_.substr(begin, at_ - begin);
}

void HtmlLexer::skip_white_space() {
  while (!at_end() && is(html_[at_], kSpaceByte)) ++at_;
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

std::string_view HtmlLexer::raw_text(HtmlTag tag) {
  const std::size_t begin = at_;
  at_ = tag == HtmlTag::script ? end_of_script() : end_of_raw_text(tag);
  const std::string_view text = html_.substr(begin, at_ - begin);
  if (!at_end()) {
    at_ += 2;
    lex_tag(true);
  }
  return text;
}

bool HtmlLexer::is_tag_at(std::size_t at, std::string_view prefix, HtmlTag tag,
                          std::size_t name_size) const {
  const std::size_t end = at + prefix.size() + name_size;
  return end < html_.size() && html_.substr(at, prefix.size()) == prefix &&
         is(html_[end], kEndsName) &&
         html_tag(html_.substr(at + prefix.size(), name_size)) == tag;
}

std::size_t HtmlLexer::end_of_raw_text(HtmlTag tag) const {
  if (tag == HtmlTag::plaintext) return html_.size();
  const std::size_t size = name_size_of(tag);
  for (std::size_t at = html_.find("</", at_); at != html_.npos;
       at = html_.find("</", at + 2))
    if (is_tag_at(at, "</", tag, size)) return at;
  return html_.size();
}

// Sections 13.2.5.4 and 13.2.5.15 to 13.2.5.19.
std::size_t HtmlLexer::end_of_script() const {
  std::size_t at = at_;
  while ((at = html_.find('<', at)) != html_.npos) {
    if (is_tag_at(at, "</", HtmlTag::script, kScriptSize)) return at;
    if (html_.substr(at, 4) == "<!--") {
      at = end_of_escaped_script(at + 2);  // "<!-->" ends at once
      if (at == html_.size() || html_[at] == '<') return at;
    }
    ++at;
  }
  return html_.size();
}

// Sections 13.2.5.20 to 13.2.5.31: within "<!--" in a script a "<script" hides
// the next "</script". The end tag, or the ">" of "-->".
std::size_t HtmlLexer::end_of_escaped_script(std::size_t at) const {
  bool hidden = false;
  while ((at = html_.find_first_of("<-", at)) != html_.npos) {
    if (html_.substr(at, 3) == "-->") return at + 2;
    if (is_tag_at(at, "</", HtmlTag::script, kScriptSize)) {
      if (!hidden) return at;
      hidden = false;
    } else if (is_tag_at(at, "<", HtmlTag::script, kScriptSize)) {
      hidden = true;
    }
    ++at;
  }
  return html_.size();
}

}  // namespace veto::crawler
