// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/time_stamp_authority.h"

#include <fmt/format.h>

#include "base/text.h"
#include "base/time_stamp.h"
#include "base/url.h"
#include "crawler/fetch_once.h"
#include "crawler/http_message.h"
#include "crawler/user_agent.h"

namespace veto::crawler {
namespace {

constexpr std::string_view kReplyType = "application/timestamp-reply";

bool is_reply(const std::string& header) {
  const auto head = parse_http_head(header);
  const auto type =
      head ? find_header(head->headers, "content-type") : std::nullopt;
  return type && iequals(trim(type->substr(0, type->find(';'))), kReplyType);
}

}  // namespace

Result<std::string> ask_time_stamp(std::string_view url,
                                   const config::Settings& settings,
                                   const std::string& query) {
  const auto at = Url::parse(url);
  if (!at || !at->is_http())
    return fail(ErrorKind::usage,
                "a time stamp authority has an http or https address",
                printable(url));
  TransportRequest request;
  request.url = at->without_fragment();
  request.user_agent = user_agent_of(settings);
  request.accept = kReplyType;
  request.accept_encoding.clear();
  request.content_type = "application/timestamp-query";
  request.body = query;
  request.private_addresses = true;
  request.max_body = kMaxTimeStamp;
  const TransportResponse response = fetch_once(request);
  if (response.truncation == Truncation::length)
    return fail(ErrorKind::too_large,
                fmt::format("larger than {} bytes", kMaxTimeStamp), at->href());
  if (response.end != TransferEnd::complete)
    return fail(ErrorKind::network,
                "no time stamp came (" + response.problem + ")", at->href());
  const int status = http_status(response.header);
  if (status != 200)
    return fail(ErrorKind::network,
                fmt::format("the time stamp authority answered {}", status),
                at->href());
  if (!is_reply(response.header))
    return fail(ErrorKind::network,
                "what answered is no time stamp authority (not "
                "application/timestamp-reply)",
                at->href());
  return response.body;
}

}  // namespace veto::crawler
