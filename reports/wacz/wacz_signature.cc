// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/wacz/wacz_signature.h"

#include <openssl/core_names.h>
#include <openssl/ecdsa.h>

#include <algorithm>
#include <array>

#include "base/base64.h"

namespace veto::reports {
namespace {

using nlohmann::json;

constexpr const char* kFormVersion = "0.1.0";
constexpr int kScalar = 48;  // bytes of a number on P-384
constexpr std::array<const char*, 6> kForm = {
    "hash", "created", "software", "version", "signature", "publicKey"};

using SignaturePair = std::unique_ptr<ECDSA_SIG, Freed<ECDSA_SIG_free>>;
using SigningContext = std::unique_ptr<EVP_MD_CTX, Freed<EVP_MD_CTX_free>>;

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

std::string raw_form(const std::string& der) {
  const unsigned char* at = bytes_of(der);
  const SignaturePair pair(
      d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(der.size())));
  if (!pair) return {};
  std::string raw(2 * kScalar, '\0');
  auto* into = reinterpret_cast<unsigned char*>(raw.data());
  if (BN_bn2binpad(ECDSA_SIG_get0_r(pair.get()), into, kScalar) != kScalar ||
      BN_bn2binpad(ECDSA_SIG_get0_s(pair.get()), into + kScalar, kScalar) !=
          kScalar)
    return {};
  return raw;
}

std::string der_form(const std::string& raw) {
  const SignaturePair pair(ECDSA_SIG_new());
  BIGNUM* r = BN_bin2bn(bytes_of(raw), kScalar, nullptr);
  BIGNUM* s = BN_bin2bn(bytes_of(raw) + kScalar, kScalar, nullptr);
  if (!pair || ECDSA_SIG_set0(pair.get(), r, s) != 1) {
    BN_free(r);
    BN_free(s);
    return {};
  }
  unsigned char* der = nullptr;
  const int size = i2d_ECDSA_SIG(pair.get(), &der);
  std::string text(reinterpret_cast<char*>(der),
                   static_cast<std::size_t>(std::max(size, 0)));
  OPENSSL_free(der);
  return text;
}

std::string sign(EVP_PKEY* key, std::string_view text) {
  const SigningContext context(EVP_MD_CTX_new());
  std::size_t size = 0;
  if (!context ||
      EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key) !=
          1 ||
      EVP_DigestSign(context.get(), nullptr, &size, bytes_of(text),
                     text.size()) != 1)
    return {};
  std::string der(size, '\0');
  if (EVP_DigestSign(context.get(),
                     reinterpret_cast<unsigned char*>(der.data()), &size,
                     bytes_of(text), text.size()) != 1)
    return {};
  der.resize(size);
  return raw_form(der);
}

bool fits(EVP_PKEY* key, const std::string& raw, std::string_view text) {
  const std::string der = der_form(raw);
  const SigningContext context(EVP_MD_CTX_new());
  const bool right = context && !der.empty() &&
                     EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(),
                                          nullptr, key) == 1 &&
                     EVP_DigestVerify(context.get(), bytes_of(der), der.size(),
                                      bytes_of(text), text.size()) == 1;
  ERR_clear_error();
  return right;
}

std::string text_at(const json& object, const char* name) {
  const auto at = object.find(name);
  return at != object.end() && at->is_string() ? at->get<std::string>() : "";
}

}  // namespace

bool signs_wacz(const EVP_PKEY& key) {
  std::array<char, 32> group{};
  std::size_t size = 0;
  const bool named =
      EVP_PKEY_is_a(&key, "EC") == 1 &&
      EVP_PKEY_get_group_name(const_cast<EVP_PKEY*>(&key), group.data(),
                              group.size(), &size) == 1;
  ERR_clear_error();
  return named && std::string_view(group.data(), size) == SN_secp384r1;
}

std::string public_key_text(const EVP_PKEY& key) {
  unsigned char* der = nullptr;
  const int size = i2d_PUBKEY(&key, &der);
  const std::string text(reinterpret_cast<char*>(der),
                         static_cast<std::size_t>(std::max(size, 0)));
  OPENSSL_free(der);
  return encode_base64(text);
}

Result<json> wacz_signature(const SigningKey& key, std::string_view hash,
                            std::string_view created,
                            std::string_view software) {
  const std::string raw = sign(key.key.get(), hash);
  if (raw.empty())
    return fail(ErrorKind::bug, "cannot sign the captures: " + openssl_error());
  return json{{"hash", hash},
              {"created", created},
              {"software", software},
              {"version", kFormVersion},
              {"signature", encode_base64(raw)},
              {"publicKey", public_key_text(*key.key)}};
}

std::optional<std::string> why_not_signed(const json& signed_data,
                                          std::string_view hash) {
  if (!signed_data.is_object() || signed_data.size() != kForm.size() ||
      !std::ranges::all_of(kForm, [&](const char* name) {
        return signed_data.contains(name) && signed_data[name].is_string();
      }))
    return "signedData is not of the anonymous form";
  if (text_at(signed_data, "version") != kFormVersion)
    return "signedData is of another version";
  if (text_at(signed_data, "hash") != hash)
    return "signedData is about another digest";
  const auto raw = decode_base64(text_at(signed_data, "signature"));
  const auto spki = decode_base64(text_at(signed_data, "publicKey"));
  if (!raw || raw->size() != 2 * kScalar)
    return "the signature is not 96 bytes in base64";
  if (!spki) return "the public key is not base64";
  const unsigned char* at = bytes_of(*spki);
  const PrivateKey key(
      d2i_PUBKEY(nullptr, &at, static_cast<long>(spki->size())));
  ERR_clear_error();
  if (!key || !signs_wacz(*key)) return "the public key is none on P-384";
  if (!fits(key.get(), *raw, hash)) return "the signature does not fit";
  return std::nullopt;
}

}  // namespace veto::reports
