// SPDX-License-Identifier: GPL-3.0-or-later
//
// The keys that an operator's programs sign their requests with: the JWK set
// (RFC 7517, section 5) at /.well-known/http-message-signatures-directory
// (draft-ietf-webbotauth-httpsig-protocol-01). Only Ed25519 keys (RFC 8037)
// are taken; the others are counted.

#ifndef VETO_AUDIT_LOGS_KEY_DIRECTORY_H_
#define VETO_AUDIT_LOGS_KEY_DIRECTORY_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/time.h"

namespace veto::logs {

inline constexpr std::size_t kMaxDirectoryBytes = 1u << 20;
inline constexpr std::size_t kMaxDirectoryKeys = 200;

struct SigningKey {
  // RFC 7638, SHA-256, in base64url: what a signature names as "keyid".
  std::string thumbprint;
  std::string bytes;  // 32: the public key (RFC 8032, section 5.1.5)
  // "nbf" and "exp" of the key, where they are numbers: seconds since 1970.
  std::optional<UtcTime> from, until;
};

struct KeyDirectory {
  std::vector<SigningKey> keys;
  std::uint64_t others = 0;  // keys of other kinds, or that are none
};

// Errors: too_large, damaged (no JWK set, or one without an Ed25519 key).
Result<KeyDirectory> read_key_directory(std::string_view text);

// base64url without padding (RFC 4648, section 5).
std::string base64url(std::string_view bytes);

}  // namespace veto::logs

#endif  // VETO_AUDIT_LOGS_KEY_DIRECTORY_H_
