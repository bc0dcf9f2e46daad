// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/digest.h"

#include "tests/support.h"

using namespace veto;

TEST_CASE("sha256: the empty string") {
  CHECK(sha256("").hex() ==
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}
