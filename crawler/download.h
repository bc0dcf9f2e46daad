// SPDX-License-Identifier: GPL-3.0-or-later
//
// Fetches one file that the program itself needs (detector weights): waits for
// it, follows redirects, keeps it in memory. Not part of any crawl.

#ifndef VETO_CRAWLER_DOWNLOAD_H_
#define VETO_CRAWLER_DOWNLOAD_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "base/error.h"

namespace veto::crawler {

enum class Redirects { follow, refuse };

// Errors: usage (no http or https URL), network (no answer, a status other
// than 200, more than 5 redirects, any where they are refused), too_large
// beyond max_bytes.
Result<std::string> download(std::string_view url, std::string_view user_agent,
                             std::uint64_t max_bytes,
                             Redirects redirects = Redirects::follow);

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_DOWNLOAD_H_
