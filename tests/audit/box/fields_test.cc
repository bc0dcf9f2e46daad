// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/box/fields.h"

#include <cmath>
#include <limits>

#include "tests/support.h"

using veto::box::FieldReader;
using veto::box::FieldWriter;

TEST_CASE("fields: what was written is read") {
  FieldWriter writer;
  writer.number(-5);
  writer.real(0.25);
  writer.text("h\0i");
  writer.text("");
  const std::string bytes = writer.take();
  FieldReader reader(bytes);
  CHECK(reader.number() == -5);
  CHECK(reader.real(0, 1) == 0.25);
  CHECK(reader.text(10) == "h");
  CHECK_FALSE(reader.complete());
  CHECK(reader.text(0).empty());
  CHECK(reader.complete());
}

TEST_CASE("fields: cut anywhere they are not complete") {
  FieldWriter writer;
  writer.number(1);
  writer.text("name");
  writer.real(1);
  const std::string bytes = writer.take();
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    FieldReader reader(std::string_view(bytes).substr(0, size));
    reader.number();
    reader.text(100);
    reader.real(0, 1);
    CHECK_FALSE(reader.complete());
  }
}

TEST_CASE("fields: beyond its bounds a field is nothing") {
  FieldWriter writer;
  writer.number(11);
  writer.real(std::numeric_limits<double>::quiet_NaN());
  writer.number(-1);  // as the length of a text
  const std::string bytes = writer.take();
  FieldReader number(bytes);
  CHECK(number.number(0, 10) == 0);
  CHECK_FALSE(number.complete());
  FieldReader real(bytes);
  real.number();
  CHECK(real.real(-1e300, 1e300) == 0);
  CHECK_FALSE(real.complete());
  FieldReader text(bytes);
  text.number();
  text.number();
  CHECK(text.text(100).empty());
  CHECK_FALSE(text.complete());
}
