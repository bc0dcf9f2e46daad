// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/texts/texts.h"

#include <doctest/doctest.h>

using namespace veto;
using reports::substitute;

TEST_CASE("placeholders are replaced, other braces stay") {
  auto upper = [](std::string_view name) {
    return "<" + std::string(name) + ">";
  };
  CHECK(substitute("a {b} c {d_1}", upper) == "a <b> c <d_1>");
  CHECK(substitute("{} { x} {B} {x", upper) == "{} { x} {B} {x");
  CHECK(substitute("{{x}}", upper) == "{<x>}");
}

TEST_CASE("numbers are grouped from five digits on") {
  CHECK(reports::grouped(0) == "0");
  CHECK(reports::grouped(9999) == "9999");
  CHECK(reports::grouped(1234567) == "1\u202f234\u202f567");
}

TEST_CASE("there is English, and no other language yet") {
  CHECK(reports::Texts::load("en"));
  CHECK(reports::Texts::load("tlh").error().kind == ErrorKind::unsupported);
}

TEST_CASE("a key or value that is missing is said and remembered") {
  const auto texts = reports::Texts::load("en");
  REQUIRE(texts);
  CHECK(texts->say("no.such.key") == "(not recorded)");
  REQUIRE(texts->missing().size() == 1);
  CHECK(texts->missing()[0] == "no.such.key");
}
