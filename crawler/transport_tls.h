// SPDX-License-Identifier: GPL-3.0-or-later
//
// Reads TLS version, cipher suite and certificate chain of the connection an
// exchange uses. libcurl reports the chain to the exchange that opened the
// connection only, so it is read from OpenSSL and kept with the connection.

#ifndef VETO_CRAWLER_TRANSPORT_TLS_H_
#define VETO_CRAWLER_TRANSPORT_TLS_H_

#include <curl/curl.h>

#include <memory>
#include <string>

#include "crawler/tls_info.h"

namespace veto::crawler {

// To be called from inside one of the exchange's callbacks, where it has a
// connection. Null when that speaks no TLS.
std::shared_ptr<const TlsInfo> connection_tls(CURL* easy);

// The sentence for a certificate that was refused: that it is another host's,
// or what OpenSSL says of the chain.
std::string certificate_problem(CURL* easy);

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_TRANSPORT_TLS_H_
