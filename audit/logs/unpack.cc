// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/unpack.h"

namespace veto::logs {
namespace {

struct Packing {
  std::string_view magic;
  std::unique_ptr<Unpacker> (*make)();
};

constexpr Packing kPackings[] = {
    {"\x1F\x8B", gzip_unpacker},
    {"\x28\xB5\x2F\xFD", zstd_unpacker},
    {std::string_view("\xFD"
                      "7zXZ\0",
                      6),
     xz_unpacker},
};

// A block of compressed data, or the end of an empty stream, follows the level.
bool is_bzip2(std::string_view start) {
  return start.size() >= 4 && start.starts_with("BZh") && start[3] >= '1' &&
         start[3] <= '9' &&
         (start.size() == 4 || start[4] == '1' || start[4] == '\x17');
}

// Frames to be skipped, with which parallel packers begin (RFC 8878, section
// 3.1.2).
bool is_skippable_zstd(std::string_view start) {
  return start.size() >= 4 && (start[0] & '\xF0') == '\x50' &&
         start.substr(1, 3) == "\x2A\x4D\x18";
}

}  // namespace

std::unique_ptr<Unpacker> unpacker_for(std::string_view start) {
  for (const Packing& packing : kPackings)
    if (start.starts_with(packing.magic)) return packing.make();
  if (is_bzip2(start)) return bzip2_unpacker();
  if (is_skippable_zstd(start)) return zstd_unpacker();
  return nullptr;
}

}  // namespace veto::logs
