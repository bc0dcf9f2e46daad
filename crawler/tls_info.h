// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a TLS connection showed of itself. One object a connection, shared by
// the exchanges that used it.

#ifndef VETO_CRAWLER_TLS_INFO_H_
#define VETO_CRAWLER_TLS_INFO_H_

#include <string>
#include <string_view>
#include <vector>

#include "base/digest.h"

namespace veto::crawler {

struct TlsInfo {
  std::string version;       // "tls/1.3", as WARC-Protocol writes it
  std::string cipher_suite;  // IANA's name: "TLS_AES_128_GCM_SHA256"
  // Certificates in DER as the server sent them, its own first.
  std::vector<std::string> chain;
  // SHA-256 of each, the fingerprint that browsers and openssl show.
  std::vector<Digest> fingerprints;
  // Of the chain's PEM text: the name under which it is archived.
  Digest chain_digest;
};

// Fills in the digests.
TlsInfo tls_info(std::string version, std::string cipher_suite,
                 std::vector<std::string> chain);

// The chain as PEM (RFC 7468), its own certificate first.
std::string chain_pem(const std::vector<std::string>& chain);

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_TLS_INFO_H_
