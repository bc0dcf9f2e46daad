// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/fetch_once.h"

#include <exception>
#include <utility>

#include "base/task.h"

namespace veto::crawler {
namespace {

Task<void> fetch_into(Transport& transport, TransportRequest request,
                      TransportResponse& out) {
  out = co_await transport.fetch(std::move(request));
}

}  // namespace

TransportResponse fetch_once(const TransportRequest& request) {
  asio::io_context io(1);
  Transport transport(io.get_executor());
  TransportResponse response;
  auto ended = [&response](std::exception_ptr thrown) {
    if (thrown) response.problem = "the transfer ended unexpectedly";
  };
  asio::co_spawn(io, fetch_into(transport, request, response), ended);
  io.run();
  return response;
}

}  // namespace veto::crawler
