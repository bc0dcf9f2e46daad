// SPDX-License-Identifier: GPL-3.0-or-later
//
// A format each of what other_picture.h asks: what stands beside the picture
// that a viewer shows. Each function takes a whole file that begins as its
// format does, walks the structure once and believes no length. One that is
// not wholly understood may carry a picture.

#ifndef VETO_AUDIT_FACES_CARRIES_H_
#define VETO_AUDIT_FACES_CARRIES_H_

#include <cstddef>
#include <string_view>

namespace veto::faces {

// Longer than the texts people write, shorter than the smallest thumbnail.
inline constexpr std::size_t kMaxBeside = 1024;

// Zeros, line ends and spaces, with which some servers and editors fill up
// behind a file's end.
bool is_filling(std::string_view bytes);

bool jpeg_carries(std::string_view bytes);
bool png_carries(std::string_view bytes);
bool gif_carries(std::string_view bytes);
bool webp_carries(std::string_view bytes);
bool avif_carries(std::string_view bytes);

}  // namespace veto::faces

#endif  // VETO_AUDIT_FACES_CARRIES_H_
