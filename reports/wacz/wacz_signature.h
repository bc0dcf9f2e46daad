// SPDX-License-Identifier: GPL-3.0-or-later
//
// The signature of a WACZ (WACZ Signing and Verification 0.1.0, anonymous
// form), in the one way in which ReplayWeb.page checks it: ECDSA on P-384 with
// SHA-256 over the text "sha256:<hex>", as base64 of r and s side by side (96
// bytes); the key as base64 of its SubjectPublicKeyInfo in DER. The form has no
// room for a time stamp.

#ifndef VETO_REPORTS_WACZ_WACZ_SIGNATURE_H_
#define VETO_REPORTS_WACZ_WACZ_SIGNATURE_H_

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"
#include "reports/seal/signing_key.h"

namespace veto::reports {

// Whether that key can sign a WACZ: one on P-384.
bool signs_wacz(const EVP_PKEY& key);

// SubjectPublicKeyInfo (RFC 5280, section 4.1) in DER, as base64.
std::string public_key_text(const EVP_PKEY& key);

// The object "signedData" over the digest of datapackage.json, "sha256:<hex>".
// `created` is datapackage.json's, letter for letter. Errors: bug.
Result<nlohmann::json> wacz_signature(const SigningKey& key,
                                      std::string_view hash,
                                      std::string_view created,
                                      std::string_view software);

// What is wrong with it; nothing where it has just the properties of its form
// and the signature fits `hash`. Whose key it is, is not asked.
std::optional<std::string> why_not_signed(const nlohmann::json& signed_data,
                                          std::string_view hash);

}  // namespace veto::reports

#endif  // VETO_REPORTS_WACZ_WACZ_SIGNATURE_H_
