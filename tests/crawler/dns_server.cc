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

DnsServer::Zone zone_of(const std::string& name,
                        const std::vector<DnsServer::Record>& txt) {
  constexpr int kTxt = 16;
  std::vector<std::string> data;
  for (const DnsServer::Record& record : txt) {
    std::string& one = data.emplace_back();
    for (const std::string& text : record)
      one += static_cast<char>(text.size()) + text;
  }
  return {{{name, kTxt}, std::move(data)}};
}

}  // namespace

std::string dns_name_data(const std::string& name) { return wire_name(name); }

std::string dns_address_data(const std::string& address) {
  char bytes[16];
  const bool v6 = address.find(':') != std::string::npos;
  REQUIRE(::inet_pton(v6 ? AF_INET6 : AF_INET, address.c_str(), bytes) == 1);
  return std::string(bytes, v6 ? 16 : 4);
}

DnsServer::DnsServer(const std::string& name, const std::vector<Record>& txt,
                     Manner manner)
    : DnsServer(zone_of(name, txt), manner) {}

DnsServer::DnsServer(Zone zone, Manner manner)
    : zone_(std::move(zone)), manner_(manner) {
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
    ++questions_;
    const std::string out =
        reply(std::string(bytes, static_cast<std::size_t>(got)));
    ::sendto(socket_, out.data(), out.size(), 0, any, size);
  }
}

std::string DnsServer::reply(const std::string& question) const {
  const std::size_t end = question.find('\0', kHead) + 5;
  if (end > question.size()) return {};
  const std::string name = question.substr(kHead, end - kHead - 4);
  const int type = static_cast<unsigned char>(question[end - 3]);
  bool known = false;
  const std::vector<std::string>* data = nullptr;
  for (const auto& [key, records] : zone_) {
    if (manner_ == Manner::says_no_name || wire_name(key.first) != name)
      continue;
    known = true;
    if (key.second == type) data = &records;
  }
  const std::size_t count = data ? data->size() : 0;
  // The id, a recursive answer, and whether there is no such name.
  std::string out = question.substr(0, 2) + '\x81' + (known ? '\x80' : '\x83');
  out += two_bytes(1) + two_bytes(count) + two_bytes(0) + two_bytes(0);
  out += question.substr(kHead, end - kHead);
  for (std::size_t i = 0; i < count; ++i) {
    // The name is the question's; internet, a minute.
    out += two_bytes(0xc000 | kHead) +
           two_bytes(static_cast<std::size_t>(type)) + two_bytes(1);
    out += two_bytes(0) + two_bytes(60) + two_bytes((*data)[i].size()) +
           (*data)[i];
  }
  if (manner_ == Manner::answers_rubbish) out.resize(out.size() - 3);
  return out;
}

}  // namespace veto::test
