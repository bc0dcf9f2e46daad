// SPDX-License-Identifier: GPL-3.0-or-later
//
// TXT records of the DNS (RFC 1035, section 3.3.14). Blocking: a command's own
// question, not a crawl's.

#ifndef VETO_CRAWLER_DNS_TXT_H_
#define VETO_CRAWLER_DNS_TXT_H_

#include <string>
#include <vector>

#include "base/error.h"

namespace veto::crawler {

// Each record with its strings joined, in no order; none where the name has
// none or does not exist. Asks the system's servers, or `servers` ("host:port",
// separated by commas), 12 seconds at the most; at most 64 records of 4096
// bytes. Errors: network (no answer, or none that can be read).
Result<std::vector<std::string>> dns_txt(const std::string& name,
                                         const std::string& servers = {});

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_DNS_TXT_H_
