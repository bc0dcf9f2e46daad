// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/dechunk.h"

#include <charconv>
#include <cstdint>

#include "base/text.h"

namespace veto::crawler {
namespace {

// The size at the front of a chunk's first line, extensions left out.
std::optional<std::uint64_t> take_size(std::string_view& rest) {
  const auto end = rest.find('\n');
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view line = rest.substr(0, end);
  const std::string_view digits = trim(line.substr(0, line.find(';')));
  std::uint64_t size = 0;
  const auto [stop, code] =
      std::from_chars(digits.data(), digits.data() + digits.size(), size, 16);
  if (code != std::errc() || stop != digits.data() + digits.size())
    return std::nullopt;
  rest.remove_prefix(end + 1);
  return size;
}

bool take_line_end(std::string_view& rest) {
  const std::size_t size = rest.starts_with("\r\n") ? 2
                           : rest.starts_with("\n") ? 1
                                                    : 0;
  rest.remove_prefix(size);
  return size > 0;
}

}  // namespace

std::optional<std::string> dechunk(std::string_view coded) {
  std::string body;
  for (;;) {
    const auto size = take_size(coded);
    if (!size || *size > coded.size()) return std::nullopt;
    if (*size == 0) return body;
    body += coded.substr(0, *size);
    coded.remove_prefix(*size);
    if (!take_line_end(coded)) return std::nullopt;
  }
}

}  // namespace veto::crawler
