// SPDX-License-Identifier: GPL-3.0-or-later
//
// A saved page of a stranger: where it says it is from, and what it embeds.

#include <cstdint>
#include <string>

#include "crawler/import_kind.h"
#include "crawler/saved_page.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  using namespace veto;
  const std::string_view html(reinterpret_cast<const char*>(data), size);
  (void)crawler::saved_from(html);
  (void)crawler::file_kind(html, html.substr(0, 20));
  std::uint64_t bytes = 0;
  for (const auto& image : crawler::embedded_images(html, 4096))
    bytes += image.size();
  if (bytes > 4096) __builtin_trap();
  std::uint64_t missing = 0;
  (void)crawler::read_saved_page(
      html, html.substr(0, 12),
      [](const std::string& path) { return crawler::file_url("r", path); },
      missing);
  return 0;
}
