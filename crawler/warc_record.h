// SPDX-License-Identifier: GPL-3.0-or-later
//
// WARC 1.1 records (ISO 28500:2017) as bytes: warcinfo, response, revisit,
// request, metadata, and a resource for a certificate chain. docs/warc.md says
// what each holds.
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
#include "crawler/tls_info.h"

namespace veto::crawler {

using WarcFields = std::vector<std::pair<std::string, std::string>>;

// One exchange, as it is archived.
struct WarcExchange {
  std::string run_id;
  std::string url;  // without fragment
  UtcTime time;     // when the request began
  std::string remote_ip;
  std::string protocol;      // "http/1.1", "h2"
  std::string tls_version;   // "tls/1.3"; "" without TLS
  std::string cipher_suite;  // "" without TLS
  std::string request_head;
  std::string response_head;   // by archived_head()
  std::string_view body;       // content coding kept
  Digest payload_digest;       // of the body, or of the one that is referred to
  std::string_view truncated;  // "length", "time", "disconnect"; "" when whole
};

// "<urn:uuid:...>": a name-based UUID of our own making (RFC 9562, section
// 5.8), so that the same name gives the same record id.
std::string warc_record_id(std::string_view name);

// "WARC/1.1" to the two empty lines at the end; Content-Length is added.
std::string warc_record(const WarcFields& fields, std::string_view block);

std::string warc_response(const WarcExchange& exchange);

// Names the exchange whose response record holds the payload.
struct WarcOriginal {
  std::string run_id;
  std::string url;
  UtcTime time;
  Digest payload_digest;
};
enum class RevisitProfile {
  identical_payload,  // the same bytes came again; only the head is kept
  not_modified,       // the server answered 304
};
// Takes the response's place; exchange.body is not written.
std::string warc_revisit(const WarcExchange& exchange, RevisitProfile profile,
                         const WarcOriginal& original);

// Concurrent to the response, or the revisit, of the same exchange.
std::string warc_request(const WarcExchange& exchange);
// The same, with warc-fields (name, value) as its block.
std::string warc_metadata(const WarcExchange& exchange,
                          const WarcFields& facts);

// The resource that metadata records name for a connection's certificates.
std::string tls_chain_uri(const TlsInfo& tls);
// Its record in a file; the chain as PEM.
std::string warc_tls_chain(const TlsInfo& tls, std::string_view file_name,
                           UtcTime time);

struct WarcInfo {
  std::string file_name;
  std::string run_id;
  UtcTime time;
  std::string user_agent;
};
std::string warc_info(const WarcInfo& info);

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_WARC_RECORD_H_
