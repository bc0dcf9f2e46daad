// SPDX-License-Identifier: GPL-3.0-or-later
//
// The pictures that a text carries within itself, in whatever language it is
// written (HTML, CSS, JavaScript, JSON, XML): data: URLs (RFC 2397), and what
// begins as a picture's file does in base64 or with percent signs
// (percent_picture.h). Characters of base64 may be escaped as those languages
// do. What a text puts together only when it is run (two strings, hex digits,
// numbers) is not seen.

#ifndef VETO_REPORTS_EDITION_TEXT_PICTURES_H_
#define VETO_REPORTS_EDITION_TEXT_PICTURES_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace veto::reports {

// Smaller than this nobody is made out in any format.
inline constexpr std::size_t kMinPictureBytes = 200;

struct TextPicture {
  std::size_t begin = 0, end = 0;  // in the text
  bool data_url = false;           // else base64 alone
  std::string bytes;               // its file; "" where that is not readable
};

// In order, none within another. Films, PDF files and bytes of a type that is
// not named count as pictures, fonts and texts without pictures do not.
std::vector<TextPicture> pictures_in(std::string_view text);

// The text with other words in their places: one for each, in order.
std::string with_pictures(std::string_view text,
                          const std::vector<TextPicture>& pictures,
                          const std::vector<std::string>& replacements);

}  // namespace veto::reports

#endif  // VETO_REPORTS_EDITION_TEXT_PICTURES_H_
