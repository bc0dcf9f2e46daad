// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/download.h"

#include <fmt/format.h>

#include "base/text.h"
#include "base/url.h"
#include "crawler/fetch_once.h"
#include "crawler/http_message.h"

namespace veto::crawler {
namespace {

constexpr int kMaxDownloadRedirects = 5;

std::string_view location_of(std::string_view header) {
  for (std::string_view line : split(header, '\n')) {
    const auto colon = line.find(':');
    if (colon != std::string_view::npos &&
        iequals(trim(line.substr(0, colon)), "location"))
      return trim(line.substr(colon + 1));
  }
  return {};
}

}  // namespace

Result<std::string> download(std::string_view url, std::string_view user_agent,
                             std::uint64_t max_bytes, Redirects redirects) {
  auto at = Url::parse(url);
  if (!at) return pass(at);
  TransportRequest request;
  request.user_agent = std::string(user_agent);
  request.accept_encoding.clear();
  request.max_body = max_bytes;
  // The user named this address, or the program did.
  request.private_addresses = true;
  for (int hop = 0; hop <= kMaxDownloadRedirects; ++hop) {
    if (!at->is_http())
      return fail(ErrorKind::usage, "not an http or https address", at->href());
    request.url = at->without_fragment();
    const TransportResponse response = fetch_once(request);
    if (response.end == TransferEnd::cut)
      return fail(ErrorKind::too_large,
                  fmt::format("larger than {} bytes", max_bytes), at->href());
    if (response.end != TransferEnd::complete)
      return fail(ErrorKind::network, "cannot fetch (" + response.problem + ")",
                  at->href(), "check the connection and try again");
    const int status = http_status(response.header);
    if (status == 200) return response.body;
    const auto location = location_of(response.header);
    if (status < 300 || status > 399 || location.empty() ||
        redirects == Redirects::refuse)
      return fail(ErrorKind::network,
                  fmt::format("the server answered {}", status), at->href());
    auto next = Url::parse(location, *at);
    if (!next) return pass(next);
    at = std::move(next);
  }
  return fail(ErrorKind::network, "too many redirects", std::string(url));
}

}  // namespace veto::crawler
