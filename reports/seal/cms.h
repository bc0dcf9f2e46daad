// SPDX-License-Identifier: GPL-3.0-or-later
//
// A detached CMS signature (RFC 5652) over a file, in DER, that
// "openssl cms -verify" checks; with the signing certificate's digest among
// the signed attributes (RFC 5035, CAdES-BES).

#ifndef VETO_REPORTS_SEAL_CMS_H_
#define VETO_REPORTS_SEAL_CMS_H_

#include <string>
#include <string_view>

#include "base/error.h"
#include "reports/seal/signing_key.h"

namespace veto::reports {

inline constexpr std::size_t kMaxSignature = 256u << 10;

// Over the bytes as they are, with SHA-256. Errors: bug.
Result<std::string> sign_detached(const SigningKey& key,
                                  std::string_view content);

struct CmsSigner {
  std::string certificate_pem;
  std::string fingerprint;
  std::string subject;
};

// The one signer, when the signature is right: it covers `content`, and its
// certificate stands in it. Whether anybody vouches for the certificate is not
// asked. Errors: damaged, with the reason.
Result<CmsSigner> check_detached(std::string_view signature,
                                 std::string_view content);

}  // namespace veto::reports

#endif  // VETO_REPORTS_SEAL_CMS_H_
