// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/operator_file.h"

#include <fmt/format.h>

#include <utility>

#include "base/text.h"
#include "crawler/fetch_once.h"
#include "crawler/http_message.h"
#include "crawler/user_agent.h"

namespace veto::crawler {
namespace {

constexpr std::size_t kMaxShownLocation = 200;

std::string answered(const TransportResponse& response, int status) {
  const auto head = parse_http_head(response.header);
  const auto location =
      head ? find_header(head->headers, "location") : std::nullopt;
  if (is_redirect(status) && location)
    return fmt::format("the server answered {} and names {}", status,
                       printable(*location, kMaxShownLocation));
  return fmt::format("the server answered {}", status);
}

}  // namespace

Result<OperatorFile> fetch_operator_file(const Url& url,
                                         const OperatorFileRequest& how,
                                         const config::Settings& settings,
                                         const Clock& clock) {
  if (!url.is_http())
    return fail(ErrorKind::usage, "not an http or https address", url.href());
  TransportRequest request;
  request.url = url.without_fragment();
  request.user_agent = user_agent_of(settings);
  request.accept_encoding.clear();
  request.max_body = how.max_bytes;
  request.private_addresses = how.private_addresses;
  OperatorFile file;
  file.time = clock.now();
  TransportResponse response = fetch_once(request);
  if (response.truncation == Truncation::length)
    return fail(ErrorKind::too_large,
                fmt::format("larger than {} bytes", how.max_bytes), url.href());
  if (response.end != TransferEnd::complete)
    return fail(ErrorKind::network, "cannot fetch (" + response.problem + ")",
                url.href());
  file.status = http_status(response.header);
  if (file.status != 200)
    return fail(ErrorKind::network, answered(response, file.status),
                url.href());
  file.bytes = std::move(response.body);
  if (response.tls && !response.tls->fingerprints.empty()) {
    file.certificate_host = url.host();
    file.certificate = response.tls->fingerprints.front().hex();
  }
  return file;
}

}  // namespace veto::crawler
