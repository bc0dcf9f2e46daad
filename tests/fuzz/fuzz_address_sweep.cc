// SPDX-License-Identifier: GPL-3.0-or-later
//
// A stranger's text is swept of addresses: what is left holds none that would
// go, so that doing it again changes nothing.

#include <cstdint>
#include <string>
#include <string_view>

#include "base/check.h"
#include "reports/edition/address_sweep.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  veto::reports::AddressSweep sweep;
  sweep.add("203.0.113.7", false);
  sweep.add("198.51.100.4", true);
  const std::string once =
      sweep.sweep(std::string_view(reinterpret_cast<const char*>(data), size));
  VETO_CHECK(sweep.sweep(once) == once);
  return 0;
}
