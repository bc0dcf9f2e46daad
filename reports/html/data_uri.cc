// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/html/data_uri.h"

#include <cstdint>

namespace veto::reports {
namespace {

constexpr std::string_view kAlphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

// RFC 4648, section 4.
void append_base64(std::string& out, std::string_view bytes) {
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    std::uint32_t group = 0;
    for (std::size_t i = 0; i < 3; ++i)
      group = group << 8 |
              (at + i < bytes.size() ? static_cast<std::uint8_t>(bytes[at + i])
                                     : 0u);
    for (std::size_t i = 0; i < 4; ++i)
      out +=
          at + i > bytes.size() ? '=' : kAlphabet[group >> (18 - 6 * i) & 63];
  }
}

}  // namespace

std::string jpeg_data_uri(std::string_view jpeg) {
  std::string uri = "data:image/jpeg;base64,";
  uri.reserve(uri.size() + jpeg.size() / 3 * 4 + 4);
  append_base64(uri, jpeg);
  return uri;
}

}  // namespace veto::reports
