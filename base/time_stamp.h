// SPDX-License-Identifier: GPL-3.0-or-later
//
// Time stamps (RFC 3161): an authority signs that a digest existed at a time.
// Only the digest leaves the machine. What is kept is the authority's answer as
// received, which "openssl ts -verify" reads.

#ifndef VETO_BASE_TIME_STAMP_H_
#define VETO_BASE_TIME_STAMP_H_

#include <optional>
#include <string>
#include <string_view>

#include "base/digest.h"
#include "base/error.h"
#include "base/time.h"

namespace veto {

inline constexpr std::size_t kMaxTimeStamp = 256u << 10;

// A request for a SHA-256 digest, in DER: with a nonce, and asking for the
// authority's certificates (sections 2.4.1 and 3.4). Errors: bug.
Result<std::string> time_stamp_query(const Digest& digest);

struct TimeStamp {
  UtcTime time;
  // Either way, where the authority says so.
  std::optional<std::chrono::microseconds> accuracy;
  std::string policy;              // an object identifier in dotted form
  std::string serial;              // hexadecimal
  std::string signer;              // its certificate's subject
  std::string signer_fingerprint;  // SHA-256 of that certificate, hexadecimal
  std::string certificates_pem;    // those that came along
  // The statement of ETSI EN 319 422, section 9.1 (identifier from memory),
  // that it is a qualified one. Anybody can make it; the trusted lists decide.
  bool says_qualified = false;
};

// The stamp in `response`, when it was granted for `digest`, in answer to
// `query` ("" where that was not kept; else byte for byte as
// time_stamp_query() makes it), and is rightly signed by a certificate
// for time stamps that came along. Whether anybody vouches for that one is
// why_not_vouched_for()'s question. Errors: damaged, with the reason.
Result<TimeStamp> check_time_stamp(std::string_view response,
                                   const Digest& digest,
                                   std::string_view query = {});

// The certificates that lead from the signer to a root, both included, in PEM:
// under the roots in `roots_pem`, or under the system's where that is empty,
// at the stamp's own time. Revocation is not asked. Errors: refused (none
// leads there), damaged.
Result<std::string> chain_of_stamp(std::string_view response,
                                   std::string_view roots_pem);

}  // namespace veto

#endif  // VETO_BASE_TIME_STAMP_H_
