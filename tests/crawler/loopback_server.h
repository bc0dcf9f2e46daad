// SPDX-License-Identifier: GPL-3.0-or-later
//
// An HTTP server on 127.0.0.1 that misbehaves on request: it says exactly the
// bytes a test gives it and then keeps, closes, resets or holds the connection.

#ifndef VETO_TESTS_CRAWLER_LOOPBACK_SERVER_H_
#define VETO_TESTS_CRAWLER_LOOPBACK_SERVER_H_

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <list>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace veto::test {

enum class After { keep, close, reset, hang, repeat };

struct Answer {
  std::string bytes;
  After after = After::keep;
  std::chrono::milliseconds delay{0};
  // With After::repeat: sent again and again, with this pause, without end.
  std::string piece{};
  std::chrono::milliseconds pause{0};
};

// A well-formed answer with Content-Length. `extra` holds whole header lines.
Answer answer(int status, std::string_view type, std::string_view body,
              std::string_view extra = {});
Answer html(std::string_view body, std::string_view extra = {});
Answer redirect(std::string_view location, int status = 302);

class LoopbackServer {
 public:
  using Site = std::function<Answer(const std::string& target)>;
  // Also told the request's bytes.
  using AttentiveSite =
      std::function<Answer(const std::string& target, const std::string&)>;

  explicit LoopbackServer(Site site);
  explicit LoopbackServer(AttentiveSite site);
  ~LoopbackServer();
  LoopbackServer(const LoopbackServer&) = delete;
  LoopbackServer& operator=(const LoopbackServer&) = delete;

  std::uint16_t port() const { return port_; }
  // "http://127.0.0.1:PORT" + target.
  std::string url(std::string_view target) const;
  // How often each target was asked for.
  std::map<std::string, int> hits() const;
  // The last request's bytes.
  std::string last_request() const;
  // Most connections that were being answered at the same time.
  int most_at_once() const { return most_; }

 private:
  void accept_loop();
  void serve(int fd);
  bool answer_one(int fd, std::string& buffer);
  void repeat(int fd, const Answer& answer);

  AttentiveSite site_;
  int listener_ = -1;
  std::uint16_t port_ = 0;
  mutable std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;
  std::map<std::string, int> hits_;
  std::string last_request_;
  std::vector<int> open_;
  std::list<std::thread> threads_;
  std::atomic<int> now_ = 0;
  std::atomic<int> most_ = 0;
  std::thread acceptor_;
};

// A port on which nothing listens.
std::uint16_t closed_port();

}  // namespace veto::test

#endif  // VETO_TESTS_CRAWLER_LOOPBACK_SERVER_H_
