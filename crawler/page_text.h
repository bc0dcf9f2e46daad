// SPDX-License-Identifier: GPL-3.0-or-later
//
// Words and names as page reading takes them.

#ifndef VETO_CRAWLER_PAGE_TEXT_H_
#define VETO_CRAWLER_PAGE_TEXT_H_

#include <initializer_list>
#include <string>
#include <string_view>

#include "crawler/html_tag.h"

namespace veto::crawler {

inline constexpr std::size_t kMaxCaptionBytes = 500;
inline constexpr std::size_t kMaxTitleBytes = 1000;
inline constexpr std::size_t kMaxAltBytes = 2000;
inline constexpr std::size_t kMaxRelBytes = 500;
inline constexpr std::size_t kMaxTypeBytes = 200;
inline constexpr std::size_t kMaxLangBytes = 100;

// Appends with white space made one blank, none at the front, until `out` has
// more than `max_bytes`.
void append_collapsed(std::string& out, std::string_view text,
                      std::size_t max_bytes);

// Cut to `max_bytes` and to whole characters, then trimmed; valid UTF-8.
std::string bounded(std::string_view text, std::size_t max_bytes);

// Whether the white-space separated `list` holds one of `wanted`.
bool any_token(std::string_view list,
               std::initializer_list<std::string_view> wanted);

// rel, in lower case, of the site's own icon.
bool is_icon_rel(std::string_view rel);
// A meta element's name, in lower case, whose content is an image's URL.
bool is_image_meta(std::string_view name);
// <amp-img>, which AMP pages use for <img>.
bool is_amp_image(HtmlTag tag);
// Attributes that name files to load late also hold "true", "auto" and so on.
bool looks_like_file(std::string_view value);

// Elements whose text nobody reads beside a picture.
bool hides_text(HtmlTag tag);
// Elements that part the words before them from those after.
bool parts_words(HtmlTag tag);

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_PAGE_TEXT_H_
