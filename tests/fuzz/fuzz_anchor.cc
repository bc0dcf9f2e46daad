// SPDX-License-Identifier: GPL-3.0-or-later
//
// A file of anchors: whatever is taken is written again byte for byte, and is
// a chain.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "audit/logs/anchor.h"
#include "base/check.h"

using namespace veto;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const auto anchors = logs::parse_anchors(input, "input");
  if (!anchors) {
    VETO_CHECK(anchors.error().kind == ErrorKind::damaged ||
               anchors.error().kind == ErrorKind::too_large);
    return 0;
  }
  std::string again;
  for (const logs::Anchor& one : *anchors)
    again += logs::anchor_line(one) + "\n";
  VETO_CHECK(again == input);
  return 0;
}
