// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/wacz/zip_format.h"

#include <algorithm>

namespace veto::reports::zip {
namespace {

std::uint16_t version_of(bool large) { return large ? kVersion64 : kVersion; }

std::uint64_t short_form(std::uint64_t value) {
  return std::min<std::uint64_t>(value, kSeeExtra);
}

}  // namespace

std::string local_header(const Entry& entry) {
  std::string out;
  put32(out, kLocalHeader);
  put16(out, version_of(entry.large));
  put16(out, kFlags);
  put16(out, 0);  // stored
  put32(out, entry.time);
  put32(out, 0);  // CRC and sizes stand behind the data
  put32(out, entry.large ? kSeeExtra : 0);
  put32(out, entry.large ? kSeeExtra : 0);
  put16(out, entry.name.size());
  put16(out, entry.large ? 20 : 0);
  out += entry.name;
  if (!entry.large) return out;
  put16(out, kExtra64);
  put16(out, 16);
  put64(out, 0);
  put64(out, 0);
  return out;
}

std::string descriptor(const Entry& entry) {
  std::string out;
  put32(out, kDescriptor);
  put32(out, entry.crc);
  for (int twice = 0; twice < 2; ++twice)
    put(out, entry.size, entry.large ? 8 : 4);
  return out;
}

std::string central_entry(const Entry& entry) {
  std::string extra;
  if (needs64(entry.size)) {
    put64(extra, entry.size);
    put64(extra, entry.size);
  }
  if (needs64(entry.offset)) put64(extra, entry.offset);
  std::string out;
  put32(out, kCentralEntry);
  put16(out, 3 << 8 | kVersion64);  // made by: Unix (4.4.2)
  put16(out, version_of(entry.large || !extra.empty()));
  put16(out, kFlags);
  put16(out, 0);
  put32(out, entry.time);
  put32(out, entry.crc);
  put32(out, short_form(entry.size));
  put32(out, short_form(entry.size));
  put16(out, entry.name.size());
  put16(out, extra.empty() ? 0 : extra.size() + 4);
  put16(out, 0);               // comment
  put16(out, 0);               // disk
  put16(out, 0);               // internal attributes
  put32(out, 0100644u << 16);  // a regular file, rw-r--r--
  put32(out, short_form(entry.offset));
  out += entry.name;
  if (extra.empty()) return out;
  put16(out, kExtra64);
  put16(out, extra.size());
  return out + extra;
}

std::string archive_end(std::uint64_t count, std::uint64_t size,
                        std::uint64_t offset) {
  std::string out;
  const bool large = count >= kSeeEnd64 || needs64(size) || needs64(offset);
  if (large) {
    put32(out, kEnd64);
    put64(out, kEnd64Size - 12);
    put16(out, 3 << 8 | kVersion64);
    put16(out, kVersion64);
    put32(out, 0);
    put32(out, 0);
    put64(out, count);
    put64(out, count);
    put64(out, size);
    put64(out, offset);
    put32(out, kLocator64);
    put32(out, 0);
    put64(out, offset + size);
    put32(out, 1);
  }
  put32(out, kEnd);
  put16(out, 0);
  put16(out, 0);
  const auto short_count = std::min<std::uint64_t>(count, kSeeEnd64);
  put16(out, short_count);
  put16(out, short_count);
  put32(out, short_form(size));
  put32(out, short_form(offset));
  put16(out, 0);
  return out;
}

}  // namespace veto::reports::zip
