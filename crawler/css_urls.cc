// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/css_urls.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "crawler/html_space.h"
#include "crawler/utf8.h"

namespace veto::crawler {
namespace {

bool is_image_property(std::string_view name) {
  static constexpr std::array<std::string_view, 10> kNames = {
      "background",       "background-image",
      "border-image",     "border-image-source",
      "content",          "list-style",
      "list-style-image", "mask",
      "mask-image",       "-webkit-mask-image"};
  const std::string lower = to_lower(trim(name));
  return lower.starts_with("--") ||
         std::find(kNames.begin(), kNames.end(), lower) != kNames.end();
}

class CssReader {
 public:
  explicit CssReader(std::string_view text) : text_(text) {}

  std::vector<std::string> run() {
    bool wanted = false;
    std::size_t name = 0;
    bool in_value = false;
    while (at_ < text_.size() && urls_.size() < kMaxCssUrls) {
      const char c = text_[at_];
      if (skip_comment()) continue;
      if (c == '"' || c == '\'') {
        quoted(c);
      } else if (c == ';') {
        name = ++at_;
        in_value = wanted = false;
      } else if (c == ':' && !in_value) {
        wanted = is_image_property(text_.substr(name, at_ - name));
        in_value = true;
        ++at_;
      } else if (begins_url()) {
        at_ += 4;
        std::string found = url();
        if (wanted) urls_.push_back(std::move(found));
      } else {
        at_ += c == '\\' ? 2 : 1;
      }
    }
    return std::move(urls_);
  }

 private:
  bool skip_comment() {
    if (text_.substr(at_, 2) != "/*") return false;
    const std::size_t end = text_.find("*/", at_ + 2);
    at_ = end == text_.npos ? text_.size() : end + 2;
    return true;
  }

  bool begins_url() const {
    return ascii_lower(text_[at_]) == 'u' &&
           iequals(text_.substr(at_, 4), "url(");
  }

  // The string that `quote` begins here.
  std::string quoted(char quote) {
    std::string out;
    ++at_;
    while (at_ < text_.size() && text_[at_] != quote) one(out);
    ++at_;
    return out;
  }

  std::string url() {
    at_ = std::min(text_.find_first_not_of(kWhiteSpace, at_), text_.size());
    if (at_ == text_.size()) return {};
    const char first = text_[at_];
    if (first == '"' || first == '\'') return quoted(first);
    std::string out;
    while (at_ < text_.size() && text_[at_] != ')') one(out);
    ++at_;
    return std::string(trim(out));
  }

  // A character or an escape.
  void one(std::string& out) {
    if (text_[at_] != '\\') {
      out += text_[at_++];
      return;
    }
    ++at_;
    char32_t point = 0;
    std::size_t digits = 0;
    while (digits < 6 && at_ < text_.size() && hex_value(text_[at_]) >= 0) {
      point = point * 16 + static_cast<char32_t>(hex_value(text_[at_++]));
      ++digits;
    }
    if (digits == 0) {
      if (at_ < text_.size()) out += text_[at_++];
      return;
    }
    if (at_ < text_.size() && kWhiteSpace.find(text_[at_]) != kWhiteSpace.npos)
      ++at_;
    const bool valid =
        point > 0 && point <= 0x10FFFF && (point < 0xD800 || point > 0xDFFF);
    append_utf8(out, valid ? point : kReplacementCharacter);
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::vector<std::string> urls_;
};

}  // namespace

std::vector<std::string> css_image_urls(std::string_view style) {
  return CssReader(style).run();
}

}  // namespace veto::crawler
