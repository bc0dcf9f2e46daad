// SPDX-License-Identifier: GPL-3.0-or-later
//
// One HTTP exchange at a time for each caller, any number at once: libcurl's
// multi interface on one Asio executor. Only transport* files include curl.
//
// What is kept is what was on the wire: content codings stay, redirects are not
// followed (each hop is an exchange of its own), no cookies, no credentials, no
// proxy from the environment. Two things are not as received. Chunked transfer
// coding is taken off the body, because that is the form in which every reader
// of WARC files agrees about the payload digest. And where a host speaks HTTP/2
// only, its heads are written in HTTP/1.1's form: WARC knows no other. So
// HTTP/1.1 alone is offered (ALPN) first, and HTTP/2 when that is refused.
//
// A host whose certificate does not verify is not asked anything: what came
// from it could be anybody's. The trusted certificates are the system's, or
// those in the file that SSL_CERT_FILE names.
//
// The process must not die of SIGPIPE: OpenSSL writes to connections that the
// other side has closed.

#ifndef VETO_CRAWLER_TRANSPORT_H_
#define VETO_CRAWLER_TRANSPORT_H_

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <set>
#include <string>

#include "base/task.h"
#include "crawler/api/capture.h"
#include "crawler/tls_info.h"

namespace veto::crawler {

struct TransportRequest {
  std::string url;  // http or https, serialised by Url
  std::string user_agent;
  std::string accept = "*/*";
  // "" sends no Accept-Encoding.
  std::string accept_encoding = "gzip, deflate, br, zstd";
  // Validators of an earlier answer (RFC 9110, section 13.1); "" for none.
  std::string if_none_match;
  std::string if_modified_since;
  // Whether an address that is not public (loopback, private, link local) may
  // be contacted. A stranger's page must not make us ask our own network.
  bool private_addresses = false;

  std::uint64_t max_body = 40u << 20;  // bytes, then it is cut
  // Bytes of all heads and trailers of an exchange; over it, it fails.
  std::uint64_t max_header = 256u << 10;
  std::chrono::milliseconds connect_timeout{15000};
  std::chrono::milliseconds total_timeout{60000};
  // Slower than this over the whole period ends the transfer.
  std::uint64_t low_speed = 64;  // bytes a second
  std::chrono::seconds low_speed_period{20};

  // Bytes to POST, and what they are; "" for a GET.
  std::string post;
  std::string content_type;
};

enum class TransferEnd {
  complete,
  cut,        // by us, at max_body or at a limit of time: the rest not received
  broken,     // by the other side, after the head; what came is kept
  failed,     // no usable response: `problem` says why
  cancelled,  // by the caller
};

// Since the exchange began; zero for steps that an open connection spares.
struct TransferTimes {
  std::chrono::microseconds name_lookup{0};
  std::chrono::microseconds connected{0};
  std::chrono::microseconds secured{0};  // TLS handshake done
  std::chrono::microseconds first_byte{0};
  std::chrono::microseconds total{0};
};

struct TransportResponse {
  TransferEnd end = TransferEnd::failed;
  std::string problem;  // one sentence in lower case; empty when complete
  Truncation truncation = Truncation::none;  // why the body is not whole
  std::string request_header;  // bytes as sent; HTTP/2 in HTTP/1.1's form
  // Bytes as received, from the status line to the empty line, interim (1xx)
  // responses and trailers left out; HTTP/2 in HTTP/1.1's form.
  std::string header;
  std::string body;
  std::string remote_ip;  // "" when no connection was made
  std::string protocol;   // "http/1.0", "http/1.1", "h2"; "" without a head
  std::shared_ptr<const TlsInfo> tls;  // null without a head, or without TLS
  TransferTimes times;
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
  class Handles;
  struct Exchange;
  std::shared_ptr<Loop> loop_;
  std::shared_ptr<Handles> handles_;
  // Hosts that spoke to us only when HTTP/2 was offered.
  std::shared_ptr<std::set<std::string, std::less<>>> h2_only_;
};

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_TRANSPORT_H_
