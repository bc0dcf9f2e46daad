// SPDX-License-Identifier: GPL-3.0-or-later
//
// One transfer's state. Curl's callbacks write into it and call nothing back.

#ifndef VETO_CRAWLER_TRANSPORT_EXCHANGE_H_
#define VETO_CRAWLER_TRANSPORT_EXCHANGE_H_

#include <curl/curl.h>

#include <memory>
#include <string>
#include <vector>

#include "base/check.h"
#include "crawler/transport.h"

namespace veto::crawler {

// Handles that an exchange is done with, for the next: making one anew costs
// its buffers.
class Transport::Handles {
 public:
  struct Deleter {
    void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
  };
  using Handle = std::unique_ptr<CURL, Deleter>;

  Handle take();
  // With all its options and its data forgotten.
  void give_back(Handle handle);

 private:
  static constexpr std::size_t kMost = 64;
  std::vector<Handle> free_;
};

struct Transport::Exchange {
  struct ListDeleter {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
  };

  Exchange(TransportRequest asked, std::shared_ptr<Handles> from);
  ~Exchange() { handles_->give_back(std::move(easy)); }
  Exchange(const Exchange&) = delete;
  Exchange& operator=(const Exchange&) = delete;

  // HTTP/2 is offered beside HTTP/1.1; what an attempt before left is dropped.
  void offer_h2();
  // Whether the handshake failed in a way that offering HTTP/2 may mend.
  bool may_want_h2(CURLcode result) const;
  // Fills in the response once curl is done.
  void conclude(CURLcode result);
  void cancelled();

  TransportRequest request;
  TransportResponse response;
  Handles::Handle easy;

 private:
  template <typename Value>
  void set(CURLoption option, Value value) {
    const CURLcode code = curl_easy_setopt(easy.get(), option, value);
    VETO_CHECK(code == CURLE_OK);
  }
  void set_identity();
  void set_limits();
  void set_callbacks();
  void read_facts();
  std::string describe(CURLcode result) const;

  static std::size_t on_header(char* data, std::size_t, std::size_t size,
                               void* self) noexcept;
  static std::size_t on_body(char* data, std::size_t, std::size_t size,
                             void* self) noexcept;
  static curl_socket_t on_open(void* self, curlsocktype,
                               curl_sockaddr* address) noexcept;
  static int on_debug(CURL*, curl_infotype type, char* data, std::size_t size,
                      void* self) noexcept;

  std::shared_ptr<Handles> handles_;
  std::unique_ptr<curl_slist, ListDeleter> fields_;
  std::uint64_t header_bytes_ = 0;  // interim heads and trailers too
  bool header_done_ = false;
  bool header_too_large_ = false;
  bool body_cut_ = false;
  bool address_refused_ = false;
  char error_[CURL_ERROR_SIZE] = "";
};

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_TRANSPORT_EXCHANGE_H_
