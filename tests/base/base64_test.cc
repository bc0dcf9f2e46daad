// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/base64.h"

#include "tests/support.h"

using namespace veto;

TEST_CASE("base64: RFC 4648, section 10, and what is none") {
  CHECK(decode_base64("") == "");
  CHECK(decode_base64("Zg==") == "f");
  CHECK(decode_base64("Zm8=") == "fo");
  CHECK(decode_base64("Zm9v") == "foo");
  CHECK(decode_base64("Zm9v\r\nYmE") == "fooba");
  CHECK_FALSE(decode_base64("Z"));
  CHECK_FALSE(decode_base64("Zm9v!"));
  CHECK_FALSE(decode_base64("Zg==Zg=="));
}
