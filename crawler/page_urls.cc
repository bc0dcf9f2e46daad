// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/page_urls.h"

#include <utility>

#include "base/text.h"

namespace veto::crawler {

bool is_data_url(std::string_view reference) {
  constexpr std::string_view kData = "data:";
  return iequals(trim(reference).substr(0, kData.size()), kData);
}

std::string PageUrls::resolve(std::string_view reference) {
  if (reference.empty() || spent()) return {};
  if (auto plain = plain_.resolve(reference)) {
    bytes_ += kBytesPerUrl + plain->size();
    return *std::move(plain);
  }
  if (trim(reference).empty() || is_data_url(reference)) return {};
  bytes_ += kBytesPerUrl + reference.size() + base_.href().size();
  const auto url = Url::parse(reference, base_);
  return url && url->is_http() ? url->without_fragment() : std::string();
}

void PageUrls::set_base(Url base) {
  base_ = std::move(base);
  plain_ = PlainUrls(base_);
}

}  // namespace veto::crawler
