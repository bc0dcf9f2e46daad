// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/faces/face_id.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace veto::faces {
namespace {

constexpr std::string_view kIdMark = "f-";
constexpr std::size_t kIdDigits = 12;
constexpr std::size_t kLeastDigits = 6;

}  // namespace

std::string face_id(const Digest& image, const Box& box) {
  const std::string place =
      fmt::format("{} {} {} {} {}", image.hex(), box.x, box.y, box.w, box.h);
  return std::string(kIdMark) + sha256(place).hex().substr(0, kIdDigits);
}

Result<std::string> face_id_prefix(std::string_view text) {
  std::string digits = to_lower(trim(text));
  if (digits.starts_with(kIdMark)) digits.erase(0, kIdMark.size());
  const bool hex =
      std::ranges::all_of(digits, [](char c) { return hex_value(c) >= 0; });
  if (!hex || digits.size() < kLeastDigits || digits.size() > kIdDigits)
    return fail(ErrorKind::usage,
                "an id of a face is f- and 12 hexadecimal digits, of which the "
                "first 6 may do",
                printable(text, 60), "veto faces list shows the ids");
  return std::string(kIdMark) + digits;
}

}  // namespace veto::faces
