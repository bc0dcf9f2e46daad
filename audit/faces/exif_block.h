// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where a file keeps its EXIF.

#ifndef VETO_AUDIT_FACES_EXIF_BLOCK_H_
#define VETO_AUDIT_FACES_EXIF_BLOCK_H_

#include <string_view>

namespace veto::faces {

// The TIFF block in a file's first EXIF segment (JPEG's APP1), chunk (PNG's
// eXIf, WebP's EXIF); empty where there is none, and for other formats.
std::string_view exif_block(std::string_view bytes, std::string_view format);

}  // namespace veto::faces

#endif  // VETO_AUDIT_FACES_EXIF_BLOCK_H_
