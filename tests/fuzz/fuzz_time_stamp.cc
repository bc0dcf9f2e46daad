// SPDX-License-Identifier: GPL-3.0-or-later
//
// The answer of a time stamping authority: read within bounds, and taken only
// for the digest that was asked about.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "base/time_stamp.h"

using namespace veto;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const auto stamp = check_time_stamp(input, sha256("what was stamped"));
  if (!stamp) {
    VETO_CHECK(stamp.error().kind == ErrorKind::damaged);
    return 0;
  }
  VETO_CHECK(!check_time_stamp(input, sha256("something else")));
  (void)chain_of_stamp(input, "");
  return 0;
}
