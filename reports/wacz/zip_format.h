// SPDX-License-Identifier: GPL-3.0-or-later
//
// The few structures of ZIP that a WACZ file is made of, by their sections in
// PKWARE's APPNOTE.TXT 6.3.10. All numbers are little-endian.
//
// One narrow form is written and read: entries stored (method 0), one behind
// the other from the first byte on without gaps; CRC and sizes behind an
// entry's data (4.3.9), since they are known only once it was copied; the ZIP64
// forms where a size or a place needs them; no comments, no encryption.

#ifndef VETO_REPORTS_WACZ_ZIP_FORMAT_H_
#define VETO_REPORTS_WACZ_ZIP_FORMAT_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace veto::reports::zip {

inline constexpr std::uint32_t kLocalHeader = 0x04034b50;   // 4.3.7
inline constexpr std::uint32_t kDescriptor = 0x08074b50;    // 4.3.9.3
inline constexpr std::uint32_t kCentralEntry = 0x02014b50;  // 4.3.12
inline constexpr std::uint32_t kEnd64 = 0x06064b50;         // 4.3.14
inline constexpr std::uint32_t kLocator64 = 0x07064b50;     // 4.3.15
inline constexpr std::uint32_t kEnd = 0x06054b50;           // 4.3.16

inline constexpr std::size_t kLocalHeaderSize = 30;  // without name and extra
inline constexpr std::size_t kCentralEntrySize = 46;
inline constexpr std::size_t kEnd64Size = 56;
inline constexpr std::size_t kLocator64Size = 20;
inline constexpr std::size_t kEndSize = 22;

inline constexpr std::uint16_t kVersion = 20;      // 4.4.3.2
inline constexpr std::uint16_t kVersion64 = 45;    // ZIP64
inline constexpr std::uint16_t kFlags = 1u << 3;   // 4.4.4: sizes behind it
inline constexpr std::uint16_t kExtra64 = 0x0001;  // 4.5.3
inline constexpr std::uint32_t kSeeExtra = 0xffffffff;
inline constexpr std::uint16_t kSeeEnd64 = 0xffff;

inline void put(std::string& out, std::uint64_t value, std::size_t bytes) {
  for (std::size_t i = 0; i < bytes; ++i)
    out += static_cast<char>(value >> (8 * i) & 0xff);
}
inline void put16(std::string& out, std::uint64_t value) { put(out, value, 2); }
inline void put32(std::string& out, std::uint64_t value) { put(out, value, 4); }
inline void put64(std::string& out, std::uint64_t value) { put(out, value, 8); }

// The number of `size` bytes at `at`, which must lie within.
inline std::uint64_t number(std::string_view bytes, std::size_t at,
                            std::size_t size) {
  std::uint64_t value = 0;
  for (std::size_t i = size; i > 0; --i)
    value = value << 8 | static_cast<unsigned char>(bytes[at + i - 1]);
  return value;
}

// Whether a size or a place stands in the ZIP64 field.
inline bool needs64(std::uint64_t value) { return value >= kSeeExtra; }

// One entry, as both its places tell it.
struct Entry {
  std::string name;
  std::uint32_t crc = 0;
  std::uint64_t size = 0;
  std::uint64_t offset = 0;  // of its local header
  bool large = false;        // its descriptor has sizes of eight bytes
  std::uint32_t time = 0;    // 4.4.6, as four bytes: time, date

  bool operator==(const Entry&) const = default;
};

// The bytes that stand for an entry before its data, behind it, and in the
// directory: reading compares with what would be written.
std::string local_header(const Entry& entry);
std::string descriptor(const Entry& entry);
std::string central_entry(const Entry& entry);
// What ends the archive: `count` entries in a directory of `size` bytes that
// begins at `offset`.
std::string archive_end(std::uint64_t count, std::uint64_t size,
                        std::uint64_t offset);

}  // namespace veto::reports::zip

#endif  // VETO_REPORTS_WACZ_ZIP_FORMAT_H_
