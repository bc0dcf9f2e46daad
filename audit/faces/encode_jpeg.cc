// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/faces/encode_jpeg.h"

#include <turbojpeg.h>

#include <memory>

namespace veto::faces {

Result<std::string> encode_jpeg(const Bitmap& picture, int quality) {
  const std::unique_ptr<void, int (*)(tjhandle)> encoder(tjInitCompress(),
                                                         tjDestroy);
  if (!encoder) return fail(ErrorKind::bug, tjGetErrorStr());
  unsigned char* bytes = nullptr;
  unsigned long size = 0;
  const int failed = tjCompress2(
      encoder.get(), picture.bgr.data(), picture.width, 0, picture.height,
      TJPF_BGR, &bytes, &size, TJSAMP_420, quality, TJFLAG_ACCURATEDCT);
  const std::unique_ptr<unsigned char, void (*)(unsigned char*)> owner(bytes,
                                                                       tjFree);
  if (failed != 0) {
    return fail(ErrorKind::bug, tjGetErrorStr2(encoder.get()));
  }
  return std::string(reinterpret_cast<const char*>(bytes), size);
}

}  // namespace veto::faces
