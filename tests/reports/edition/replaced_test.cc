// SPDX-License-Identifier: GPL-3.0-or-later
#include "reports/edition/replaced.h"

#include "reports/edition/placeholder.h"
#include "tests/support.h"

using namespace veto;
using namespace veto::reports;

TEST_CASE("replaced: two commitments to one file are not alike") {
  const auto one = Salted::draw(), two = Salted::draw();
  REQUIRE(one);
  REQUIRE(two);
  CHECK(one->commit("x") == one->commit("x"));
  CHECK(one->commit("x") != two->commit("x"));
  CHECK(one->record_id("a") != two->record_id("a"));
  CHECK(one->salt_hex().size() == 64);
}

TEST_CASE("replaced: a placeholder has the picture's size, where it is known") {
  CHECK(placeholder(300, 200).find("width=\"300\" height=\"200\"") !=
        std::string::npos);
  CHECK(placeholder(0, 0).find("width=\"160\"") != std::string::npos);
}
