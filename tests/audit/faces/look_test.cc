// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/faces/look.h"

#include <bit>

#include "audit/faces/decode.h"
#include "audit/faces/encode_jpeg.h"
#include "audit/faces/resize.h"
#include "base/file.h"
#include "tests/audit/faces/samples.h"
#include "tests/support.h"

using namespace veto;
using namespace veto::faces;

TEST_CASE("look: a flat picture looks like nothing, not even like itself") {
  const std::uint64_t look = look_of(Bitmap(200, 100, 128));
  CHECK(look == 0);
  CHECK_FALSE(same_look(look, look));
  CHECK(look_of(Bitmap(8, 100)) == 0);
  CHECK(look_of(Bitmap()) == 0);
}

TEST_CASE("look: within four bits of 64 it is the same") {
  CHECK(same_look(0xF, 0xF));
  CHECK(same_look(0xF0, 0xFF));
  CHECK_FALSE(same_look(0xF00, 0x1F));
}

TEST_CASE("look: scaled and compressed anew a photograph keeps its look") {
  const auto folder = test::shared("testdata/faces");
  if (folder.empty()) return;
  std::vector<std::uint64_t> looks;
  for (const char* name : {"pos/astronaut.png", "neg/coffee.png",
                           "neg/chelsea.png", "neg/rocket.jpg"}) {
    CAPTURE(std::string(name));
    const auto bytes = read_file(folder / name, 40u << 20);
    REQUIRE(bytes.has_value());
    const auto whole = decode_image(*bytes, 100'000);
    REQUIRE(whole.has_value());
    const auto jpeg = encode_jpeg(fit(whole->pixels, 200), 40);
    REQUIRE(jpeg.has_value());
    const auto small = decode_image(*jpeg, 100'000);
    REQUIRE(small.has_value());
    CHECK(same_look(look_of(whole->pixels), look_of(small->pixels)));
    looks.push_back(look_of(whole->pixels));
  }
  for (std::size_t i = 0; i < looks.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j)
      CHECK_FALSE(same_look(looks[i], looks[j]));
  }
}
