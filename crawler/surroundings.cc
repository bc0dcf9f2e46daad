// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/api/surroundings.h"

#include "crawler/html_charset.h"
#include "crawler/html_outline.h"
#include "crawler/parse_page.h"
#include "crawler/parse_page_tree.h"
#include "crawler/surroundings_builder.h"

namespace veto::crawler {

std::vector<ImageSurroundings> surroundings_of(std::string_view html,
                                               const Url& url,
                                               std::string_view content_type,
                                               const UrlWanted& wanted,
                                               PageReading reading) {
  // A <base> counts for what stands before it too, so the page is read first.
  const auto base = Url::parse(parse_page(html, url, content_type).base);
  if (!base) return {};
  DecodedHtml decoded;
  decode_html(html, content_type, decoded);
  SurroundingsBuilder builder(*base, wanted);
  if (reading == PageReading::scanner || !tell_tree(decoded.text, builder))
    outline_html(decoded.text, builder);
  return builder.finish();
}

Result<std::vector<ImageSurroundings>> read_surroundings(
    CaptureReader& reader, const Capture& page, const UrlWanted& wanted,
    PageReading reading) {
  auto html = reader.payload(page, kMaxHtmlBytes);
  if (!html) return pass(html);
  auto url = Url::parse(page.url);
  if (!url) return pass(url);
  return surroundings_of(*html, *url,
                         find_header(page.headers, "content-type").value_or(""),
                         wanted, reading);
}

}  // namespace veto::crawler
