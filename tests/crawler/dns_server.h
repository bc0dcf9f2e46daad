// SPDX-License-Identifier: GPL-3.0-or-later
//
// A DNS server on loopback that knows a few records.

#ifndef VETO_TESTS_CRAWLER_DNS_SERVER_H_
#define VETO_TESTS_CRAWLER_DNS_SERVER_H_

#include <atomic>
#include <cstdint>
#include <map>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace veto::test {

class DnsServer {
 public:
  // Each record is a list of strings of at most 255 bytes.
  using Record = std::vector<std::string>;
  enum class Manner { answers, says_no_name, answers_rubbish, keeps_silent };

  DnsServer(const std::string& name, const std::vector<Record>& txt,
            Manner manner = Manner::answers);
  // Data (RFC 1035, section 3.3) by name, in lower case, and type.
  using Zone = std::map<std::pair<std::string, int>, std::vector<std::string>>;
  explicit DnsServer(Zone zone, Manner manner = Manner::answers);
  ~DnsServer();
  DnsServer(const DnsServer&) = delete;
  DnsServer& operator=(const DnsServer&) = delete;

  std::string address() const;  // "127.0.0.1:PORT"
  int questions() const { return questions_; }

 private:
  void serve();
  std::string reply(const std::string& question) const;

  Zone zone_;
  Manner manner_;
  int socket_ = -1;
  std::uint16_t port_ = 0;
  std::atomic<bool> over_ = false;
  std::atomic<int> questions_ = 0;
  std::thread thread_;
};

// Data of a PTR record, and of an A or AAAA record.
std::string dns_name_data(const std::string& name);
std::string dns_address_data(const std::string& address);

}  // namespace veto::test

#endif  // VETO_TESTS_CRAWLER_DNS_SERVER_H_
