// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/transport.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <tuple>

#include "base/check.h"
#include "base/text.h"
#include "crawler/address.h"
#include "crawler/transport_loop.h"

namespace veto::crawler {
namespace {

struct EasyDeleter {
  void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
};
struct ListDeleter {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Easy = std::unique_ptr<CURL, EasyDeleter>;
using List = std::unique_ptr<curl_slist, ListDeleter>;

void start_curl_once() {
  static const CURLcode code = curl_global_init(CURL_GLOBAL_DEFAULT);
  VETO_CHECK(code == CURLE_OK);
}

List header_list(const TransportRequest& request) {
  curl_slist* list = nullptr;
  const auto add = [&](const std::string& line) {
    list = curl_slist_append(list, line.c_str());
    VETO_CHECK(list != nullptr);
  };
  add("Accept: " + request.accept);
  if (!request.accept_encoding.empty())
    add("Accept-Encoding: " + request.accept_encoding);
  return List(list);
}

bool starts_response(std::string_view line) {
  return line.starts_with("HTTP/");
}

bool ends_header(std::string_view line) {
  return line == "\r\n" || line == "\n";
}

}  // namespace

// One transfer's state; curl's callbacks write into it and call nothing.
struct Transport::Exchange {
  TransportRequest request;
  TransportResponse response;
  Easy easy;
  List headers;
  bool header_done = false;
  bool header_too_large = false;
  bool body_cut = false;
  bool address_refused = false;
  char error[CURL_ERROR_SIZE] = "";

  explicit Exchange(TransportRequest asked)
      : request(std::move(asked)),
        easy(curl_easy_init()),
        headers(header_list(request)) {
    VETO_CHECK(easy != nullptr);
    set_identity();
    set_limits();
    set_callbacks();
  }
  Exchange(const Exchange&) = delete;
  Exchange& operator=(const Exchange&) = delete;

  template <typename Value>
  void set(CURLoption option, Value value) {
    const CURLcode code = curl_easy_setopt(easy.get(), option, value);
    VETO_CHECK(code == CURLE_OK);
  }

