// SPDX-License-Identifier: GPL-3.0-or-later
//
// OpenSSL's objects with owners, and its last error as a sentence.

#ifndef VETO_BASE_OPENSSL_H_
#define VETO_BASE_OPENSSL_H_

#include <openssl/bio.h>
#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pkcs12.h>
#include <openssl/ts.h>
#include <openssl/x509.h>

#include <memory>
#include <string>
#include <string_view>

namespace veto {

template <auto Free>
struct Freed {
  void operator()(auto* object) const { Free(object); }
};

using Bio = std::unique_ptr<BIO, Freed<BIO_free_all>>;
using Certificate = std::unique_ptr<X509, Freed<X509_free>>;
using PrivateKey = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using Cms = std::unique_ptr<CMS_ContentInfo, Freed<CMS_ContentInfo_free>>;
using Certificates = std::unique_ptr<STACK_OF(X509), Freed<[](auto* stack) {
                                       sk_X509_pop_free(stack, X509_free);
                                     }>>;
using Pkcs12 = std::unique_ptr<PKCS12, Freed<PKCS12_free>>;

// Reads `bytes`, which must outlive it.
inline Bio reading(std::string_view bytes) {
  return Bio(BIO_new_mem_buf(bytes.data(), static_cast<int>(bytes.size())));
}

inline Bio writing() { return Bio(BIO_new(BIO_s_mem())); }

inline std::string written(const Bio& bio) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio.get(), &data);
  return size > 0 ? std::string(data, static_cast<std::size_t>(size)) : "";
}

// Takes the errors of this thread; the first is the cause.
inline std::string openssl_error() {
  const unsigned long code = ERR_get_error();
  ERR_clear_error();
  const char* reason = code == 0 ? nullptr : ERR_reason_error_string(code);
  return reason ? reason : "no reason given";
}

}  // namespace veto

#endif  // VETO_BASE_OPENSSL_H_
