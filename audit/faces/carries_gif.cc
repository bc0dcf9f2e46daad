// SPDX-License-Identifier: GPL-3.0-or-later
//
// Numbers of sections are GIF89a's.
#include <cstdint>
#include <optional>

#include "audit/embedded/numbers.h"
#include "audit/faces/carries.h"

namespace veto::faces {
namespace {

using embedded::little_endian;

// The blocks of a GIF (sections 17 to 27), up to what another picture may be.
class GifWalk {
 public:
  explicit GifWalk(std::string_view file) : file_(file) {}

  bool carries() {
    constexpr char kExtension = 0x21, kImage = 0x2C, kTrailer = 0x3B;
    at_ = 13 + colours(10);
    while (at_ < file_.size()) {
      const char kind = file_[at_++];
      if (kind == kTrailer) return !is_filling(file_.substr(at_));
      const bool plain = kind == kExtension ? plain_extension()
                         : kind == kImage   ? plain_image()
                                            : false;
      if (!plain) return true;
    }
    return true;
  }

 private:
  // Bytes of the table of colours that the flags at that place announce.
  std::size_t colours(std::size_t flags_at) const {
    const auto flags = std::uint8_t(little_endian(file_, flags_at, 1));
    return (flags & 0x80) ? std::size_t{3} << ((flags & 7) + 1) : 0;
  }

  // Bytes in the sub-blocks up to the empty one that ends them.
  std::optional<std::size_t> skip_blocks() {
    std::size_t sum = 0;
    while (at_ < file_.size()) {
      const std::size_t size = std::uint8_t(file_[at_++]);
      if (size == 0) return sum;
      sum += size;
      at_ += size;
    }
    return std::nullopt;
  }

  bool plain_extension() {
    const std::string_view head = embedded::part(file_, at_, 13);
    const bool large = head.starts_with("\xFF\x0BICCRGBG1012") ||
                       head.starts_with("\xFF\x0BXMP DataXMP");
    ++at_;  // its label
    const auto size = skip_blocks();
    return size && (large || *size <= kMaxBeside);
  }

  // What lies beyond the screen (section 18) is not shown.
  bool plain_image() {
    const auto number = [&](std::size_t at) {
      return little_endian(file_, at, 2);
    };
    const bool on_screen = number(at_) + number(at_ + 4) <= number(6) &&
                           number(at_ + 2) + number(at_ + 6) <= number(8);
    at_ += 9 + colours(at_ + 8) + 1;  // descriptor, colours, least code size
    return on_screen && skip_blocks();
  }

  std::string_view file_;
  std::size_t at_ = 0;
};

}  // namespace

bool gif_carries(std::string_view bytes) { return GifWalk(bytes).carries(); }

}  // namespace veto::faces
