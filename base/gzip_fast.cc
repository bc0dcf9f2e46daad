// SPDX-License-Identifier: GPL-3.0-or-later

#include "base/gzip_fast.h"

#include <isa-l/igzip_lib.h>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <memory>

#include "base/check.h"
#include "base/crc32.h"

namespace veto {
namespace {

constexpr std::size_t kBlock = 65535;  // RFC 1951, section 3.2.4
constexpr std::size_t kFrame = 64;     // gzip's header and trailer, and more

// ISA-L's state is large, so a thread keeps one.
struct Deflater {
  isal_zstream stream;
  std::uint8_t level_buffer[ISAL_DEF_LVL1_DEFAULT];
};

Deflater& deflater() {
  thread_local const auto mine = std::make_unique<Deflater>();
  return *mine;
}

void append_little_endian(std::uint32_t value, int bytes, std::string& out) {
  for (int i = 0; i < bytes; ++i)
    out += static_cast<char>((value >> (8 * i)) & 0xff);
}

// Deflate expands by the headers of stored blocks at most.
std::size_t bound(std::size_t size) {
  return size + 5 * (size / kBlock + 1) + kFrame;
}

}  // namespace

void append_gzip_fast(std::string_view bytes, std::string& out) {
  VETO_CHECK(bytes.size() <= std::numeric_limits<std::uint32_t>::max() / 2);
  const std::size_t before = out.size();
  out.resize(before + bound(bytes.size()));
  Deflater& mine = deflater();
  isal_deflate_stateless_init(&mine.stream);
  mine.stream.level = 1;
  mine.stream.level_buf = mine.level_buffer;
  mine.stream.level_buf_size = sizeof mine.level_buffer;
  mine.stream.gzip_flag = IGZIP_GZIP;
  mine.stream.end_of_stream = 1;
  mine.stream.flush = NO_FLUSH;
  mine.stream.next_in =
      reinterpret_cast<std::uint8_t*>(const_cast<char*>(bytes.data()));
  mine.stream.avail_in = static_cast<std::uint32_t>(bytes.size());
  mine.stream.next_out = reinterpret_cast<std::uint8_t*>(out.data() + before);
  mine.stream.avail_out = static_cast<std::uint32_t>(out.size() - before);
  VETO_CHECK(isal_deflate_stateless(&mine.stream) == COMP_OK);
  out.resize(before + mine.stream.total_out);
}

void append_gzip_stored(std::string_view bytes, std::string& out) {
  out.reserve(out.size() + bound(bytes.size()));
  // No name, no time, an unknown system: nothing that could differ.
  out += std::string_view("\x1f\x8b\x08\0\0\0\0\0\0\xff", 10);
  std::string_view rest = bytes;
  do {
    const std::string_view block = rest.substr(0, kBlock);
    rest.remove_prefix(block.size());
    const auto size = static_cast<std::uint32_t>(block.size());
    out += static_cast<char>(rest.empty() ? 1 : 0);
    append_little_endian(size, 2, out);
    append_little_endian(~size, 2, out);
    out += block;
  } while (!rest.empty());
  append_little_endian(crc32_of(bytes), 4, out);
  append_little_endian(static_cast<std::uint32_t>(bytes.size()), 4, out);
}

}  // namespace veto
