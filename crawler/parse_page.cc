// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/parse_page.h"

#include <optional>
#include <string>

#include "crawler/html_charset.h"
#include "crawler/html_outline.h"
#include "crawler/page_builder.h"

namespace veto::crawler {

Page parse_page(std::string_view html, const Url& url,
                std::string_view content_type) {
  if (html.size() > kMaxHtmlBytes) {
    Page page;
    page.url = url.without_fragment();
    page.tree_refused = "too large";
    return page;
  }
  DecodedHtml decoded;
  decode_html(html, content_type, decoded);
  std::optional<PageBuilder> builder(std::in_place, url);
  outline_html(decoded.text, *builder);
  if (const std::optional<Url> base = builder->late_base()) {
    builder.emplace(url, base);
    outline_html(decoded.text, *builder);
  }
  Page page = builder->finish();
  page.charset = decoded.charset;
  return page;
}

}  // namespace veto::crawler
