// SPDX-License-Identifier: GPL-3.0-or-later
//
// libcurl's multi handle driven by Asio. Curl tells which sockets and which
// timer it waits for; Asio waits and hands the events back.
//
// Three rules keep the two apart. Asio owns a duplicate of every socket, since
// curl closes its own before it says so. Curl is never called from inside one
// of its callbacks: they only note and arm. Completions are posted, so that no
// coroutine resumes on curl's stack.

#ifndef VETO_CRAWLER_TRANSPORT_LOOP_H_
#define VETO_CRAWLER_TRANSPORT_LOOP_H_

#include <curl/curl.h>

#include <chrono>
#include <memory>
#include <optional>
#include <unordered_map>
#include <utility>

#include "base/task.h"
#include "crawler/transport.h"

namespace veto::crawler {

class Transport::Loop : public std::enable_shared_from_this<Transport::Loop> {
 public:
  explicit Loop(asio::any_io_executor executor);
  // Arms the callbacks; needs the shared pointer to exist.
  void open();
  // Ends every transfer as cancelled and lets go of every socket.
  void shut();

  // Completes with operation_aborted when cancelled, else with curl's verdict.
  // `easy` must stay alive until then.
  Task<std::tuple<boost::system::error_code, CURLcode>> perform(CURL* easy) {
    return asio::async_initiate<
        const asio::as_tuple_t<asio::use_awaitable_t<>>&,
        void(boost::system::error_code, CURLcode)>(Start{shared_from_this()},
                                                   kAsTuple, easy);
  }

 private:
  using Clock = std::chrono::steady_clock;
  using Handler =
      asio::any_completion_handler<void(boost::system::error_code, CURLcode)>;

  struct Watch {
    explicit Watch(const asio::any_io_executor& executor) : fd(executor) {}
    asio::posix::stream_descriptor fd;
    int want = CURL_POLL_NONE;
    bool reading = false;
    bool writing = false;
  };

  // One wait of a watch: which flag says it is pending, for which interest,
  // and what to tell curl when it is over.
  struct Wait {
    bool Watch::*pending;
    int interest;
    asio::posix::descriptor_base::wait_type type;
    int event;
  };

  struct Transfer {
    Handler handler;
    asio::any_io_executor work;  // keeps the context running
    std::uint64_t serial = 0;    // a freed handle's address may come again
  };

  struct Start {
    std::shared_ptr<Loop> loop;

    template <typename H>
    void operator()(H handler, CURL* easy) {
      loop->add(easy, Handler(std::move(handler)));
    }
  };

  // Posted: the emitter may stand inside one of curl's callbacks.
  struct Cancel {
    std::weak_ptr<Loop> loop;
    CURL* easy;
    std::uint64_t serial;
    void operator()(asio::cancellation_type) const;
  };

  void add(CURL* easy, Handler handler);
  void cancel(CURL* easy, std::uint64_t serial);
  void act(curl_socket_t socket, int events);
  void finish(CURL* easy, boost::system::error_code code, CURLcode result);
  void arm(curl_socket_t socket, const std::shared_ptr<Watch>& watch);
  void wait(curl_socket_t socket, const std::shared_ptr<Watch>& watch,
            const Wait& wait);
  void forget(curl_socket_t socket);
  // The time that curl asked for is waited for, or has come. Never called on
  // curl's stack but for the arming.
  void arm_timer();
  void time_out_soon();
  void time_out();
  int watch(curl_socket_t socket, int want);

  static int on_socket(CURL*, curl_socket_t socket, int what, void* self,
                       void*) noexcept;
  static int on_timer(CURLM*, long milliseconds, void* self) noexcept;

  asio::any_io_executor executor_;
  asio::steady_timer timer_;
  std::optional<Clock::time_point> due_;  // when curl wants to be called
  bool timer_armed_ = false;
  bool posted_ = false;
  CURLM* multi_ = nullptr;
  std::uint64_t last_serial_ = 0;
  std::unordered_map<curl_socket_t, std::shared_ptr<Watch>> watches_;
  std::unordered_map<CURL*, Transfer> transfers_;
};

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_TRANSPORT_LOOP_H_
