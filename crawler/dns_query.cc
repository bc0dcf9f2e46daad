// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/dns_query.h"

#include <ares.h>
#include <poll.h>

#include <array>
#include <chrono>
#include <memory>
#include <type_traits>

namespace veto::crawler {
namespace {

using namespace std::chrono_literals;

constexpr int kClassInternet = 1;
constexpr int kTryMillis = 3000;
constexpr int kTries = 2;
constexpr auto kLongest = 12s;

struct ChannelCloser {
  void operator()(ares_channel channel) const { ares_destroy(channel); }
};
using Channel =
    std::unique_ptr<std::remove_pointer_t<ares_channel>, ChannelCloser>;

struct Reply {
  bool done = false;
  int code = ARES_ETIMEOUT;
  std::string bytes;
};

void on_reply(void* to, int code, int, unsigned char* bytes, int size) {
  auto& reply = *static_cast<Reply*>(to);
  // Told once more when the channel is closed.
  if (reply.done) return;
  reply.done = true;
  reply.code = code;
  if (code == ARES_SUCCESS)
    reply.bytes.assign(reinterpret_cast<const char*>(bytes),
                       static_cast<std::size_t>(size));
}

Result<Channel> open_channel(const std::string& servers) {
  static const int kReady = ares_library_init(ARES_LIB_INIT_ALL);
  ares_options options{};
  options.timeout = kTryMillis;
  options.tries = kTries;
  ares_channel raw = nullptr;
  int code = kReady;
  if (code == ARES_SUCCESS)
    code =
        ares_init_options(&raw, &options, ARES_OPT_TIMEOUTMS | ARES_OPT_TRIES);
  Channel channel(raw);
  if (code == ARES_SUCCESS && !servers.empty())
    code = ares_set_servers_ports_csv(raw, servers.c_str());
  if (code != ARES_SUCCESS)
    return fail(ErrorKind::network,
                std::string("cannot ask the DNS: ") + ares_strerror(code));
  return channel;
}

// Waits until a socket is ready or c-ares wants to be called anyway.
void step(ares_channel channel) {
  std::array<ares_socket_t, ARES_GETSOCK_MAXNUM> sockets{};
  const int wanted = ares_getsock(channel, sockets.data(), sockets.size());
  std::array<pollfd, ARES_GETSOCK_MAXNUM> polls{};
  nfds_t count = 0;
  for (std::size_t i = 0; i < sockets.size(); ++i) {
    const bool reads = ARES_GETSOCK_READABLE(wanted, i) != 0;
    const bool writes = ARES_GETSOCK_WRITABLE(wanted, i) != 0;
    if (!reads && !writes) continue;
    polls[count].fd = sockets[i];
    polls[count].events =
        static_cast<short>((reads ? POLLIN : 0) | (writes ? POLLOUT : 0));
    ++count;
  }
  ::poll(polls.data(), count, 100);
  for (nfds_t i = 0; i < count; ++i) {
    const auto ready = [&](short events) {
      return (polls[i].revents & events) != 0 ? polls[i].fd : ARES_SOCKET_BAD;
    };
    ares_process_fd(channel, ready(POLLIN | POLLERR | POLLHUP), ready(POLLOUT));
  }
  ares_process_fd(channel, ARES_SOCKET_BAD, ARES_SOCKET_BAD);
}

}  // namespace

Result<std::string> dns_query(const std::string& name, DnsType type,
                              const std::string& servers) {
  // The channel goes first: closing it still tells of an open question.
  Reply reply;
  auto channel = open_channel(servers);
  if (!channel) return pass(channel);
  const auto end = std::chrono::steady_clock::now() + kLongest;
  ares_query(channel->get(), name.c_str(), kClassInternet,
             static_cast<int>(type), on_reply, &reply);
  while (!reply.done && std::chrono::steady_clock::now() < end)
    step(channel->get());
  reply.done = true;
  if (auto none = dns_outcome(reply.code, name); !none) return pass(none);
  return std::move(reply.bytes);
}

Status dns_outcome(int code, const std::string& name) {
  if (code == ARES_SUCCESS || code == ARES_ENODATA || code == ARES_ENOTFOUND)
    return {};
  return fail(
      ErrorKind::network,
      std::string("the DNS gave no answer (") + ares_strerror(code) + ")",
      name);
}

}  // namespace veto::crawler
