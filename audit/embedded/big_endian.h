// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef VETO_AUDIT_EMBEDDED_BIG_ENDIAN_H_
#define VETO_AUDIT_EMBEDDED_BIG_ENDIAN_H_

#include <cstdint>
#include <string_view>

namespace veto::embedded {

// Up to eight bytes as one unsigned number, the first the most significant.
constexpr std::uint64_t big_endian(std::string_view bytes) {
  std::uint64_t number = 0;
  for (const char byte : bytes)
    number = number << 8 | static_cast<std::uint8_t>(byte);
  return number;
}

}  // namespace veto::embedded

#endif  // VETO_AUDIT_EMBEDDED_BIG_ENDIAN_H_
