// SPDX-License-Identifier: GPL-3.0-or-later
//
// One HTTP exchange at a time for each caller, any number at once: libcurl's
// multi interface on one Asio executor. Only transport* files include curl.
//
// What is kept is what was on the wire: HTTP/1.1 is forced, content codings
// stay, redirects are not followed (each hop is an exchange of its own), no
// cookies, no credentials, no proxy from the environment. One thing is not as
// received: chunked transfer coding is taken off the body, because that is the
// form in which every reader of WARC files agrees about the payload digest.

#ifndef VETO_CRAWLER_TRANSPORT_H_
#define VETO_CRAWLER_TRANSPORT_H_

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

#include "base/task.h"

namespace veto::crawler {

struct TransportRequest {
  std::string url;  // http or https, serialised by Url
  std::string user_agent;
  std::string accept = "*/*";
  // "" sends no Accept-Encoding.
  std::string accept_encoding = "gzip";
  // Whether an address that is not public (loopback, private, link local) may
  // be contacted. A stranger's page must not make us ask our own network.
  bool private_addresses = false;

  std::uint64_t max_body = 40u << 20;     // bytes, then it is cut
  std::uint64_t max_header = 256u << 10;  // bytes, then it fails
  std::chrono::milliseconds connect_timeout{15000};
  std::chrono::milliseconds total_timeout{60000};
  // Slower than this over the whole period ends the transfer.
  std::uint64_t low_speed = 64;  // bytes a second
  std::chrono::seconds low_speed_period{20};
};

enum class TransferEnd {
  complete,
  cut,        // complete up to max_body, the rest not received
  failed,     // no usable response: `problem` says why
  cancelled,  // by the caller
};

struct TransportResponse {
  TransferEnd end = TransferEnd::failed;
  std::string problem;  // one sentence in lower case; empty when complete
  std::string request_header;  // bytes as sent
  // Bytes as received, from the status line to the empty line; interim (1xx)
  // responses and trailers left out.
  std::string header;
  std::string body;
  std::string remote_ip;  // "" when no connection was made
};

class Transport {
 public:
  // Everything runs on `executor`, which must be that of one thread; its
  // context must outlive the transport.
  explicit Transport(asio::any_io_executor executor);
  // Exchanges still in flight end as cancelled.
  ~Transport();
  Transport(const Transport&) = delete;
  Transport& operator=(const Transport&) = delete;

  // What happens to an exchange is data, never an Error. Cancelling the
  // awaiting coroutine ends the exchange; the coroutine goes on if it asked
  // not to be thrown out of (this_coro::throw_if_cancelled(false)).
  Task<TransportResponse> fetch(TransportRequest request);

 private:
  class Loop;
  struct Exchange;
  std::shared_ptr<Loop> loop_;
};

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_TRANSPORT_H_
