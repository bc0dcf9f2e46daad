// SPDX-License-Identifier: GPL-3.0-or-later

#include <algorithm>
#include <optional>

#include "audit/embedded/containers.h"
#include "audit/embedded/numbers.h"

namespace veto::embedded {
namespace {

using std::string_view_literals::operator""sv;

constexpr char kExtension = 0x21, kImage = 0x2C;
constexpr char kApplication = '\xFF';
constexpr std::size_t kTrailer = 258;

// The blocks of a GIF (GIF89a, sections 17 to 27).
class GifReader {
 public:
  explicit GifReader(std::string_view file) : file_(file) {}

  std::vector<Block> read() {
    constexpr std::size_t kScreen = 13;
    at_ = kScreen + colours(10);
    while (at_ < file_.size()) {
      const char kind = file_[at_++];
      const bool whole = kind == kExtension ? extension()
                         : kind == kImage   ? image()
                                            : false;  // the end, or damage
      if (!whole) break;
    }
    return blocks_.take();
  }

 private:
  // Bytes of the table of colours that the flags at that place announce.
  std::size_t colours(std::size_t flags_at) const {
    const auto flags = std::uint8_t(big_endian(file_, flags_at, 1));
    return (flags & 0x80) ? std::size_t{3} << ((flags & 7) + 1) : 0;
  }

  // Sub-blocks up to and with the empty one that ends them; their contents
  // joined where that is asked for.
  bool skip_blocks(std::string* joined = nullptr) {
    while (at_ < file_.size()) {
      const std::size_t size = std::uint8_t(file_[at_++]);
      if (size == 0) return true;
      if (joined != nullptr) *joined += part(file_, at_, size);
      at_ += size;
    }
    return false;
  }

  bool image() {
    constexpr std::size_t kDescriptor = 9;
    at_ += kDescriptor + colours(at_ + 8) + 1;  // least code size
    return skip_blocks();
  }

  bool extension() {
    const std::string_view head = part(file_, at_, 13);
    if (head.size() < 13 || head[0] != kApplication || head[1] != 11) {
      ++at_;
      return skip_blocks();
    }
    at_ += 13;
    const std::string_view name = head.substr(2);
    if (name == "XMP DataXMP") return packet();
    if (name.starts_with("C2PA_GIF")) return manifest();
    return skip_blocks();
  }

  bool packet() {
    const std::size_t begin = at_;
    std::string joined;
    const bool whole = skip_blocks(&joined);
    const std::string_view all =
        file_.substr(begin, std::min(at_, file_.size()) - begin);
    const bool unblocked =
        all.size() >= kTrailer &&
        all.substr(all.size() - kTrailer).starts_with("\x01\xFF\xFE"sv);
    if (unblocked) {
      blocks_.add(BlockKind::xmp, begin, all.substr(0, all.size() - kTrailer));
    } else {
      // Some write sub-blocks, as for any other extension.
      blocks_.add(BlockKind::xmp, begin, joined);
    }
    return whole;
  }

  bool manifest() {
    const std::size_t begin = at_;
    std::string joined;
    const bool whole = skip_blocks(&joined);
    blocks_.add(BlockKind::jumbf, begin, joined);
    return whole;
  }

  std::string_view file_;
  std::size_t at_ = 0;
  Blocks blocks_;
};

}  // namespace

std::vector<Block> gif_blocks(std::string_view file) {
  return GifReader(file).read();
}

}  // namespace veto::embedded
