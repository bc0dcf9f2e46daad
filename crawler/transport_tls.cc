// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/transport_tls.h"

#include <fmt/format.h>
#include <openssl/ssl.h>
#include <openssl/x509_vfy.h>

#include "base/check.h"

namespace veto::crawler {
namespace {

using Kept = std::shared_ptr<const TlsInfo>;

void release(void*, void* kept, CRYPTO_EX_DATA*, int, long, void*) {
  delete static_cast<Kept*>(kept);
}

// OpenSSL frees what lies here together with the connection.
int slot() {
  static const int index =
      SSL_get_ex_new_index(0, nullptr, nullptr, nullptr, &release);
  VETO_CHECK(index >= 0);
  return index;
}

std::string version_of(const SSL* ssl) {
  switch (SSL_version(ssl)) {
    case TLS1_3_VERSION:
      return "tls/1.3";
    case TLS1_2_VERSION:
      return "tls/1.2";
    case TLS1_1_VERSION:
      return "tls/1.1";
    default:
      return "tls/1.0";
  }
}

std::string cipher_of(const SSL* ssl) {
  const SSL_CIPHER* cipher = SSL_get_current_cipher(ssl);
  const char* name =
      cipher == nullptr ? nullptr : SSL_CIPHER_standard_name(cipher);
  return name == nullptr ? "" : name;
}

std::vector<std::string> chain_of(const SSL* ssl) {
  std::vector<std::string> chain;
  const STACK_OF(X509)* certificates = SSL_get_peer_cert_chain(ssl);
  for (int i = 0; i < sk_X509_num(certificates); ++i) {
    unsigned char* der = nullptr;
    const int size = i2d_X509(sk_X509_value(certificates, i), &der);
    if (size <= 0) continue;
    chain.emplace_back(reinterpret_cast<char*>(der),
                       static_cast<std::size_t>(size));
    OPENSSL_free(der);
  }
  return chain;
}

}  // namespace

std::shared_ptr<const TlsInfo> connection_tls(CURL* easy) {
  curl_tlssessioninfo* session = nullptr;
  if (curl_easy_getinfo(easy, CURLINFO_TLS_SSL_PTR, &session) != CURLE_OK ||
      session == nullptr || session->backend != CURLSSLBACKEND_OPENSSL ||
      session->internals == nullptr)
    return nullptr;
  SSL* ssl = static_cast<SSL*>(session->internals);
  if (const auto* kept = static_cast<Kept*>(SSL_get_ex_data(ssl, slot())))
    return *kept;
  auto info = std::make_shared<const TlsInfo>(
      tls_info(version_of(ssl), cipher_of(ssl), chain_of(ssl)));
  auto kept = std::make_unique<Kept>(info);
  if (SSL_set_ex_data(ssl, slot(), kept.get()) == 1) (void)kept.release();
  return info;
}

std::string certificate_problem(CURL* easy) {
  // Curl's own value until OpenSSL judged the chain; it looks at the name
  // first.
  long code = X509_V_ERR_UNSPECIFIED;
  curl_easy_getinfo(easy, CURLINFO_SSL_VERIFYRESULT, &code);
  if (code == X509_V_OK || code == X509_V_ERR_UNSPECIFIED)
    return "the host's certificate is not for this host name";
  return fmt::format("the host's certificate could not be verified ({})",
                     X509_verify_cert_error_string(code));
}

}  // namespace veto::crawler
