// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/faces/svg_images.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>

#include "audit/faces/data_url.h"

namespace veto::faces {
namespace {

constexpr std::string_view kBlank = " \t\r\n";

// Walks the text; past its end it finds nothing and stays there.
class TagScanner {
 public:
  explicit TagScanner(std::string_view text) : left_(text) {}

  // To the next start tag, past everything that is none; its name, "" at the
  // end of the text.
  std::string_view next_tag() {
    for (;;) {
      skip_past("<");
      if (left_.empty()) return {};
      if (left_.starts_with("!--")) {
        skip_past("-->");
      } else if (left_.starts_with("![CDATA[")) {
        skip_past("]]>");
      } else if (left_.starts_with("?")) {
        skip_past("?>");
      } else if (left_.starts_with("!")) {
        skip_declaration();
      } else {
        const std::string_view name = take_until(" \t\r\n/>");
        if (!name.empty()) return name;
      }
    }
  }

  // The next attribute of the tag, name and value as written.
  std::optional<std::pair<std::string_view, std::string_view>>
  next_attribute() {
    take_while(" \t\r\n/");
    const std::string_view name = take_until(" \t\r\n=/>");
    if (name.empty()) return std::nullopt;
    take_while(kBlank);
    if (!left_.starts_with('=')) return std::pair{name, std::string_view{}};
    left_.remove_prefix(1);
    take_while(kBlank);
    if (!left_.starts_with('"') && !left_.starts_with('\'')) {
      return std::pair{name, take_until(" \t\r\n>")};
    }
    const char quote = left_[0];
    left_.remove_prefix(1);
    const std::string_view value = take_until({&quote, 1});
    skip_past({&quote, 1});
    return std::pair{name, value};
  }

 private:
  std::string_view take(std::size_t size) {
    const std::string_view taken = left_.substr(0, size);
    left_.remove_prefix(taken.size());
    return taken;
  }
  std::string_view take_until(std::string_view any_of) {
    return take(left_.find_first_of(any_of));
  }
  void take_while(std::string_view any_of) {
    take(left_.find_first_not_of(any_of));
  }
  void skip_past(std::string_view text) {
    const std::size_t at = left_.find(text);
    take(at == std::string_view::npos ? at : at + text.size());
  }

  // A document type with its internal subset, where ">" may stand within
  // brackets, quotes and comments.
  void skip_declaration() {
    int depth = 0;
    while (!left_.empty()) {
      take_until("[]\"'<>");
      if (left_.starts_with("<!--")) {
        skip_past("-->");
        continue;
      }
      const std::string_view mark = take(1);
      if (mark == "\"" || mark == "'") skip_past(mark);
      if (mark == "[") ++depth;
      if (mark == "]") --depth;
      if (mark == ">" && depth <= 0) return;
    }
  }

  std::string_view left_;
};

std::string_view local_name(std::string_view name) {
  return name.substr(name.rfind(':') + 1);  // npos + 1 is 0
}

// Without a prefix href wins (SVG 2, section 16.1.6).
std::string_view image_url(TagScanner& scanner) {
  std::string_view url;
  while (const auto attribute = scanner.next_attribute()) {
    const auto& [name, value] = *attribute;
    const bool plain = name == "href";
    if (plain || (local_name(name) == "href" && url.empty())) url = value;
  }
  return url;
}

// The character a reference names; nothing for one that is not known.
std::optional<char> referenced(std::string_view name) {
  constexpr std::array<std::pair<std::string_view, char>, 5> kNamed = {
      {{"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}}};
  const auto named = std::ranges::find(
      kNamed, name, [](const auto& entry) { return entry.first; });
  if (named != kNamed.end()) return named->second;
  if (!name.starts_with('#')) return std::nullopt;
  const bool hex = name.substr(1).starts_with('x');
  const std::string_view digits = name.substr(hex ? 2 : 1);
  unsigned value = 0;
  const auto [end, error] = std::from_chars(
      digits.data(), digits.data() + digits.size(), value, hex ? 16 : 10);
  const bool whole = error == std::errc{} && !digits.empty() &&
                     end == digits.data() + digits.size();
  // A URL has none above ASCII.
  if (!whole || value == 0 || value > 127) return std::nullopt;
  return char(value);
}

}  // namespace

SvgImages find_svg_images(std::string_view svg) {
  SvgImages images;
  TagScanner scanner(svg);
  for (;;) {
    const std::string_view tag = scanner.next_tag();
    if (tag.empty()) return images;
    if (local_name(tag) != "image") continue;
    const std::string_view url = image_url(scanner);
    if (!is_data_url(url)) continue;
    images.more = int(images.urls.size()) == kMaxSvgImages;
    if (images.more) return images;
    images.urls.push_back(url);
  }
}

std::string attribute_text(std::string_view value) {
  constexpr std::size_t kLongestReference = 12;
  std::string text;
  text.reserve(value.size());
  while (!value.empty()) {
    const std::size_t plain = std::min(value.find('&'), value.size());
    text += value.substr(0, plain);
    value.remove_prefix(plain);
    if (value.empty()) break;
    const std::size_t end = value.substr(0, kLongestReference).find(';');
    const auto c = end == std::string_view::npos
                       ? std::nullopt
                       : referenced(value.substr(1, end - 1));
    text += c.value_or('&');
    value.remove_prefix(c ? end + 1 : 1);
  }
  return text;
}

}  // namespace veto::faces
