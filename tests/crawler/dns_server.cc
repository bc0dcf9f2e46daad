// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/crawler/dns_server.h"

#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <utility>

namespace veto::test {
namespace {

constexpr std::size_t kHead = 12;  // RFC 1035, section 4.1.1

std::string two_bytes(std::size_t value) {
  return {static_cast<char>(value >> 8), static_cast<char>(value & 0xff)};
}

// "a.b" as labels with their lengths, ended by an empty one.
std::string wire_name(const std::string& name) {
  std::string wire;
  for (std::size_t at = 0; at < name.size();) {
    const std::size_t dot = std::min(name.find('.', at), name.size());
    wire += static_cast<char>(dot - at);
    wire += name.substr(at, dot - at);
    at = dot + 1;
  }
  return wire + '\0';
}

}  // namespace

DnsServer::DnsServer(std::string name, std::vector<Record> records,
                     Manner manner)
    : name_(std::move(name)), records_(std::move(records)), manner_(manner) {
  socket_ = ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  REQUIRE(socket_ >= 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* any = reinterpret_cast<sockaddr*>(&address);
  REQUIRE(::bind(socket_, any, size) == 0);
  REQUIRE(::getsockname(socket_, any, &size) == 0);
  port_ = ntohs(address.sin_port);
  thread_ = std::thread([this] { serve(); });
}

DnsServer::~DnsServer() {
  over_ = true;
  thread_.join();
  ::close(socket_);
}

std::string DnsServer::address() const {
  return "127.0.0.1:" + std::to_string(port_);
}

void DnsServer::serve() {
  while (!over_) {
    pollfd ready{socket_, POLLIN, 0};
    if (::poll(&ready, 1, 20) != 1) continue;
    char bytes[512];
    sockaddr_in from{};
    socklen_t size = sizeof from;
    auto* any = reinterpret_cast<sockaddr*>(&from);
    const auto got = ::recvfrom(socket_, bytes, sizeof bytes, 0, any, &size);
    if (got < static_cast<ssize_t>(kHead) || manner_ == Manner::keeps_silent)
      continue;
    const std::string out =
        reply(std::string(bytes, static_cast<std::size_t>(got)));
    ::sendto(socket_, out.data(), out.size(), 0, any, size);
  }
}

std::string DnsServer::reply(const std::string& question) const {
  const std::string name = wire_name(name_);
  const bool known = question.compare(kHead, name.size(), name) == 0 &&
                     manner_ != Manner::says_no_name;
  const std::size_t count = known ? records_.size() : 0;
  // The id, a recursive answer, and whether there is no such name.
  std::string out = question.substr(0, 2) + '\x81' + (known ? '\x80' : '\x83');
  out += two_bytes(1) + two_bytes(count) + two_bytes(0) + two_bytes(0);
  const std::size_t end = question.find('\0', kHead) + 5;
  out += question.substr(kHead, end - kHead);
  for (std::size_t i = 0; i < count; ++i) {
    std::string data;
    for (const std::string& text : records_[i])
      data += static_cast<char>(text.size()) + text;
    // The name is the question's; TXT, internet, a minute.
    out += two_bytes(0xc000 | kHead) + two_bytes(16) + two_bytes(1);
    out += two_bytes(0) + two_bytes(60) + two_bytes(data.size()) + data;
  }
  if (manner_ == Manner::answers_rubbish) out.resize(out.size() - 3);
  return out;
}

}  // namespace veto::test
