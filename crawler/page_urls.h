// SPDX-License-Identifier: GPL-3.0-or-later
//
// References on a page -> URLs, as long as the page's budget lasts.

#ifndef VETO_CRAWLER_PAGE_URLS_H_
#define VETO_CRAWLER_PAGE_URLS_H_

#include <string>
#include <string_view>

#include "base/url.h"
#include "crawler/plain_url.h"

namespace veto::crawler {

class PageUrls {
 public:
  explicit PageUrls(const Url& base) : base_(base), plain_(base) {}

  // Absolute and without fragment; "" for what is no http or https URL, and
  // for everything once the budget is spent.
  std::string resolve(std::string_view reference);

  const Url& base() const { return base_; }
  void set_base(Url base);
  // Whether any reference has been resolved.
  bool used() const { return bytes_ > 0; }
  bool spent() const { return bytes_ > kBudgetBytes; }

 private:
  // A long base makes every short reference long, so bytes are counted.
  static constexpr std::size_t kBudgetBytes = 32u << 20;
  static constexpr std::size_t kBytesPerUrl = 500;

  Url base_;
  PlainUrls plain_;  // relative to base_
  std::size_t bytes_ = 0;
};

// "data:...", which holds what it names.
bool is_data_url(std::string_view reference);

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_PAGE_URLS_H_
