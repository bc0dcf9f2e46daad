// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/embedded/lost.h"

#include "tests/support.h"

using namespace veto;
using signals::Signal;

namespace {

Signal statement(const std::string& name, const std::string& value,
                 std::size_t offset = 0) {
  Signal signal;
  signal.family = signals::Family::embedded;
  signal.source = signals::Source::metadata;
  signal.name = name;
  signal.value = value;
  signal.offset = offset;
  return signal;
}

}  // namespace

TEST_CASE("lost: what the original says and the served file does not") {
  const std::vector<Signal> original = {
      statement("plus:datamining", "DMI-PROHIBITED", 20),
      statement("tdm:reservation", "1", 20)};
  CHECK(embedded::lost_signals(original, {}) == original);
  CHECK(embedded::lost_signals(original, original).empty());
  CHECK(embedded::lost_signals({}, original).empty());
  // Elsewhere in the file, and with another value.
  const auto lost = embedded::lost_signals(
      original, {statement("plus:datamining", "DMI-PROHIBITED", 900),
                 statement("tdm:reservation", "0")});
  REQUIRE(lost.size() == 1);
  CHECK(lost[0].name == "tdm:reservation");
  // A header that says so is not the file.
  Signal header = statement("tdm:reservation", "1");
  header.source = signals::Source::header;
  CHECK(embedded::lost_signals(original, {header}).size() == 2);
}
