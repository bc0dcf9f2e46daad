// SPDX-License-Identifier: GPL-3.0-or-later
//
// zip archives (APPNOTE 6.3.3) with entries stored or deflated, for tests.

#ifndef VETO_TESTS_CRAWLER_ZIP_BYTES_H_
#define VETO_TESTS_CRAWLER_ZIP_BYTES_H_

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "base/gzip.h"

namespace veto::test {

inline std::string little(std::uint64_t value, int bytes) {
  std::string text;
  for (int i = 0; i < bytes; ++i)
    text += static_cast<char>((value >> (8 * i)) & 0xff);
  return text;
}

inline std::string make_zip(
    const std::vector<std::pair<std::string, std::string>>& files,
    bool deflate = false) {
  std::string body, directory;
  for (const auto& [name, bytes] : files) {
    // Of a gzip member: 10 bytes of header, then the data, then its CRC.
    const std::string member = gzip_compress(bytes);
    const std::string crc = member.substr(member.size() - 8, 4);
    const std::string data =
        deflate ? member.substr(10, member.size() - 18) : bytes;
    const std::string common =
        little(20, 2) + little(0x800, 2) + little(deflate ? 8 : 0, 2) +
        little(0, 2) + little((46 << 9) | (3 << 5) | 4, 2) + crc +
        little(data.size(), 4) + little(bytes.size(), 4) +
        little(name.size(), 2) + little(0, 2);
    directory += "PK\x01\x02" + little(20, 2) + common + little(0, 2) +
                 little(0, 2) + little(0, 2) + little(0, 4) +
                 little(body.size(), 4) + name;
    body += "PK\x03\x04" + common + name + data;
  }
  return body + directory + "PK\x05\x06" + little(0, 4) +
         little(files.size(), 2) + little(files.size(), 2) +
         little(directory.size(), 4) + little(body.size(), 4) + little(0, 2);
}

}  // namespace veto::test

#endif  // VETO_TESTS_CRAWLER_ZIP_BYTES_H_
