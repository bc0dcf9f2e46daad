// SPDX-License-Identifier: GPL-3.0-or-later
//
// One question to the DNS (RFC 1035), waited for. With the files that read its
// replies the only user of c-ares.

#ifndef VETO_CRAWLER_DNS_QUERY_H_
#define VETO_CRAWLER_DNS_QUERY_H_

#include <string>

#include "base/error.h"

namespace veto::crawler {

// RFC 1035, section 3.2.2; AAAA: RFC 3596.
enum class DnsType { a = 1, ptr = 12, txt = 16, aaaa = 28 };

// The reply's bytes (RFC 1035, section 4); "" where the name does not exist or
// has no such record. Asks the system's servers, or `servers` ("host:port",
// separated by commas), 12 seconds at the most. Errors: network.
Result<std::string> dns_query(const std::string& name, DnsType type,
                              const std::string& servers);

// What a code of c-ares comes to: nothing found is no error. Errors: network.
Status dns_outcome(int code, const std::string& name);

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_DNS_QUERY_H_
