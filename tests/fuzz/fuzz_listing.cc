// SPDX-License-Identifier: GPL-3.0-or-later
//
// A sitemap or feed: whatever it says, within bounds and in absolute URLs.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "crawler/listing.h"

using veto::Url;
using veto::crawler::Listing;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  static const Url kBase = *Url::parse("https://example.org/a/sitemap.xml");
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const Listing listing = veto::crawler::read_listing(bytes, kBase);
  if (listing.form == Listing::Form::none && listing.problem.empty())
    std::abort();
  for (const auto* list : {&listing.pages, &listing.images, &listing.listings})
    for (const auto& text : *list) {
      const auto url = Url::parse(text);
      if (!url || !url->is_http() || url->without_fragment() != text)
        std::abort();
    }
  return 0;
}
