// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/dns_txt.h"

#include <ares.h>

#include <algorithm>

#include "crawler/dns_query.h"

namespace veto::crawler {
namespace {

constexpr std::size_t kMaxRecords = 64;
constexpr std::size_t kMaxRecord = 4096;

int read_records(const std::string& reply, std::vector<std::string>& records) {
  ares_txt_ext* list = nullptr;
  const int code = ares_parse_txt_reply_ext(
      reinterpret_cast<const unsigned char*>(reply.data()),
      static_cast<int>(reply.size()), &list);
  for (const ares_txt_ext* part = list; part != nullptr; part = part->next) {
    if (part->record_start != 0 || records.empty()) {
      if (records.size() == kMaxRecords) break;
      records.emplace_back();
    }
    std::string& record = records.back();
    record.append(reinterpret_cast<const char*>(part->txt), part->length);
    record.resize(std::min(record.size(), kMaxRecord));
  }
  ares_free_data(list);
  return code;
}

}  // namespace

Result<std::vector<std::string>> dns_txt(const std::string& name,
                                         const std::string& servers) {
  auto reply = dns_query(name, DnsType::txt, servers);
  if (!reply) return pass(reply);
  std::vector<std::string> records;
  if (reply->empty()) return records;
  const int code = read_records(*reply, records);
  if (auto read = dns_outcome(code, name); !read) return pass(read);
  return records;
}

}  // namespace veto::crawler
