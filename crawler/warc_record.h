// SPDX-License-Identifier: GPL-3.0-or-later
//
// WARC 1.1 records (ISO 28500:2017) as bytes: warcinfo, response, request.
//
// Digests are "sha256:" with lower-case hexadecimal digits: base32 would need
// "=", which the grammar's token forbids. The payload digest covers the entity
// body with its content coding kept and transfer coding removed. A record's id
// is derived from what it holds, so the same capture has the same bytes.

#ifndef VETO_CRAWLER_WARC_RECORD_H_
#define VETO_CRAWLER_WARC_RECORD_H_

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/digest.h"
#include "base/time.h"

namespace veto::crawler {

using WarcFields = std::vector<std::pair<std::string, std::string>>;

// One exchange, as it is archived.
struct WarcExchange {
  std::string run_id;
  std::string url;  // without fragment
  UtcTime time;     // when the request began
  std::string remote_ip;
  std::string request_head;
  std::string response_head;  // by archived_head()
  std::string body;           // content coding kept
  Digest payload_digest;      // of body
  bool truncated = false;     // cut at a length limit
};

// "<urn:uuid:...>": a name-based UUID of our own making (RFC 9562, section
// 5.8), so that the same name gives the same record id.
std::string warc_record_id(std::string_view name);

// "WARC/1.1" to the two empty lines at the end; Content-Length is added.
std::string warc_record(const WarcFields& fields, std::string_view block);

std::string warc_response(const WarcExchange& exchange);
// Concurrent to the response of the same exchange.
std::string warc_request(const WarcExchange& exchange);

struct WarcInfo {
  std::string file_name;
  std::string run_id;
  UtcTime time;
  std::string user_agent;
};
std::string warc_info(const WarcInfo& info);

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_WARC_RECORD_H_
