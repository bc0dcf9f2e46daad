// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a file tells of its making: whether it carries a place on Earth, and
// which camera made it (EXIF 2.32, sections 4.6.4 and 4.6.6). Read from the
// first EXIF block of JPEG, PNG and WebP; XMP, and other formats, are not
// read.

#ifndef VETO_AUDIT_FACES_METADATA_H_
#define VETO_AUDIT_FACES_METADATA_H_

#include <string_view>

#include "audit/faces/faces.h"

namespace veto::faces {

Metadata read_metadata(std::string_view bytes, std::string_view format);

}  // namespace veto::faces

#endif  // VETO_AUDIT_FACES_METADATA_H_
