// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/srcset.h"

#include <algorithm>

#include "crawler/html_space.h"

namespace veto::crawler {
namespace {

// Past the comma that ends the descriptors; commas within parentheses do not.
std::size_t after_descriptors(std::string_view text) {
  bool in_parentheses = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == ',' && !in_parentheses) return at + 1;
    if (text[at] == '(') in_parentheses = true;
    if (text[at] == ')') in_parentheses = false;
  }
  return text.size();
}

}  // namespace

std::vector<std::string_view> srcset_urls(std::string_view srcset) {
  std::vector<std::string_view> urls;
  while (urls.size() < kMaxSrcsetCandidates) {
    const std::size_t begin = srcset.find_first_not_of(" \t\n\f\r,");
    if (begin == srcset.npos) break;
    srcset.remove_prefix(begin);
    // A URL may hold commas, but does not end with one.
    const std::size_t end =
        std::min(srcset.find_first_of(kWhiteSpace), srcset.size());
    const std::string_view url = srcset.substr(0, end);
    const std::size_t last = url.find_last_not_of(',');
    urls.push_back(url.substr(0, last + 1));
    srcset.remove_prefix(end);
    if (last + 1 == end) srcset.remove_prefix(after_descriptors(srcset));
  }
  return urls;
}

}  // namespace veto::crawler