  void set_identity() {
    set(CURLOPT_URL, request.url.c_str());
    set(CURLOPT_PATH_AS_IS, 1L);
    set(CURLOPT_USERAGENT, request.user_agent.c_str());
    set(CURLOPT_HTTPHEADER, headers.get());
    set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    set(CURLOPT_PROTOCOLS_STR, "http,https");
    set(CURLOPT_FOLLOWLOCATION, 0L);
    set(CURLOPT_HTTP_CONTENT_DECODING, 0L);
    set(CURLOPT_PROXY, "");  // nor one from the environment
    set(CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
    set(CURLOPT_NOSIGNAL, 1L);
  }

  void set_limits() {
    const auto millis = [](std::chrono::milliseconds time) {
      return static_cast<long>(std::max<std::int64_t>(time.count(), 1));
    };
    set(CURLOPT_CONNECTTIMEOUT_MS, millis(request.connect_timeout));
    set(CURLOPT_TIMEOUT_MS, millis(request.total_timeout));
    set(CURLOPT_LOW_SPEED_LIMIT, static_cast<long>(request.low_speed));
    set(CURLOPT_LOW_SPEED_TIME,
        static_cast<long>(request.low_speed_period.count()));
  }

  void set_callbacks() {
    set(CURLOPT_ERRORBUFFER, error);
    set(CURLOPT_HEADERFUNCTION, &Exchange::on_header);
    set(CURLOPT_HEADERDATA, this);
    set(CURLOPT_WRITEFUNCTION, &Exchange::on_body);
    set(CURLOPT_WRITEDATA, this);
    set(CURLOPT_OPENSOCKETFUNCTION, &Exchange::on_open);
    set(CURLOPT_OPENSOCKETDATA, this);
    set(CURLOPT_VERBOSE, 1L);  // only for the request's own bytes
    set(CURLOPT_DEBUGFUNCTION, &Exchange::on_debug);
    set(CURLOPT_DEBUGDATA, this);
  }

  void conclude(CURLcode result);
  std::string describe(CURLcode result) const;

  static std::size_t on_header(char* data, std::size_t, std::size_t size,
                               void* self) noexcept;
  static std::size_t on_body(char* data, std::size_t, std::size_t size,
                             void* self) noexcept;
  static curl_socket_t on_open(void* self, curlsocktype,
                               curl_sockaddr* address) noexcept;
  static int on_debug(CURL*, curl_infotype type, char* data, std::size_t size,
                      void* self) noexcept;
};

std::size_t Transport::Exchange::on_header(char* data, std::size_t,
                                           std::size_t size,
                                           void* self) noexcept {
  auto& exchange = *static_cast<Exchange*>(self);
  const std::string_view line(data, size);
  if (exchange.header_done && !starts_response(line)) return size;  // trailer
  if (exchange.header_done) {  // the last one was interim
    exchange.response.header.clear();
    exchange.header_done = false;
  }
  if (exchange.response.header.size() + size > exchange.request.max_header) {
    exchange.header_too_large = true;
    return 0;
  }
  exchange.response.header.append(line);
  exchange.header_done = ends_header(line);
  return size;
}

std::size_t Transport::Exchange::on_body(char* data, std::size_t,
                                         std::size_t size,
                                         void* self) noexcept {
  auto& exchange = *static_cast<Exchange*>(self);
  auto& body = exchange.response.body;
  const std::size_t room = exchange.request.max_body - body.size();
  body.append(data, std::min(size, room));
  if (size <= room) return size;
  exchange.body_cut = true;
  return 0;
}

curl_socket_t Transport::Exchange::on_open(void* self, curlsocktype,
                                           curl_sockaddr* address) noexcept {
  auto& exchange = *static_cast<Exchange*>(self);
  if (!exchange.request.private_addresses &&
      !is_public_address(&address->addr)) {
    exchange.address_refused = true;
    return CURL_SOCKET_BAD;
  }
  return ::socket(address->family, address->socktype | SOCK_CLOEXEC,
                  address->protocol);
}

int Transport::Exchange::on_debug(CURL*, curl_infotype type, char* data,
                                  std::size_t size, void* self) noexcept {
  if (type != CURLINFO_HEADER_OUT) return 0;
  // In pieces, or whole a second time when a pooled connection had died.
  auto& sent = static_cast<Exchange*>(self)->response.request_header;
  if (sent.ends_with("\r\n\r\n")) sent.clear();
  sent.append(data, size);
  return 0;
}

std::string Transport::Exchange::describe(CURLcode result) const {
  if (header_too_large)
    return fmt::format("the response header is over {} bytes",
                       request.max_header);
  if (address_refused && result != CURLE_OK)
    return "the address is not a public one";
  switch (result) {
    case CURLE_COULDNT_RESOLVE_HOST:
      return "the host name has no address";
    case CURLE_COULDNT_CONNECT:
      return "the host did not accept the connection";
    case CURLE_OPERATION_TIMEDOUT:
      return "the host did not answer in time";
    case CURLE_PARTIAL_FILE:
      return "the connection ended before the body did";
    case CURLE_GOT_NOTHING:
      return "the connection ended without an answer";
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR:
      return "the connection broke";
    case CURLE_PEER_FAILED_VERIFICATION:
      return "the host's certificate could not be verified";
    default:
      return fmt::format(
          "the exchange failed ({})",
          printable(*error != '\0' ? error : curl_easy_strerror(result), 200));
  }
}

void Transport::Exchange::conclude(CURLcode result) {
  const char* ip = nullptr;
  if (curl_easy_getinfo(easy.get(), CURLINFO_PRIMARY_IP, &ip) == CURLE_OK &&
      ip != nullptr)
    response.remote_ip = ip;
  if (result == CURLE_OK && header_done) {
    response.end = TransferEnd::complete;
  } else if (body_cut && header_done) {
    response.end = TransferEnd::cut;
    response.problem =
        fmt::format("the body was cut at {} bytes", request.max_body);
  } else {
    response.end = TransferEnd::failed;
    response.problem = describe(result);
    response.body.clear();
  }
}

Transport::Transport(asio::any_io_executor executor) {
  start_curl_once();
  loop_ = std::make_shared<Loop>(std::move(executor));
  loop_->open();
}

Transport::~Transport() { loop_->shut(); }

Task<TransportResponse> Transport::fetch(TransportRequest request) {
  const auto loop = loop_;
  Exchange exchange(std::move(request));
  auto [code, result] = co_await loop->perform(exchange.easy.get());
  if (code) {
    exchange.response.end = TransferEnd::cancelled;
    exchange.response.problem = "stopped before it ended";
    exchange.response.body.clear();
  } else {
    exchange.conclude(result);
  }
  co_return std::move(exchange.response);
}

}  // namespace veto::crawler
