// SPDX-License-Identifier: GPL-3.0-or-later
//
// Signs requests as Web Bot Auth wants, with the key of RFC 8037, appendix A.

#ifndef VETO_TESTS_AUDIT_LOGS_SIGNATURE_SAMPLE_H_
#define VETO_TESTS_AUDIT_LOGS_SIGNATURE_SAMPLE_H_

#include <doctest/doctest.h>
#include <openssl/evp.h>

#include <memory>
#include <string>

namespace veto::logs::test {

inline constexpr const char* kPublicKey =
    "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";
// RFC 8037, appendix A.3.
inline constexpr const char* kThumbprint =
    "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k";

inline std::string jwk_set(const std::string& more = "") {
  return std::string(R"({"keys": [{"kty": "OKP", "crv": "Ed25519", "x": ")") +
         kPublicKey + "\"" + more + "}]}";
}

// The Signature field's value under the label "sig".
inline std::string sign(const std::string& base) {
  constexpr unsigned char kSeed[32] = {
      0x9d, 0x61, 0xb1, 0x9d, 0xef, 0xfd, 0x5a, 0x60, 0xba, 0x84, 0x4a,
      0xf4, 0x92, 0xec, 0x2c, 0xc4, 0x44, 0x49, 0xc5, 0x69, 0x7b, 0x32,
      0x69, 0x19, 0x70, 0x3b, 0xac, 0x03, 0x1c, 0xae, 0x7f, 0x60};
  const std::unique_ptr<EVP_PKEY, void (*)(EVP_PKEY*)> key(
      EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, kSeed,
                                   sizeof kSeed),
      EVP_PKEY_free);
  const std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)> context(
      EVP_MD_CTX_new(), EVP_MD_CTX_free);
  unsigned char bytes[64];
  std::size_t size = sizeof bytes;
  REQUIRE(EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr,
                             key.get()) == 1);
  REQUIRE(EVP_DigestSign(context.get(), bytes, &size,
                         reinterpret_cast<const unsigned char*>(base.data()),
                         base.size()) == 1);
  unsigned char text[96];
  const int length = EVP_EncodeBlock(text, bytes, static_cast<int>(size));
  return "sig=:" +
         std::string(reinterpret_cast<const char*>(text),
                     static_cast<std::size_t>(length)) +
         ":";
}

}  // namespace veto::logs::test

#endif  // VETO_TESTS_AUDIT_LOGS_SIGNATURE_SAMPLE_H_
