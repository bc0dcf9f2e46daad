// SPDX-License-Identifier: GPL-3.0-or-later
//
// The coroutine of one URL, and the exchange that it shares with that of an
// origin's robots.txt (crawl_robots.cc).

#include <algorithm>

#include "base/url.h"
#include "crawler/content_coding.h"
#include "crawler/crawl_session.h"
#include "crawler/http_message.h"
#include "crawler/listing.h"
#include "crawler/signal_files.h"
#include "crawler/transport.h"

namespace veto::crawler {
namespace {

constexpr std::uint64_t kMaxRobotsBody = 2u << 20;

constexpr int kStatusNotModified = 304;
constexpr std::size_t kMaxValidator = 1024;  // bytes

constexpr const char* kAccept =
    "text/html,application/xhtml+xml,image/avif,image/webp,image/*;q=0.9,"
    "*/*;q=0.5";

// A validator as it may be sent back: printable, and not endless.
std::string validator(const Headers& headers, std::string_view name) {
  const std::string value = find_header(headers, name).value_or("");
  const bool plain =
      std::ranges::all_of(value, [](char c) { return c >= ' ' && c < 0x7f; });
  return plain && value.size() <= kMaxValidator ? value : std::string();
}

// False when that answer came with no validator.
bool ask_whether_it_stands(const Capture& answer, TransportRequest& request) {
  request.if_none_match = validator(answer.headers, "etag");
  request.if_modified_since = validator(answer.headers, "last-modified");
  return !request.if_none_match.empty() || !request.if_modified_since.empty();
}

}  // namespace

Task<void> CrawlSession::visit(FrontierItem item) {
  // Cancelling a visit ends its exchange; its outcome is still stored.
  co_await asio::this_coro::throw_if_cancelled(false);
  if (item.target == Target::robots) {
    co_await visit_robots(std::move(item));
  } else {
    co_await visit_url(std::move(item));
  }
}

Task<void> CrawlSession::visit_url(FrontierItem item) {
  if (is_read_already(item)) {
    settle_unasked(item);
    co_return;
  }
  const auto refusal = refusal_of(item);
  if (refusal) {
    --transferring_;
    setup_.frontier.untouched(item);
    Prepared prepared;
    prepared.capture = without_response(item, setup_.lease.run_id,
                                        setup_.the_case.clock().now(),
                                        refusal->outcome, refusal->problem);
    keep(item, std::move(prepared));
    co_return;
  }
  const bool is_listing =
      item.target == Target::sitemap || item.target == Target::feed;
  if (setup_.dry && !is_listing) {
    --transferring_;
    setup_.frontier.untouched(item);
    setup_.frontier.settled(item);
    planned_.push_back(std::move(item));
    co_return;
  }
  auto prepared = co_await exchange(item);
  if (!put_off(item, prepared)) keep(item, std::move(prepared));
}

Task<Prepared> CrawlSession::exchange(FrontierItem item) {
  PrepareWork work;
  work.scope = scope_;
  work.known = setup_.known;
  work.fetched.item = item;
  work.fetched.run_id = setup_.lease.run_id;
  work.fetched.token = *setup_.settings.user_agent_token;
  work.fetched.time = setup_.the_case.clock().now();
  work.fetched.archive = setup_.archive;
  work.fetched.licenses = *setup_.settings.signal_files;
  work.fetched.known = setup_.frontier.known();
  co_await transfer(work.fetched);
  const std::uint64_t received = work.fetched.response.body.size();
  const std::uint64_t bytes = received + work.fetched.earlier_body.size();
  setup_.frontier.received(item.host, received);
  preparing_bytes_ += bytes;
  keep_pace(item, work.fetched.response);
  if (item.target != Target::robots) {
    // Another transfer may begin while this answer is prepared.
    --transferring_;
    setup_.frontier.released(item);
    pump();
  }
  auto prepared = co_await pool_.run(std::move(work));
  preparing_bytes_ -= bytes;
  co_return prepared;
}

Task<void> CrawlSession::transfer(Fetched& fetched) {
  TransportRequest request = request_for(fetched.item);
  std::optional<KnownCaptures::Earlier> earlier;
  if (fetched.item.target != Target::robots)
    earlier = setup_.known->newest(fetched.item.url);
  if (earlier && !ask_whether_it_stands(earlier->answer, request))
    earlier.reset();
  fetched.response = co_await transport_.fetch(request);
  if (!earlier || fetched.response.end != TransferEnd::complete ||
      http_status(fetched.response.header) != kStatusNotModified)
    co_return;
  ReadEarlier read;
  read.case_dir = setup_.the_case.dir();
  read.holder = earlier->holder;
  auto body = co_await pool_.run(std::move(read));
  if (body) {
    fetched.earlier = std::move(earlier);
    fetched.earlier_body = std::move(*body);
    co_return;
  }
  // What it stands for cannot be read: it is asked for in full.
  request.if_none_match.clear();
  request.if_modified_since.clear();
  fetched.response = co_await transport_.fetch(std::move(request));
}

TransportRequest CrawlSession::request_for(const FrontierItem& item) const {
  const config::Settings& settings = setup_.settings;
  const auto url = Url::parse(item.url);
  TransportRequest request;
  request.url = item.url;
  request.user_agent = setup_.user_agent;
  request.private_addresses = url && scope_->allows_private(*url);
  request.connect_timeout = *settings.connect_timeout;
  request.total_timeout = *settings.transfer_timeout;
  request.max_body = *settings.max_body;
  if (item.target == Target::robots) {
    // Its size as served is what a log shows: no coding is asked for.
    request.accept = "text/plain,*/*;q=0.5";
    request.accept_encoding.clear();
    request.max_body = kMaxRobotsBody;
  } else if (item.target == Target::sitemap || item.target == Target::feed) {
    request.accept = "application/xml,text/xml,*/*;q=0.5";
    request.max_body = std::max(request.max_body, kMaxListingBytes + 1);
  } else if (item.target == Target::signal_file) {
    request.accept =
        "text/plain,application/json,application/xml;q=0.9,*/*;q=0.5";
    request.max_body = std::min(request.max_body, kMaxSignalFile);
  } else {
    request.accept = kAccept;
  }
  return request;
}

}  // namespace veto::crawler
