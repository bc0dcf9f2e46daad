// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/seal/envelope.h"

#include <openssl/ec.h>
#include <openssl/rsa.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <chrono>
#include <limits>

#include "base/certificate.h"
#include "base/file.h"

namespace veto::reports {
namespace {

namespace fs = std::filesystem;

constexpr unsigned kEnvelopeFlags = CMS_PARTIAL | CMS_STREAM | CMS_BINARY;
// Of PBKDF2 with HMAC-SHA-1, the one OpenSSL's envelopes have.
constexpr int kEnvelopeRounds = 1'300'000;
constexpr int kMinRecipientBits = 2048;

std::unexpected<Error> no_envelope(std::string what, const fs::path& path,
                                   ErrorKind kind = ErrorKind::bug) {
  return fail(kind, what + " (" + openssl_error() + ")", path.string());
}

Status check_recipient(const X509& certificate, UtcTime now,
                       std::string_view where) {
  auto* own = const_cast<X509*>(&certificate);  // OpenSSL 3.0 takes no const
  const std::string at = std::string(where) + ", " + subject_of(certificate);
  std::time_t time = std::chrono::system_clock::to_time_t(
      std::chrono::time_point_cast<std::chrono::system_clock::duration>(now));
  if (X509_cmp_time(X509_get0_notAfter(own), &time) < 0 ||
      X509_cmp_time(X509_get0_notBefore(own), &time) > 0)
    return fail(ErrorKind::refused,
                "the recipient's certificate is not valid now", at,
                "ask for the one in use");
  const EVP_PKEY* key = X509_get0_pubkey(own);
  const int kind = key ? EVP_PKEY_get_base_id(key) : EVP_PKEY_NONE;
  const bool rsa =
      kind == EVP_PKEY_RSA && EVP_PKEY_get_bits(key) >= kMinRecipientBits;
  if (!rsa && kind != EVP_PKEY_EC)
    return fail(
        ErrorKind::unsupported,
        "the recipient's key is neither EC nor RSA of 2048 bits or more", at);
  // All bits are set where the certificate does not say.
  if ((X509_get_key_usage(own) &
       (rsa ? KU_KEY_ENCIPHERMENT : KU_KEY_AGREEMENT)) == 0)
    return fail(ErrorKind::refused,
                "the certificate says that its key is not for encryption", at,
                "ask the recipient for the one that is");
  return {};
}

bool add_recipient(CMS_ContentInfo& cms, X509& certificate) {
  CMS_RecipientInfo* info =
      CMS_add1_recipient_cert(&cms, &certificate, CMS_KEY_PARAM);
  EVP_PKEY_CTX* context =
      info ? CMS_RecipientInfo_get0_pkey_ctx(info) : nullptr;
  if (!context) return false;
  if (EVP_PKEY_get_base_id(X509_get0_pubkey(&certificate)) == EVP_PKEY_EC)
    return EVP_PKEY_CTX_set_ecdh_kdf_md(context, EVP_sha256()) > 0;
  return EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_OAEP_PADDING) > 0 &&
         EVP_PKEY_CTX_set_rsa_oaep_md(context, EVP_sha256()) > 0 &&
         EVP_PKEY_CTX_set_rsa_mgf1_md(context, EVP_sha256()) > 0;
}

bool add_passphrase(CMS_ContentInfo& cms, const std::string& passphrase) {
  // OpenSSL frees its copy, wiped.
  auto* copy = static_cast<unsigned char*>(
      OPENSSL_memdup(passphrase.data(), passphrase.size()));
  if (!copy) return false;
  if (CMS_add0_recipient_password(
          &cms, kEnvelopeRounds, NID_undef, NID_undef, copy,
          static_cast<ossl_ssize_t>(passphrase.size()), nullptr))
    return true;
  OPENSSL_clear_free(copy, passphrase.size());
  return false;
}

Cms begin_envelope(const Addressees& to) {
  const bool by_key = !to.recipients.empty();
  Cms cms(CMS_encrypt(nullptr, nullptr,
                      by_key ? EVP_aes_256_gcm() : EVP_aes_256_cbc(),
                      kEnvelopeFlags));
  if (!cms) return nullptr;
  if (!by_key)
    return add_passphrase(*cms, to.passphrase) ? std::move(cms) : nullptr;
  for (const Certificate& recipient : to.recipients)
    if (!add_recipient(*cms, *recipient)) return nullptr;
  return cms;
}

}  // namespace

