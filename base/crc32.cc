// SPDX-License-Identifier: GPL-3.0-or-later

#include "base/crc32.h"

#include <isa-l/crc.h>

namespace veto {

std::uint32_t crc32_of(std::string_view bytes, std::uint32_t before) {
  return crc32_gzip_refl(before,
                         reinterpret_cast<const unsigned char*>(bytes.data()),
                         bytes.size());
}

}  // namespace veto
