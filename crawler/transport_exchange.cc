// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/transport_exchange.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

#include "base/text.h"
#include "crawler/address.h"
#include "crawler/transport_tls.h"

namespace veto::crawler {
namespace {

curl_slist* field_list(const TransportRequest& request) {
  curl_slist* list = nullptr;
  const auto add = [&](const char* name, const std::string& value) {
    if (value.empty()) return;
    list = curl_slist_append(list, fmt::format("{}: {}", name, value).c_str());
    VETO_CHECK(list != nullptr);
  };
  add("Accept", request.accept);
  add("Accept-Encoding", request.accept_encoding);
  add("If-None-Match", request.if_none_match);
  add("If-Modified-Since", request.if_modified_since);
  add("Content-Type", request.content_type);
  return list;
}

bool starts_response(std::string_view line) {
  return line.starts_with("HTTP/");
}

// 1xx: another head follows.
bool is_interim(std::string_view header) {
  const auto space = header.find(' ');
  return space != std::string_view::npos &&
         header.substr(space + 1).starts_with('1');
}

bool ends_header(std::string_view line) {
  return line == "\r\n" || line == "\n";
}

const char* protocol_name(long version) {
  switch (version) {
    case CURL_HTTP_VERSION_1_0:
      return "http/1.0";
    case CURL_HTTP_VERSION_2_0:
      return "h2";
    default:
      return "http/1.1";
  }
}

// "GET / HTTP/2" -> "GET / HTTP/1.1" in the head's first line.
void write_as_http1(std::string& head) {
  constexpr std::string_view kName = "HTTP/2";
  const auto line = std::string_view(head).substr(0, head.find('\r'));
  const auto at = head.starts_with(kName) ? 0 : line.rfind(kName);
  if (at != std::string_view::npos) head.replace(at, kName.size(), "HTTP/1.1");
}

}  // namespace

Transport::Handles::Handle Transport::Handles::take() {
  Handle handle;
  if (free_.empty()) {
    handle.reset(curl_easy_init());
    VETO_CHECK(handle != nullptr);
  } else {
    handle = std::move(free_.back());
    free_.pop_back();
  }
  return handle;
}

void Transport::Handles::give_back(Handle handle) {
  if (free_.size() == kMost) return;
  curl_easy_reset(handle.get());
  free_.push_back(std::move(handle));
}

Transport::Exchange::Exchange(TransportRequest asked,
                              std::shared_ptr<Handles> from)
    : request(std::move(asked)),
      easy(from->take()),
      handles_(std::move(from)),
      fields_(field_list(request)) {
  set_identity();
  set_limits();
  set_callbacks();
}

void Transport::Exchange::set_identity() {
  set(CURLOPT_URL, request.url.c_str());
  set(CURLOPT_PATH_AS_IS, 1L);
  set(CURLOPT_USERAGENT, request.user_agent.c_str());
  set(CURLOPT_HTTPHEADER, fields_.get());
  if (!request.post.empty()) {
    set(CURLOPT_POSTFIELDSIZE, static_cast<long>(request.post.size()));
    set(CURLOPT_POSTFIELDS, request.post.c_str());
  }
  set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
  set(CURLOPT_PROTOCOLS_STR, "http,https");
  set(CURLOPT_FOLLOWLOCATION, 0L);
  set(CURLOPT_HTTP_CONTENT_DECODING, 0L);
  set(CURLOPT_PROXY, "");  // nor one from the environment
  set(CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
  set(CURLOPT_NOSIGNAL, 1L);
  // A resumed session would not show the chain again.
  set(CURLOPT_SSL_SESSIONID_CACHE, 0L);
  if (const char* trusted = std::getenv("SSL_CERT_FILE"))
    set(CURLOPT_CAINFO, trusted);
}

void Transport::Exchange::set_limits() {
  const auto millis = [](std::chrono::milliseconds time) {
    return static_cast<long>(std::max<std::int64_t>(time.count(), 1));
  };
  set(CURLOPT_CONNECTTIMEOUT_MS, millis(request.connect_timeout));
  set(CURLOPT_TIMEOUT_MS, millis(request.total_timeout));
  set(CURLOPT_LOW_SPEED_LIMIT, static_cast<long>(request.low_speed));
  set(CURLOPT_LOW_SPEED_TIME,
      static_cast<long>(request.low_speed_period.count()));
}

void Transport::Exchange::set_callbacks() {
  set(CURLOPT_ERRORBUFFER, error_);
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

void Transport::Exchange::offer_h2() {
  set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_2TLS));
  response = TransportResponse();
  header_bytes_ = 0;
  error_[0] = '\0';
}

bool Transport::Exchange::may_want_h2(CURLcode result) const {
  return result == CURLE_SSL_CONNECT_ERROR && header_bytes_ == 0;
}

std::size_t Transport::Exchange::on_header(char* data, std::size_t,
                                           std::size_t size,
                                           void* self) noexcept {
  auto& exchange = *static_cast<Exchange*>(self);
  const std::string_view line(data, size);
  if (exchange.header_bytes_ == 0)
    exchange.response.tls = connection_tls(exchange.easy.get());
  exchange.header_bytes_ += size;
  if (exchange.header_bytes_ > exchange.request.max_header) {
    exchange.header_too_large_ = true;
    return 0;
  }
  if (exchange.header_done_ && !starts_response(line)) return size;  // trailer
  if (exchange.header_done_) {  // the last one was interim
    exchange.response.header.clear();
    exchange.header_done_ = false;
  }
  exchange.response.header.append(line);
  exchange.header_done_ = ends_header(line);
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
  exchange.body_cut_ = true;
  return 0;
}

curl_socket_t Transport::Exchange::on_open(void* self, curlsocktype,
                                           curl_sockaddr* address) noexcept {
  auto& exchange = *static_cast<Exchange*>(self);
  if (!exchange.request.private_addresses &&
      !is_public_address(&address->addr)) {
    exchange.address_refused_ = true;
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
  if (header_too_large_)
    return fmt::format("the response header is over {} bytes",
                       request.max_header);
  if (address_refused_ && result != CURLE_OK)
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
      return certificate_problem(easy.get());
    default:
      return fmt::format(
          "the exchange failed ({})",
          printable(*error_ != '\0' ? error_ : curl_easy_strerror(result),
                    200));
  }
}

void Transport::Exchange::read_facts() {
  const char* ip = nullptr;
  if (curl_easy_getinfo(easy.get(), CURLINFO_PRIMARY_IP, &ip) == CURLE_OK &&
      ip != nullptr)
    response.remote_ip = ip;
  long version = 0;
  if (header_done_ && curl_easy_getinfo(easy.get(), CURLINFO_HTTP_VERSION,
                                        &version) == CURLE_OK)
    response.protocol = protocol_name(version);
  if (response.protocol == "h2") {
    write_as_http1(response.request_header);
    write_as_http1(response.header);
  }
  const auto time = [this](CURLINFO info) {
    curl_off_t micros = 0;
    curl_easy_getinfo(easy.get(), info, &micros);
    return std::chrono::microseconds(micros);
  };
  response.times = {
      time(CURLINFO_NAMELOOKUP_TIME_T), time(CURLINFO_CONNECT_TIME_T),
      time(CURLINFO_APPCONNECT_TIME_T), time(CURLINFO_STARTTRANSFER_TIME_T),
      time(CURLINFO_TOTAL_TIME_T)};
}

void Transport::Exchange::conclude(CURLcode result) {
  read_facts();
  const bool usable =
      header_done_ && !header_too_large_ && !is_interim(response.header);
  if (result == CURLE_OK && usable) {
    response.end = TransferEnd::complete;
  } else if (usable && body_cut_) {
    response.end = TransferEnd::cut;
    response.truncation = Truncation::length;
    response.problem =
        fmt::format("the body was cut at {} bytes", request.max_body);
  } else if (usable && result == CURLE_OPERATION_TIMEDOUT) {
    response.end = TransferEnd::cut;
    response.truncation = Truncation::time;
    response.problem = "the body did not end in time and was cut";
  } else if (usable) {
    response.end = TransferEnd::broken;
    response.truncation = Truncation::disconnect;
    response.problem = describe(result);
  } else {
    response.end = TransferEnd::failed;
    response.problem = describe(result);
    response.body.clear();
  }
}

void Transport::Exchange::cancelled() {
  response.end = TransferEnd::cancelled;
  response.problem = "stopped before it ended";
  response.body.clear();
}

}  // namespace veto::crawler
