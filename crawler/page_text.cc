// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/page_text.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace veto::crawler {
namespace {

bool is_white_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

}  // namespace

void append_collapsed(std::string& out, std::string_view text,
                      std::size_t max_bytes) {
  for (char c : text) {
    if (out.size() > max_bytes) return;
    if (!is_white_space(c)) {
      out += c;
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
}

std::string bounded(std::string_view text, std::size_t max_bytes) {
  // A character that is cut in two here begins after max_bytes or is cut below.
  std::string out = to_valid_utf8(text.substr(0, max_bytes + 4));
  if (out.size() > max_bytes) {
    std::size_t end = max_bytes;
    while (end > 0 && (static_cast<unsigned char>(out[end]) & 0xC0) == 0x80)
      --end;
    out.resize(end);
  }
  return std::string(trim(out));
}

bool any_token(std::string_view list,
               std::initializer_list<std::string_view> wanted) {
  std::size_t at = 0;
  while (at < list.size()) {
    std::size_t end = at;
    while (end < list.size() && !is_white_space(list[end])) ++end;
    const std::string_view token = list.substr(at, end - at);
    if (std::find(wanted.begin(), wanted.end(), token) != wanted.end())
      return true;
    at = end + 1;
  }
  return false;
}

bool is_icon_rel(std::string_view rel) {
  return any_token(rel,
                   {"icon", "apple-touch-icon", "apple-touch-icon-precomposed",
                    "fluid-icon", "mask-icon"});
}

bool is_image_meta(std::string_view name) {
  static constexpr std::array<std::string_view, 6> kNames = {
      "og:image",      "og:image:url",      "og:image:secure_url",
      "twitter:image", "twitter:image:src", "image"};
  return std::find(kNames.begin(), kNames.end(), name) != kNames.end();
}

bool is_amp_image(HtmlTag tag) {
  static const HtmlTag kAmpImage = html_tag("amp-img");
  return tag == kAmpImage;
}

bool looks_like_file(std::string_view value) {
  return value.find_first_of("./") != value.npos;
}

bool hides_text(HtmlTag tag) {
  using enum HtmlTag;
  static constexpr HtmlTagSet kHidden = {iframe,    noembed, noframes,
                                         plaintext, script,  style,
                                         textarea,  title,   xmp};
  return kHidden.has(tag);
}

// Elements that are not listed do not.
bool parts_words(HtmlTag tag) {
  using enum HtmlTag;
  static constexpr HtmlTagSet kInline = {
      a,   b,    big, code,      em,    font, i,      img,    mglyph,
      mi,  mn,   mo,  ms,        mtext, nobr, rb,     rp,     rt,
      rtc, ruby, s,   script,    small, span, strike, strong, style,
      sub, sup,  svg, template_, tt,    u,    var,    wbr};
  return is_listed(tag) && !kInline.has(tag);
}

}  // namespace veto::crawler
