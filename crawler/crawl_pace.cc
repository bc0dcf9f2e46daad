// SPDX-License-Identifier: GPL-3.0-or-later
//
// A crawl that is asked to come more slowly: 429, 503 and Retry-After.
//
// The host rests, for as long as it asks or twice as long each time; the URL is
// asked for again a few times and then counts as failed. Each answer is kept. A
// host that asks for a longer rest than a crawl waits is left alone by this
// run, and its other URLs say so.

#include <fmt/format.h>

#include "crawler/crawl_session.h"
#include "crawler/http_message.h"
#include "crawler/retry_after.h"

namespace veto::crawler {
namespace {

// Requests for one URL at the most.
constexpr int kMaxAttempts = 4;

}  // namespace

void CrawlSession::keep_pace(const FrontierItem& item,
                             const TransportResponse& response) {
  const auto head = parse_http_head(response.header);
  if (!head) return;
  if (!is_overload(head->status)) {
    setup_.frontier.eased(item);
    return;
  }
  const auto value = find_header(head->headers, "retry-after");
  const auto asked =
      parse_retry_after(value.value_or(""), setup_.the_case.clock().now())
          .value_or(std::chrono::seconds(0));
  if (asked <= Frontier::kLongestRest) {
    setup_.frontier.overloaded(item, std::chrono::steady_clock::now(), asked);
    return;
  }
  left_alone_.try_emplace(
      item.host,
      fmt::format("the host answered {} and asked to be left alone for {} s, "
                  "longer than a crawl waits",
                  head->status, asked.count()));
}

bool CrawlSession::may_ask_again(const FrontierItem& item,
                                 const Capture& capture) const {
  return is_overload(capture.status) && item.attempts + 1 < kMaxAttempts &&
         !left_alone_.contains(item.host);
}

void CrawlSession::mark_postponed(Capture& capture) {
  capture.outcome = Outcome::postponed;
  capture.problem =
      fmt::format("answered {}, so it is asked for again", capture.status);
}

bool CrawlSession::put_off(const FrontierItem& item, Prepared& prepared) {
  Capture& capture = prepared.capture;
  if (!is_overload(capture.status)) return false;
  if (!may_ask_again(item, capture)) {
    const auto resting = left_alone_.find(item.host);
    capture.outcome = Outcome::failed;
    capture.problem =
        resting != left_alone_.end()
            ? resting->second
            : fmt::format("answered {} to the last of {} requests",
                          capture.status, item.attempts + 1);
    return false;
  }
  mark_postponed(capture);
  StoreEntry entry;
  entry.capture = std::move(capture);
  entry.members = std::move(prepared.members);
  entry.tls = std::move(prepared.tls);
  submit(std::move(entry));
  FrontierItem next = item;
  ++next.attempts;
  setup_.frontier.again(next);
  return true;
}

}  // namespace veto::crawler
