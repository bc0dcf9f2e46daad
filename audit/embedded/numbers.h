// SPDX-License-Identifier: GPL-3.0-or-later
//
// Numbers as file formats write them. One that is not wholly within the bytes
// is 0: a walker's own checks on lengths are what stops it.

#ifndef VETO_AUDIT_EMBEDDED_NUMBERS_H_
#define VETO_AUDIT_EMBEDDED_NUMBERS_H_

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace veto::embedded {

constexpr bool holds(std::string_view bytes, std::size_t at,
                     std::size_t width) {
  return at <= bytes.size() && bytes.size() - at >= width;
}

// `width` bytes, 8 at the most.
constexpr std::uint64_t big_endian(std::string_view bytes, std::size_t at,
                                   std::size_t width) {
  if (!holds(bytes, at, width)) return 0;
  std::uint64_t value = 0;
  for (const char byte : bytes.substr(at, width))
    value = value << 8 | std::uint8_t(byte);
  return value;
}

// All of them.
constexpr std::uint64_t big_endian(std::string_view bytes) {
  return big_endian(bytes, 0, bytes.size());
}

constexpr std::uint64_t little_endian(std::string_view bytes, std::size_t at,
                                      std::size_t width) {
  if (!holds(bytes, at, width)) return 0;
  std::uint64_t value = 0;
  for (std::size_t i = width; i-- > 0;)
    value = value << 8 | std::uint8_t(bytes[at + i]);
  return value;
}

// What of it lies in the bytes; empty where it begins past their end.
constexpr std::string_view part(std::string_view bytes, std::uint64_t at,
                                std::uint64_t size) {
  if (at >= bytes.size()) return {};
  const std::uint64_t left = bytes.size() - at;
  return bytes.substr(std::size_t(at), std::size_t(size < left ? size : left));
}

}  // namespace veto::embedded

#endif  // VETO_AUDIT_EMBEDDED_NUMBERS_H_
