// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef VETO_CRAWLER_SRCSET_H_
#define VETO_CRAWLER_SRCSET_H_

#include <string_view>
#include <vector>

namespace veto::crawler {

inline constexpr std::size_t kMaxSrcsetCandidates = 200;

// The URLs of a srcset attribute as written, at most kMaxSrcsetCandidates
// (HTML Standard, "parse a srcset attribute"). Descriptors are passed over: a
// candidate that a browser would not choose can be fetched all the same.
std::vector<std::string_view> srcset_urls(std::string_view srcset);

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_SRCSET_H_
