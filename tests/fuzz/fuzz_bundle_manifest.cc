// SPDX-License-Identifier: GPL-3.0-or-later
//
// Manifests, bag-info, custody logs and their heads, of a hostile bundle.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "reports/bundle/bag.h"
#include "reports/bundle/custody_chain.h"
#include "reports/bundle/manifest.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  using namespace veto::reports;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const Manifest manifest = parse_manifest(text, kSha256Digits);
  for (const auto& entry : manifest.entries)
    if (!is_bundle_path(entry.path) || entry.hex.size() != kSha256Digits)
      std::abort();
  // What was read without a fault is what would be written, but for order.
  if (manifest.faults.empty() &&
      format_manifest(manifest.entries).size() != size)
    std::abort();
  (void)parse_bag_info(text);
  (void)check_custody(text);
  if (const auto head = parse_custody_head(text);
      head && head->head.size() != kSha256Digits)
    std::abort();
  return 0;
}
