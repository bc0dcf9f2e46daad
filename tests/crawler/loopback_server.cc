// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/crawler/loopback_server.h"

#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>

namespace veto::test {
namespace {

int listen_on_loopback(std::uint16_t& port) {
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  REQUIRE(fd >= 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  REQUIRE(::bind(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) ==
          0);
  socklen_t size = sizeof address;
  REQUIRE(::getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size) == 0);
  port = ntohs(address.sin_port);
  return fd;
}

bool send_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = ::send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (n <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  return true;
}

}  // namespace

Answer answer(int status, std::string_view type, std::string_view body,
              std::string_view extra) {
  return {fmt::format("HTTP/1.1 {} Whatever\r\nContent-Type: {}\r\n"
                      "Content-Length: {}\r\n{}\r\n{}",
                      status, type, body.size(), extra, body),
          After::keep,
          {}};
}

Answer html(std::string_view body, std::string_view extra) {
  return answer(200, "text/html; charset=utf-8", body, extra);
}

Answer redirect(std::string_view location, int status) {
  return answer(status, "text/plain", "moved",
                fmt::format("Location: {}\r\n", location));
}

LoopbackServer::LoopbackServer(Site site)
    : LoopbackServer(
          AttentiveSite([site = std::move(site)](const std::string& target,
                                                 const std::string&) {
            return site(target);
          })) {}

LoopbackServer::LoopbackServer(AttentiveSite site) : site_(std::move(site)) {
  listener_ = listen_on_loopback(port_);
  REQUIRE(::listen(listener_, 256) == 0);
  acceptor_ = std::thread([this] { accept_loop(); });
}

LoopbackServer::~LoopbackServer() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    for (const int fd : open_) ::shutdown(fd, SHUT_RDWR);
  }
  wake_.notify_all();
  ::shutdown(listener_, SHUT_RDWR);
  acceptor_.join();
  for (auto& thread : threads_) thread.join();
  ::close(listener_);
}

std::string LoopbackServer::url(std::string_view target) const {
  return fmt::format("http://127.0.0.1:{}{}", port_, target);
}

std::map<std::string, int> LoopbackServer::hits() const {
  const std::lock_guard lock(mutex_);
  return hits_;
}

std::string LoopbackServer::last_request() const {
  const std::lock_guard lock(mutex_);
  return last_request_;
}

void LoopbackServer::accept_loop() {
  for (;;) {
    const int fd = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    const std::lock_guard lock(mutex_);
    if (stopping_) {
      if (fd >= 0) ::close(fd);
      return;
    }
    if (fd < 0) continue;
    open_.push_back(fd);
    threads_.emplace_back([this, fd] { serve(fd); });
  }
}

void LoopbackServer::serve(int fd) {
  std::string buffer;
  while (answer_one(fd, buffer)) {
  }
  const std::lock_guard lock(mutex_);
  std::erase(open_, fd);
  ::close(fd);
}

bool LoopbackServer::answer_one(int fd, std::string& buffer) {
  std::size_t end = 0;
  while ((end = buffer.find("\r\n\r\n")) == std::string::npos) {
    char piece[4096];
    const ssize_t n = ::recv(fd, piece, sizeof piece, 0);
    if (n <= 0) return false;
    buffer.append(piece, static_cast<std::size_t>(n));
  }
  const std::string request = buffer.substr(0, end + 4);
  buffer.erase(0, end + 4);
  const auto begin = request.find(' ') + 1;
  const std::string target =
      request.substr(begin, request.find(' ', begin) - begin);
  const int now = ++now_;
  for (int most = most_; now > most && !most_.compare_exchange_weak(most, now);)
    ;
  const Answer answer = site_(target, request);
  std::unique_lock lock(mutex_);
  ++hits_[target];
  last_request_ = request;
  wake_.wait_for(lock, answer.delay, [this] { return stopping_; });
  lock.unlock();
  const bool sent = send_all(fd, answer.bytes);
  if (sent && answer.after == After::repeat) repeat(fd, answer);
  lock.lock();
  if (answer.after == After::hang)
    wake_.wait(lock, [this] { return stopping_; });
  --now_;
  if (answer.after == After::reset) {
    const linger at_once{1, 0};
    ::setsockopt(fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  }
  return sent && answer.after == After::keep;
}

// Until the other side has enough, or the server ends.
void LoopbackServer::repeat(int fd, const Answer& answer) {
  for (;;) {
    {
      std::unique_lock lock(mutex_);
      wake_.wait_for(lock, answer.pause, [this] { return stopping_; });
      if (stopping_) return;
    }
    if (!send_all(fd, answer.piece)) return;
  }
}

std::uint16_t closed_port() {
  std::uint16_t port = 0;
  ::close(listen_on_loopback(port));
  return port;
}

}  // namespace veto::test
