// SPDX-License-Identifier: GPL-3.0-or-later
//
// X.509 certificates in the forms that people compare them in.

#ifndef VETO_BASE_CERTIFICATE_H_
#define VETO_BASE_CERTIFICATE_H_

#include <string>
#include <string_view>
#include <vector>

#include "base/openssl.h"

namespace veto {

inline constexpr std::size_t kMaxCertificates = 64;

std::string to_pem(const X509& certificate);

// Those in a PEM text, in order, at most kMaxCertificates; what is no
// certificate ends them.
std::vector<Certificate> certificates_in(std::string_view pem);

// SHA-256 of the DER, 64 lower-case hexadecimal digits; what "openssl x509
// -fingerprint -sha256" prints with colons.
std::string fingerprint_of(const X509& certificate);

// The subject in RFC 2253's form, printable.
std::string subject_of(const X509& certificate);

}  // namespace veto

#endif  // VETO_BASE_CERTIFICATE_H_
