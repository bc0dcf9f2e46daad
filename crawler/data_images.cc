// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/api/data_images.h"

#include "crawler/html_charset.h"
#include "crawler/html_outline.h"
#include "crawler/page_builder.h"
#include "crawler/parse_page.h"

namespace veto::crawler {

std::vector<std::string> data_images_of(std::string_view html, const Url& url,
                                        std::string_view content_type) {
  std::vector<std::string> found;
  if (html.size() > kMaxHtmlBytes) return found;
  DecodedHtml decoded;
  decode_html(html, content_type, decoded);
  PageBuilder builder(url);
  builder.keep_data_images(found);
  outline_html(decoded.text, builder);
  return found;
}

Result<std::vector<std::string>> read_data_images(CaptureReader& reader,
                                                  const Capture& page) {
  auto html = reader.payload(page, kMaxHtmlBytes);
  if (!html) return pass(html);
  auto url = Url::parse(page.url);
  if (!url) return pass(url);
  return data_images_of(*html, *url,
                        find_header(page.headers, "content-type").value_or(""));
}

}  // namespace veto::crawler