std::string_view cipher_for(const Addressees& to) {
  return to.recipients.empty() ? "AES-256-CBC" : "AES-256-GCM";
}

Result<Addressees> read_recipients(std::string_view pem, UtcTime now,
                                   std::string_view where) {
  Addressees to{certificates_in(pem), {}};
  if (to.recipients.empty() || to.recipients.size() > kMaxRecipients)
    return fail(ErrorKind::usage,
                "recipients are 1 to " + std::to_string(kMaxRecipients) +
                    " certificates in PEM",
                std::string(where));
  for (const Certificate& recipient : to.recipients)
    if (auto fit = check_recipient(*recipient, now, where); !fit)
      return pass(fit);
  return to;
}

Result<Addressees> passphrase_addressee(std::string passphrase) {
  if (passphrase.size() < kMinEnvelopePassphrase)
    return fail(ErrorKind::usage, "the passphrase of an envelope has " +
                                      std::to_string(kMinEnvelopePassphrase) +
                                      " bytes or more");
  return Addressees{{}, std::move(passphrase)};
}

EnvelopeWriter::EnvelopeWriter(fs::path stem, const Addressees& to,
                               std::uint64_t part_size)
    : stem_(std::move(stem)), to_(to), part_size_(part_size) {}

EnvelopeWriter::~EnvelopeWriter() { drop_filters(); }

// They end where the file begins, which has an owner of its own.
void EnvelopeWriter::drop_filters() {
  while (filters_ && filters_ != file_.get()) {
    BIO* next = BIO_pop(filters_);
    BIO_free(filters_);
    filters_ = next;
  }
  filters_ = nullptr;
}

Status EnvelopeWriter::begin_part() {
  fs::path path = stem_;
  if (!parts_.empty()) path += "." + std::to_string(parts_.size() + 1);
  path += ".p7m";
  file_.reset(BIO_new_file(path.c_str(), "wbx"));
  if (!file_) return no_envelope("cannot create the file", path, ErrorKind::io);
  parts_.push_back(path);
  cms_ = begin_envelope(to_);
  filters_ = cms_ ? BIO_new_CMS(file_.get(), cms_.get()) : nullptr;
  in_part_ = 0;
  if (!filters_) return no_envelope("cannot begin an envelope", path);
  return {};
}

Status EnvelopeWriter::end_part() {
  const bool flushed = BIO_flush(filters_) > 0;
  drop_filters();
  file_.reset();
  cms_.reset();
  if (!flushed)
    return no_envelope("cannot write the file", parts_.back(), ErrorKind::io);
  auto kept = AppendFile::open(parts_.back());
  if (!kept) return pass(kept);
  return kept->sync();
}

Status EnvelopeWriter::write(std::string_view bytes) {
  while (!bytes.empty()) {
    if (filters_ && in_part_ == part_size_)
      if (auto ended = end_part(); !ended) return ended;
    if (!filters_)
      if (auto begun = begin_part(); !begun) return begun;
    const auto size = static_cast<int>(std::min<std::uint64_t>(
        {bytes.size(), part_size_ - in_part_, 1u << 20}));
    if (BIO_write(filters_, bytes.data(), size) != size)
      return no_envelope("cannot write the file", parts_.back(), ErrorKind::io);
    in_part_ += static_cast<std::uint64_t>(size);
    bytes.remove_prefix(static_cast<std::size_t>(size));
  }
  return {};
}

Result<std::vector<fs::path>> EnvelopeWriter::finish() {
  if (parts_.empty())
    return fail(ErrorKind::refused, "there is nothing to put in an envelope",
                stem_.string());
  if (filters_)
    if (auto ended = end_part(); !ended) return pass(ended);
  return parts_;
}

}  // namespace veto::reports
