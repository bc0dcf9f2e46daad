// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/transport_loop.h"

#include <fcntl.h>
#include <unistd.h>

#include "base/check.h"

namespace veto::crawler {

using boost::system::error_code;

Transport::Loop::Loop(asio::any_io_executor executor)
    : executor_(executor), timer_(executor) {}

void Transport::Loop::open() {
  multi_ = curl_multi_init();
  VETO_CHECK(multi_ != nullptr);
  curl_multi_setopt(multi_, CURLMOPT_SOCKETFUNCTION, &Loop::on_socket);
  curl_multi_setopt(multi_, CURLMOPT_SOCKETDATA, this);
  curl_multi_setopt(multi_, CURLMOPT_TIMERFUNCTION, &Loop::on_timer);
  curl_multi_setopt(multi_, CURLMOPT_TIMERDATA, this);
  curl_multi_setopt(multi_, CURLMOPT_PIPELINING, CURLPIPE_NOTHING);
}

void Transport::Loop::shut() {
  while (!transfers_.empty())
    finish(transfers_.begin()->first, asio::error::operation_aborted,
           CURLE_ABORTED_BY_CALLBACK);
  // Still reports the pooled connections it closes, and may set the timer.
  curl_multi_cleanup(std::exchange(multi_, nullptr));
  while (!watches_.empty()) forget(watches_.begin()->first);
  timer_.cancel();
}

void Transport::Loop::Cancel::operator()(asio::cancellation_type) const {
  const auto self = loop.lock();
  if (!self) return;
  asio::post(self->executor_, [weak = loop, easy = easy, serial = serial] {
    if (const auto me = weak.lock(); me && me->multi_ != nullptr)
      me->cancel(easy, serial);
  });
}

void Transport::Loop::cancel(CURL* easy, std::uint64_t serial) {
  const auto found = transfers_.find(easy);
  if (found == transfers_.end() || found->second.serial != serial) return;
  finish(easy, asio::error::operation_aborted, CURLE_ABORTED_BY_CALLBACK);
}

void Transport::Loop::add(CURL* easy, Handler handler) {
  // The slot of the erased handler: erasing one takes over the slot it had.
  auto slot = asio::get_associated_cancellation_slot(handler);
  const std::uint64_t serial = ++last_serial_;
  if (slot.is_connected()) slot.assign(Cancel{weak_from_this(), easy, serial});
  asio::any_io_executor work =
      asio::prefer(executor_, asio::execution::outstanding_work.tracked);
  transfers_.emplace(easy,
                     Transfer{std::move(handler), std::move(work), serial});
  if (curl_multi_add_handle(multi_, easy) != CURLM_OK)
    finish(easy, {}, CURLE_FAILED_INIT);
}

void Transport::Loop::act(curl_socket_t socket, int events) {
  int running = 0;
  const auto code = curl_multi_socket_action(multi_, socket, events, &running);
  VETO_CHECK(code != CURLM_RECURSIVE_API_CALL);
  int left = 0;
  while (const CURLMsg* message = curl_multi_info_read(multi_, &left)) {
    if (message->msg != CURLMSG_DONE) continue;
    CURL* easy = message->easy_handle;  // the message dies in finish()
    const CURLcode result = message->data.result;
    finish(easy, {}, result);
  }
}

void Transport::Loop::finish(CURL* easy, error_code code, CURLcode result) {
  const auto found = transfers_.find(easy);
  if (found == transfers_.end()) return;
  curl_multi_remove_handle(multi_, easy);
  Transfer done = std::move(found->second);
  transfers_.erase(found);
  asio::post(executor_, asio::append(std::move(done.handler), code, result));
}

void Transport::Loop::arm(curl_socket_t socket,
                          const std::shared_ptr<Watch>& watch) {
  wait(socket, watch,
       Wait{&Watch::reading, CURL_POLL_IN,
            asio::posix::descriptor_base::wait_read, CURL_CSELECT_IN});
  wait(socket, watch,
       Wait{&Watch::writing, CURL_POLL_OUT,
            asio::posix::descriptor_base::wait_write, CURL_CSELECT_OUT});
}

void Transport::Loop::wait(curl_socket_t socket,
                           const std::shared_ptr<Watch>& watch,
                           const Wait& wait) {
  if ((watch->want & wait.interest) == 0 || (*watch).*wait.pending) return;
  (*watch).*wait.pending = true;
  watch->fd.async_wait(
      wait.type, [weak = weak_from_this(), weak_watch = std::weak_ptr(watch),
                  socket, wait](error_code code) {
        const auto self = weak.lock();
        const auto mine = weak_watch.lock();
        if (!self || !mine || self->multi_ == nullptr) return;
        (*mine).*wait.pending = false;
        // A watch that was let go is closed, its socket may be another's now.
        if (code == asio::error::operation_aborted) return;
        if ((mine->want & wait.interest) == 0) return;
        self->act(socket, code ? CURL_CSELECT_ERR : wait.event);
        // Curl's interest stands until it says otherwise; Asio's is for once.
        if (self->multi_ != nullptr) self->arm(socket, mine);
      });
}

void Transport::Loop::forget(curl_socket_t socket) {
  const auto found = watches_.find(socket);
  if (found == watches_.end()) return;
  const auto watch = std::move(found->second);
  watches_.erase(found);
  watch->want = CURL_POLL_NONE;
  error_code ignored;
  watch->fd.close(ignored);
}

int Transport::Loop::watch(curl_socket_t socket, int want) {
  auto found = watches_.find(socket);
  if (found == watches_.end()) {
    const int copy = ::fcntl(socket, F_DUPFD_CLOEXEC, 0);
    if (copy < 0) return -1;
    auto fresh = std::make_shared<Watch>(executor_);
    error_code code;
    fresh->fd.assign(copy, code);
    if (code) {
      ::close(copy);
      return -1;
    }
    found = watches_.emplace(socket, std::move(fresh)).first;
  }
  found->second->want = want;
  arm(socket, found->second);
  return 0;
}

int Transport::Loop::on_socket(CURL*, curl_socket_t socket, int what,
                               void* self, void*) noexcept {
  auto& loop = *static_cast<Loop*>(self);
  if (what == CURL_POLL_REMOVE) {
    loop.forget(socket);
    return 0;
  }
  return loop.watch(socket, what);
}

int Transport::Loop::on_timer(CURLM*, long milliseconds, void* self) noexcept {
  auto& loop = *static_cast<Loop*>(self);
  if (milliseconds < 0) {
    loop.due_.reset();
    loop.timer_armed_ = false;
    loop.timer_.cancel();
    return 0;
  }
  loop.due_ = Clock::now() + std::chrono::milliseconds(milliseconds);
  if (milliseconds == 0) {
    loop.time_out_soon();
  } else {
    loop.arm_timer();
  }
  return 0;
}

// Most of what curl waits for is put off before it comes; the timer then stays
// as it was and looks again when it fires.
void Transport::Loop::arm_timer() {
  if (timer_armed_ && timer_.expiry() <= *due_) return;
  timer_armed_ = true;
  timer_.expires_at(*due_);
  timer_.async_wait([weak = weak_from_this()](error_code code) {
    const auto me = weak.lock();
    if (code || !me || me->multi_ == nullptr) return;
    me->timer_armed_ = false;
    if (me->due_) me->time_out();
  });
}

void Transport::Loop::time_out_soon() {
  if (std::exchange(posted_, true)) return;
  asio::post(executor_, [weak = weak_from_this()] {
    const auto me = weak.lock();
    if (!me || me->multi_ == nullptr) return;
    me->posted_ = false;
    if (me->due_) me->time_out();
  });
}

void Transport::Loop::time_out() {
  if (Clock::now() < *due_) return arm_timer();
  due_.reset();
  act(CURL_SOCKET_TIMEOUT, 0);
}

}  // namespace veto::crawler
