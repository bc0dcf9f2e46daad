// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/faces/metadata.h"

#include "tests/audit/faces/samples.h"
#include "tests/support.h"

using namespace veto;
using namespace veto::faces;

namespace {

// A TIFF block of little-endian 16 and 32 bit numbers, built up.
class Block {
 public:
  Block& u16(unsigned v) { return put(v, 2); }
  Block& u32(unsigned v) { return put(v, 4); }
  Block& text(const std::string& bytes) {
    bytes_ += bytes;
    return *this;
  }
  Block& entry(unsigned tag, unsigned type, unsigned count, unsigned value) {
    return u16(tag).u16(type).u32(count).u32(value);
  }
  std::string take() const { return bytes_; }

 private:
  Block& put(unsigned v, int width) {
    for (int i = 0; i < width; ++i) bytes_ += char(v >> 8 * i);
    return *this;
  }
  std::string bytes_;
};

// IFD0 of three entries ends at 8 + 2 + 36 + 4 = 50; then "Maker", "Model X",
// and the GPS directory at 64.
std::string tiff_block(unsigned gps_at = 64, unsigned longitude = 4) {
  return Block()
      .text("II*")
      .text(std::string(1, '\0'))
      .u32(8)
      .u16(3)
      .entry(0x010F, 2, 6, 50)
      .entry(0x0110, 2, 8, 56)
      .entry(0x8825, 4, 1, gps_at)
      .u32(0)
      .text(std::string("Maker\0Model X\0", 14))
      .u16(2)
      .entry(2, 5, 3, 0)
      .entry(longitude, 5, 3, 0)
      .u32(0)
      .take();
}

std::string plain_jpeg() { return test::make_jpeg(test::quarters(64, 64)); }

}  // namespace

TEST_CASE("metadata: place and camera, from each container") {
  const std::string block = tiff_block();
  const std::string png =
      test::make_png(test::quarters(64, 64), test::PngKind::rgb);
  const std::pair<std::string, const char*> table[] = {
      {test::with_exif_jpeg(plain_jpeg(), block), "jpeg"},
      {test::with_exif_png(png, block), "png"},
  };
  for (const auto& [bytes, format] : table) {
    CAPTURE(std::string(format));
    const Metadata metadata = read_metadata(bytes, format);
    CHECK(metadata.location);
    CHECK(metadata.camera == "Maker Model X");
  }
  CHECK_FALSE(read_metadata(plain_jpeg(), "jpeg").location);
  CHECK(read_metadata(plain_jpeg(), "jpeg").camera.empty());
}

TEST_CASE("metadata: half a place, or a directory elsewhere, is none") {
  const auto location = [](const std::string& block) {
    return read_metadata(test::with_exif_jpeg(plain_jpeg(), block), "jpeg")
        .location;
  };
  CHECK(location(tiff_block()));
  CHECK_FALSE(location(tiff_block(64, 6)));
  CHECK_FALSE(location(tiff_block(0xFFFFFFFF)));
  CHECK_FALSE(location(tiff_block(8)));  // IFD0 itself
}

TEST_CASE("metadata: cut anywhere it is read without harm") {
  const std::string block = tiff_block();
  for (std::size_t size = 0; size < block.size(); ++size) {
    const std::string jpeg =
        test::with_exif_jpeg(plain_jpeg(), block.substr(0, size));
    CHECK(read_metadata(jpeg, "jpeg").camera.size() <= 13);
  }
}
