// SPDX-License-Identifier: GPL-3.0-or-later
//
// A page that lies among other files: where it was saved from, and which of
// its links mean files beside it.

#ifndef VETO_CRAWLER_SAVED_PAGE_H_
#define VETO_CRAWLER_SAVED_PAGE_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "crawler/api/page.h"

namespace veto::crawler {

// 1 for "Jan"; 0 for what is no English short name.
int month_number(std::string_view name);

struct SavedFrom {
  std::string url;              // http or https
  std::optional<UtcTime> time;  // SingleFile says when
};
// What the page's first bytes say: "<!-- saved from url=(0023)https://... -->",
// or SingleFile's comment with "url:" and "saved date:". Nothing otherwise.
std::optional<SavedFrom> saved_from(std::string_view html);

// "file:///NAME/PATH", percent-encoded; "" when it makes no URL.
std::string file_url(std::string_view root, std::string_view path);

// The images that the page carries in data: URIs (base64), each once, at most
// kMaxEmbedded of them and max_bytes in all; what SingleFile makes of images.
inline constexpr std::size_t kMaxEmbedded = 10'000;
std::vector<std::string> embedded_images(std::string_view html,
                                         std::uint64_t max_bytes);

// Reads the page. `path` is its place below the root ("a/b.html"); `url_of`
// gives the address of the file at a path, "" where there is none. Links to
// files have those addresses; what is not there is left out, and images that
// are not there are counted in `missing`.
Page read_saved_page(
    std::string_view html, std::string_view path,
    const std::function<std::string(const std::string&)>& url_of,
    std::uint64_t& missing);

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_SAVED_PAGE_H_
