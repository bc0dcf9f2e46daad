// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/bench/crawl/delay_server.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <queue>
#include <unordered_map>
#include <vector>

#include "base/check.h"

namespace veto::bench {
namespace {

using SteadyClock = std::chrono::steady_clock;

struct Connection {
  std::string in;
  std::string out;
  std::size_t sent = 0;
  std::uint64_t serial = 0;  // a closed socket's number comes again
};

struct Due {
  SteadyClock::time_point at;
  int fd;
  std::uint64_t serial;
  bool operator<(const Due& other) const { return at > other.at; }
};

class DelayServer {
 public:
  DelayServer(const Site& site, std::chrono::microseconds delay)
      : site_(site), delay_(delay) {
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    VETO_CHECK(listener_ >= 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_ANY);
    socklen_t size = sizeof address;
    auto* const any = reinterpret_cast<sockaddr*>(&address);
    VETO_CHECK(::bind(listener_, any, size) == 0);
    VETO_CHECK(::listen(listener_, 4096) == 0);
    VETO_CHECK(::getsockname(listener_, any, &size) == 0);
    std::printf("%d\n", ntohs(address.sin_port));
    std::fflush(stdout);
    watch(listener_, EPOLLIN, EPOLL_CTL_ADD);
  }

  [[noreturn]] void run() {
    for (;;) {
      epoll_event events[256];
      timespec timeout{};
      const int count =
          ::epoll_pwait2(epoll_, events, 256, until_due(timeout), nullptr);
      for (int i = 0; i < count; ++i) handle(events[i]);
      send_due();
    }
  }

 private:
  // How long to wait for the next answer that is due; null: for ever.
  const timespec* until_due(timespec& timeout) const {
    if (due_.empty()) return nullptr;
    const auto left = std::max(due_.top().at - SteadyClock::now(),
                               SteadyClock::duration::zero());
    timeout.tv_sec = left / std::chrono::seconds(1);
    timeout.tv_nsec = (left % std::chrono::seconds(1)).count();
    return &timeout;
  }

  void watch(int fd, std::uint32_t events, int how) {
    epoll_event event{};
    event.events = events;
    event.data.fd = fd;
    VETO_CHECK(::epoll_ctl(epoll_, how, fd, &event) == 0);
  }

  void handle(const epoll_event& event) {
    const int fd = event.data.fd;
    if (fd == listener_) return accept_all();
    if ((event.events & EPOLLOUT) != 0) return send(fd);
    receive(fd);
  }

  void accept_all() {
    for (;;) {
      const int fd = ::accept4(listener_, nullptr, nullptr, SOCK_NONBLOCK);
      if (fd < 0) return;
      const int on = 1;
      ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
      watch(fd, EPOLLIN, EPOLL_CTL_ADD);
      connections_[fd].serial = ++last_serial_;
    }
  }

  void drop(int fd) {
    connections_.erase(fd);
    ::close(fd);
  }

  void receive(int fd) {
    char piece[8192];
    const ssize_t n = ::recv(fd, piece, sizeof piece, 0);
    if (n <= 0) return drop(fd);
    Connection& connection = connections_[fd];
    connection.in.append(piece, static_cast<std::size_t>(n));
    const auto end = connection.in.find("\r\n\r\n");
    if (end == std::string::npos) return;
    const auto begin = connection.in.find(' ') + 1;
    const std::string target =
        connection.in.substr(begin, connection.in.find(' ', begin) - begin);
    connection.in.erase(0, end + 4);
    answer(fd, connection, target);
  }

  void answer(int fd, Connection& connection, const std::string& target) {
    const std::string body = body_of(site_, target);
    connection.out = fmt::format(
        "HTTP/1.1 {}\r\nContent-Type: {}\r\nContent-Length: {}\r\n\r\n",
        body.empty() ? "404 Not Found" : "200 OK", type_of(target),
        body.size());
    connection.out += body;
    connection.sent = 0;
    if (target == "/robots.txt" || delay_.count() == 0) return send(fd);
    due_.push({SteadyClock::now() + delay_, fd, connection.serial});
  }

  void send_due() {
    const auto now = SteadyClock::now();
    while (!due_.empty() && due_.top().at <= now) {
      const Due due = due_.top();
      due_.pop();
      const auto found = connections_.find(due.fd);
      if (found != connections_.end() && found->second.serial == due.serial)
        send(due.fd);
    }
  }

  void send(int fd) {
    Connection& connection = connections_[fd];
    const ssize_t n =
        ::send(fd, connection.out.data() + connection.sent,
               connection.out.size() - connection.sent, MSG_NOSIGNAL);
    if (n > 0) connection.sent += static_cast<std::size_t>(n);
    if (n < 0 && errno != EAGAIN) return drop(fd);
    const bool more = connection.sent < connection.out.size();
    watch(fd, more ? EPOLLOUT : EPOLLIN, EPOLL_CTL_MOD);
  }

  Site site_;
  std::chrono::microseconds delay_;
  int epoll_ = ::epoll_create1(0);
  int listener_ = -1;
  std::unordered_map<int, Connection> connections_;
  std::priority_queue<Due> due_;
  std::uint64_t last_serial_ = 0;
};

}  // namespace

void serve(const Site& site, std::chrono::microseconds delay) {
  DelayServer(site, delay).run();
}

}  // namespace veto::bench
