// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/time_stamper.h"

#include <fmt/format.h>

#include "base/text.h"
#include "base/url.h"
#include "crawler/fetch_once.h"
#include "crawler/http_message.h"
#include "crawler/user_agent.h"

namespace veto::crawler {

Result<StampedDigest> fetch_time_stamp(std::string_view url,
                                       const Digest& digest,
                                       const config::Settings& settings) {
  auto at = Url::parse(url);
  if (!at) return pass(at);
  if (!at->is_http())
    return fail(ErrorKind::usage, "not an http or https address", at->href());
  auto query = time_stamp_query(digest);
  if (!query) return pass(query);
  TransportRequest request;
  request.url = at->without_fragment();
  request.user_agent = user_agent_of(settings);
  request.accept = "application/timestamp-reply";
  request.accept_encoding.clear();
  request.max_body = kMaxTimeStamp;
  request.private_addresses = true;  // the user named it
  request.content_type = "application/timestamp-query";
  request.post = query->der;
  TransportResponse response = fetch_once(request);
  if (response.end != TransferEnd::complete)
    return fail(
        ErrorKind::network,
        "the authority did not answer (" +
            (response.problem.empty() ? "cut short" : response.problem) + ")",
        at->href());
  const int status = http_status(response.header);
  if (status != 200)
    return fail(ErrorKind::network,
                fmt::format("the authority answered {}", status), at->href());
  auto stamp = read_time_stamp(response.body, digest, query->nonce);
  if (!stamp) {
    stamp.error().where = at->href();
    return pass(stamp);
  }
  return StampedDigest{*std::move(stamp), std::move(response.body)};
}

}  // namespace veto::crawler
