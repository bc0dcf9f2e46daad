// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/tls_info.h"

#include <openssl/evp.h>

#include "base/check.h"

namespace veto::crawler {
namespace {

constexpr std::size_t kPemLine = 64;  // characters

std::string base64(std::string_view bytes) {
  std::string text(4 * ((bytes.size() + 2) / 3) + 1, '\0');
  const int size =
      EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                      reinterpret_cast<const unsigned char*>(bytes.data()),
                      static_cast<int>(bytes.size()));
  VETO_CHECK(size >= 0);
  text.resize(static_cast<std::size_t>(size));
  return text;
}

}  // namespace

std::string chain_pem(const std::vector<std::string>& chain) {
  std::string pem;
  for (const auto& der : chain) {
    const std::string text = base64(der);
    pem += "-----BEGIN CERTIFICATE-----\n";
    for (std::size_t at = 0; at < text.size(); at += kPemLine)
      pem.append(text, at, kPemLine).append("\n");
    pem += "-----END CERTIFICATE-----\n";
  }
  return pem;
}

TlsInfo tls_info(std::string version, std::string cipher_suite,
                 std::vector<std::string> chain) {
  TlsInfo info;
  info.version = std::move(version);
  info.cipher_suite = std::move(cipher_suite);
  info.chain = std::move(chain);
  for (const auto& der : info.chain) info.fingerprints.push_back(sha256(der));
  info.chain_digest = sha256(chain_pem(info.chain));
  return info;
}

}  // namespace veto::crawler
