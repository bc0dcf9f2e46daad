// SPDX-License-Identifier: GPL-3.0-or-later
//
// What kind of image the first bytes announce. Declared types and file names
// are not consulted: servers and pages are often wrong about both.

#ifndef VETO_AUDIT_FACES_SNIFF_H_
#define VETO_AUDIT_FACES_SNIFF_H_

#include <string_view>

namespace veto::faces {

// "jpeg", "png", "gif", "webp", "avif", "heic", "bmp", "ico", "svg", "svgz",
// "tiff", "jxl", or "" for anything else. Which of them are decoded: codecs.h.
std::string_view sniff(std::string_view bytes);

}  // namespace veto::faces

#endif  // VETO_AUDIT_FACES_SNIFF_H_
