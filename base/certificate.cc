// SPDX-License-Identifier: GPL-3.0-or-later

#include "base/certificate.h"

#include <openssl/pem.h>

#include "base/digest.h"
#include "base/text.h"

namespace veto {

std::vector<Certificate> certificates_in(std::string_view pem) {
  std::vector<Certificate> found;
  const Bio bio = reading(pem);
  while (!pem.empty() && found.size() < kMaxCertificates) {
    Certificate next(PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr));
    if (!next) break;
    found.push_back(std::move(next));
  }
  ERR_clear_error();
  return found;
}

std::string to_pem(const X509& certificate) {
  const Bio bio = writing();
  PEM_write_bio_X509(bio.get(), const_cast<X509*>(&certificate));
  return written(bio);
}

std::string fingerprint_of(const X509& certificate) {
  unsigned char* der = nullptr;
  const int size = i2d_X509(&certificate, &der);
  if (size <= 0) return {};
  const std::string bytes(reinterpret_cast<char*>(der),
                          static_cast<std::size_t>(size));
  OPENSSL_free(der);
  return sha256(bytes).hex();
}

std::string subject_of(const X509& certificate) {
  const Bio bio = writing();
  X509_NAME_print_ex(bio.get(), X509_get_subject_name(&certificate), 0,
                     XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB);
  return printable(written(bio));
}

}  // namespace veto
