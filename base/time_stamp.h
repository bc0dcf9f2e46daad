// SPDX-License-Identifier: GPL-3.0-or-later
//
// Time stamps of others (RFC 3161): the query that a time stamping authority
// is sent, and what its answer says. Without network: who asks is above.

#ifndef VETO_BASE_TIME_STAMP_H_
#define VETO_BASE_TIME_STAMP_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "base/digest.h"
#include "base/error.h"
#include "base/time.h"

namespace veto {

inline constexpr std::size_t kMaxTimeStamp = 256 * 1024;  // bytes of an answer

// A TimeStampReq in DER (section 2.4.1): version 1, the SHA-256 digest, a
// random nonce of 63 bits, and certReq, so that the answer can be checked
// without asking for certificates.
struct TimeStampQuery {
  std::string der;
  std::uint64_t nonce = 0;
};
// Errors: io (no randomness).
Result<TimeStampQuery> time_stamp_query(const Digest& digest);

// What the authority states (section 2.4.2).
struct TimeStamp {
  UtcTime time;
  std::string policy;  // object identifier, "1.2.3"
  std::string serial;  // hexadecimal
  std::string signer;  // the certificate's subject, one line; not verified
};

// Reads a TimeStampResp in DER. Granted, for this digest, with this nonce (0:
// whatever the nonce), and signed by the certificate within. Whether that
// certificate is a trusted authority's is not looked at: `openssl ts -verify
// -CAfile ...` does that, on the same bytes. Errors: damaged (no time stamp, or
// one of something else, or its signature does not fit), refused (the authority
// did not grant it, with its reason), too_large.
Result<TimeStamp> read_time_stamp(std::string_view der, const Digest& digest,
                                  std::uint64_t nonce);

}  // namespace veto

#endif  // VETO_BASE_TIME_STAMP_H_
