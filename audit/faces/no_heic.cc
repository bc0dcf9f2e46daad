// SPDX-License-Identifier: GPL-3.0-or-later
//
// In place of decode_heic.cc where the build leaves libheif out.
#include "audit/faces/codecs.h"

namespace veto::faces {

Result<ImageHeader> read_heic_header(std::string_view) {
  return fail(ErrorKind::unsupported,
              "heic is not decoded (built without libheif)");
}

Status decode_heic(DecodeTask& task) {
  auto header = read_heic_header(task.bytes);
  return pass(header);
}

}  // namespace veto::faces
