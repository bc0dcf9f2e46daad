// SPDX-License-Identifier: GPL-3.0-or-later
//
// A file that an operator publishes about its clients (addresses, keys),
// fetched with one request: what was observed, by whom it was served, when.

#ifndef VETO_CRAWLER_OPERATOR_FILE_H_
#define VETO_CRAWLER_OPERATOR_FILE_H_

#include <cstdint>
#include <string>

#include "base/error.h"
#include "base/time.h"
#include "base/url.h"
#include "config/settings.h"

namespace veto::crawler {

struct OperatorFileRequest {
  std::uint64_t max_bytes = 0;
  // See TransportRequest: only where the user named the URL.
  bool private_addresses = false;
};

struct OperatorFile {
  std::string bytes;  // the body as served; no content coding is asked for
  int status = 0;
  UtcTime time;  // when the request began
  // The host that the server's certificate was valid for, and that
  // certificate's SHA-256 in hex; "" over http, where anybody may have
  // answered.
  std::string certificate_host;
  std::string certificate;
};

// Under the user agent of the settings' crawls. Redirections are not followed:
// what another URL holds is not what was published at this one. Errors: usage
// (no http or https URL), network (no answer, another status than 200),
// too_large.
Result<OperatorFile> fetch_operator_file(const Url& url,
                                         const OperatorFileRequest& how,
                                         const config::Settings& settings,
                                         const Clock& clock);

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_OPERATOR_FILE_H_
