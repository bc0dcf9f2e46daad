// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/html_charset.h"

#include <algorithm>
#include <vector>

#include "base/text.h"
#include "crawler/charset_decoder.h"
#include "crawler/html_lexer.h"
#include "crawler/html_references.h"
#include "crawler/utf8.h"
#include "embedded/encoding_labels.h"

namespace veto::crawler {
namespace {

constexpr std::size_t kPrescanBytes = 1024;
constexpr std::string_view kUtf8 = "UTF-8";
constexpr std::string_view kWindows1252Name = "windows-1252";

struct Label {
  std::string_view label, name;
};

std::vector<Label> read_labels() {
  std::vector<Label> labels;
  for (std::string_view line : split(embedded::encoding_labels(), '\n')) {
    const std::size_t blank = line.find(' ');
    if (blank != line.npos)
      labels.push_back({line.substr(0, blank), line.substr(blank + 1)});
  }
  return labels;
}

// Encoding Standard, 4.2, "get an encoding"; "" where there is none.
std::string_view name_of(std::string_view label) {
  static const std::vector<Label> kLabels = read_labels();
  const std::string wanted = to_lower(trim(label));
  const auto found =
      std::ranges::lower_bound(kLabels, wanted, {}, &Label::label);
  return found != kLabels.end() && found->label == wanted ? found->name
                                                          : std::string_view();
}

// HTML Standard, 2.7.2 (extracting a character encoding from a meta element);
// a Content-Type header is read the same way.
std::string_view charset_parameter(std::string_view content_type) {
  const std::string lower = to_lower(content_type);
  for (std::size_t at = lower.find("charset"); at != lower.npos;
       at = lower.find("charset", at + 7)) {
    std::string_view rest = trim(content_type.substr(at + 7));
    if (!rest.starts_with('=')) continue;
    rest = trim(rest.substr(1));
    if (rest.empty() || (rest[0] != '"' && rest[0] != '\''))
      return rest.substr(0, rest.find_first_of("; \t\r\n\f"));
    const std::size_t end = rest.find(rest[0], 1);
    return end == rest.npos ? std::string_view() : rest.substr(1, end - 1);
  }
  return {};
}

// What a meta element says; "" for nothing.
std::string_view declared_by(const HtmlToken& meta) {
  const HtmlAttribute* charset = meta.attribute("charset");
  const HtmlAttribute* equiv = meta.attribute("http-equiv");
  const HtmlAttribute* content = meta.attribute("content");
  std::string_view name;
  if (charset != nullptr) {
    name = name_of(charset->value);
  } else if (equiv != nullptr && content != nullptr &&
             iequals(equiv->value, "content-type")) {
    name = name_of(charset_parameter(content->value));
  }
  // Bytes in which "<meta" could be read are no UTF-16.
  if (name.starts_with("UTF-16")) return kUtf8;
  return name == "x-user-defined" ? kWindows1252Name : name;
}

// 13.2.3.2, "prescan a byte stream", which knows no scripts.
std::string_view declared_in(std::string_view html) {
  HtmlLexer lexer(html);
  while (true) {
    const HtmlToken& token = lexer.next();
    if (token.kind == HtmlToken::Kind::end_of_input) return {};
    if (token.kind != HtmlToken::Kind::start_tag || token.tag != HtmlTag::meta)
      continue;
    const std::string_view name = declared_by(token);
    if (!name.empty()) return name;
  }
}

// 13.2.3.2, "get an XML encoding".
std::string_view xml_encoding(std::string_view html) {
  if (!html.starts_with("<?xml")) return {};
  const std::string_view declaration = html.substr(0, html.find('>'));
  const std::size_t at = declaration.find("encoding");
  if (at == declaration.npos) return {};
  std::string_view rest = trim(declaration.substr(at + 8));
  if (!rest.starts_with('=')) return {};
  rest = trim(rest.substr(1));
  if (rest.empty() || (rest[0] != '"' && rest[0] != '\'')) return {};
  const std::size_t end = rest.find(rest[0], 1);
  if (end == rest.npos) return {};
  const std::string_view name = name_of(rest.substr(1, end - 1));
  return name.starts_with("UTF-16") ? kUtf8 : name;
}

// A page may have been cut off within its last character.
bool is_utf8_so_far(std::string_view html) {
  for (std::size_t cut = 0; cut < 4 && cut <= html.size(); ++cut) {
    const std::size_t size = html.size() - cut;
    if (is_utf8(html.substr(0, size))) return true;
    if (cut < html.size() && static_cast<unsigned char>(html[size - 1]) < 0x80)
      return false;
  }
  return false;
}

}  // namespace

std::string_view sniff_charset(std::string_view html,
                               std::string_view content_type) {
  if (html.starts_with("\xEF\xBB\xBF")) return kUtf8;
  if (html.starts_with("\xFE\xFF")) return "UTF-16BE";
  if (html.starts_with("\xFF\xFE")) return "UTF-16LE";
  std::string_view name = name_of(charset_parameter(content_type));
  if (!name.empty()) return name;
  const std::string_view front = html.substr(0, kPrescanBytes);
  name = declared_in(front);
  if (name.empty()) name = xml_encoding(front);
  if (!name.empty()) return name;
  const std::string_view type = content_type.substr(0, content_type.find(';'));
  if (to_lower(trim(type)).ends_with("xml")) return kUtf8;
  return is_utf8_so_far(html) ? kUtf8 : kWindows1252Name;
}

void decode_html(std::string_view html, std::string_view content_type,
                 DecodedHtml& decoded) {
  decoded.charset = sniff_charset(html, content_type);
  if (decoded.charset == kUtf8) {
    if (html.starts_with("\xEF\xBB\xBF")) html.remove_prefix(3);
    if (is_utf8(html)) {
      decoded.text = html;
      return;
    }
    decoded.storage = to_valid_utf8(html);
  } else {
    decoded.storage = decode_charset(html, decoded.charset);
  }
  decoded.text = decoded.storage;
}

}  // namespace veto::crawler
