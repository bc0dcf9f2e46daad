// SPDX-License-Identifier: GPL-3.0-or-later
//
// Pixels -> a JPEG file without metadata.

#ifndef VETO_AUDIT_FACES_ENCODE_JPEG_H_
#define VETO_AUDIT_FACES_ENCODE_JPEG_H_

#include <string>

#include "audit/faces/bitmap.h"
#include "base/error.h"

namespace veto::faces {

// Errors: bug (libjpeg refused).
Result<std::string> encode_jpeg(const Bitmap& picture, int quality);

}  // namespace veto::faces

#endif  // VETO_AUDIT_FACES_ENCODE_JPEG_H_
