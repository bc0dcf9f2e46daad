// SPDX-License-Identifier: GPL-3.0-or-later
//
// The checksum of gzip, ZIP and PNG (RFC 1952, section 8): it finds accidents,
// not intent.

#ifndef VETO_BASE_CRC32_H_
#define VETO_BASE_CRC32_H_

#include <cstdint>
#include <string_view>

namespace veto {

// Of `bytes` behind those that `before` is the checksum of; 0 is that of none.
std::uint32_t crc32_of(std::string_view bytes, std::uint32_t before = 0);

}  // namespace veto

#endif  // VETO_BASE_CRC32_H_
