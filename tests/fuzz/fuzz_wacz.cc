// SPDX-License-Identifier: GPL-3.0-or-later
//
// A hostile WACZ: what its directory says lies within its bytes.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "reports/wacz/check_wacz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  using namespace veto::reports;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const ZipSource source = zip_bytes(bytes);
  const auto entries = read_zip(source);
  const auto checked = check_wacz(source, std::nullopt);
  VETO_CHECK(checked);
  // What is no ZIP is no whole WACZ.
  if (!entries) VETO_CHECK(!checked->faults.empty());
  if (!entries) return 0;
  std::uint64_t sum = 0;
  for (const auto& entry : *entries) sum += entry.size;
  VETO_CHECK(sum <= size);
  return 0;
}
