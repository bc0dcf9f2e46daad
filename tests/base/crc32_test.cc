// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/crc32.h"

#include "tests/support.h"

using namespace veto;

TEST_CASE("crc32: the checksum that zlib, ZIP and PNG know") {
  CHECK(crc32_of("") == 0);
  CHECK(crc32_of("123456789") == 0xCBF43926);  // the algorithm's check value
  CHECK(crc32_of("IEND") == 0xAE426082);       // at the end of every PNG file
  CHECK(crc32_of("456789", crc32_of("123")) == 0xCBF43926);
}
