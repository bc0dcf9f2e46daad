// SPDX-License-Identifier: GPL-3.0-or-later
//
// A DNS server on loopback that knows the TXT records of one name.

#ifndef VETO_TESTS_CRAWLER_DNS_SERVER_H_
#define VETO_TESTS_CRAWLER_DNS_SERVER_H_

#include <atomic>
#include <cstdint>
#include <string>
#include <thread>
#include <vector>

namespace veto::test {

class DnsServer {
 public:
  // Each record is a list of strings of at most 255 bytes.
  using Record = std::vector<std::string>;
  enum class Manner { answers, says_no_name, answers_rubbish, keeps_silent };

  DnsServer(std::string name, std::vector<Record> records,
            Manner manner = Manner::answers);
  ~DnsServer();
  DnsServer(const DnsServer&) = delete;
  DnsServer& operator=(const DnsServer&) = delete;

  std::string address() const;  // "127.0.0.1:PORT"

 private:
  void serve();
  std::string reply(const std::string& question) const;

  std::string name_;
  std::vector<Record> records_;
  Manner manner_;
  int socket_ = -1;
  std::uint16_t port_ = 0;
  std::atomic<bool> over_ = false;
  std::thread thread_;
};

}  // namespace veto::test

#endif  // VETO_TESTS_CRAWLER_DNS_SERVER_H_
