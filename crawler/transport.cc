// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/transport.h"

#include <tuple>

#include "base/check.h"
#include "crawler/transport_exchange.h"
#include "crawler/transport_loop.h"

namespace veto::crawler {
namespace {

void start_curl_once() {
  static const CURLcode code = curl_global_init(CURL_GLOBAL_DEFAULT);
  VETO_CHECK(code == CURLE_OK);
}

// "https://example.org" of a serialised URL.
std::string_view origin_of(std::string_view url) {
  const auto host = url.find("://");
  return host == std::string_view::npos
             ? url
             : url.substr(0, url.find('/', host + 3));
}

}  // namespace

Transport::Transport(asio::any_io_executor executor)
    : handles_(std::make_shared<Handles>()),
      h2_only_(std::make_shared<std::set<std::string, std::less<>>>()) {
  start_curl_once();
  loop_ = std::make_shared<Loop>(std::move(executor));
  loop_->open();
}

Transport::~Transport() { loop_->shut(); }

Task<TransportResponse> Transport::fetch(TransportRequest request) {
  // The transport may be gone when the exchange ends.
  const auto loop = loop_;
  const auto h2_only = h2_only_;
  const std::string origin(origin_of(request.url));
  Exchange exchange(std::move(request), handles_);
  const bool offered = h2_only->contains(origin);
  if (offered) exchange.offer_h2();
  auto [code, result] = co_await loop->perform(exchange.easy.get());
  if (!code && !offered && exchange.may_want_h2(result)) {
    exchange.offer_h2();
    auto [second_code, second] = co_await loop->perform(exchange.easy.get());
    code = second_code;
    result = second;
    if (!code && result == CURLE_OK) h2_only->insert(origin);
  }
  if (code) {
    exchange.cancelled();
  } else {
    exchange.conclude(result);
  }
  co_return std::move(exchange.response);
}

}  // namespace veto::crawler
