// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/seal/signing_key.h"

#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

#include <chrono>
#include <cstdint>
#include <ctime>

#include "base/certificate.h"
#include "base/file.h"
#include "base/text.h"

namespace veto::reports {
namespace {

namespace fs = std::filesystem;

using Pkcs8 =
    std::unique_ptr<PKCS8_PRIV_KEY_INFO, Freed<PKCS8_PRIV_KEY_INFO_free>>;
using Encrypted = std::unique_ptr<X509_SIG, Freed<X509_SIG_free>>;
using Extension = std::unique_ptr<X509_EXTENSION, Freed<X509_EXTENSION_free>>;

constexpr std::uint64_t kMaxKeyFile = 1u << 20;
constexpr std::size_t kMaxName = 64;  // ub-common-name of RFC 5280
constexpr int kRounds = 600'000;      // of PBKDF2, once a bundle
constexpr std::chrono::days kBefore(1);
constexpr std::chrono::days kValid(3653);
constexpr int kMinRsaBits = 2048;

std::unexpected<Error> openssl_bug(std::string what) {
  return fail(ErrorKind::bug, what + " (" + openssl_error() + ")");
}

bool extend(X509& certificate, int nid, const char* value) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, &certificate, &certificate, nullptr, nullptr, 0);
  const Extension extension(X509V3_EXT_conf_nid(nullptr, &context, nid, value));
  return extension && X509_add_ext(&certificate, extension.get(), -1) == 1;
}

bool set_times(X509& certificate, UtcTime now) {
  const auto seconds = [&](std::chrono::days shift) {
    return std::chrono::system_clock::to_time_t(
        std::chrono::system_clock::time_point(
            std::chrono::floor<std::chrono::seconds>(now.time_since_epoch()) +
            shift));
  };
  return ASN1_TIME_set(X509_getm_notBefore(&certificate), seconds(-kBefore)) &&
         ASN1_TIME_set(X509_getm_notAfter(&certificate), seconds(kValid));
}

bool set_serial(X509& certificate) {
  std::uint64_t serial = 0;
  if (RAND_bytes(reinterpret_cast<unsigned char*>(&serial), sizeof serial) != 1)
    return false;
  // Positive and never 0 (RFC 5280, section 4.1.2.2).
  serial = (serial >> 1) | 1;
  return ASN1_INTEGER_set_uint64(X509_get_serialNumber(&certificate), serial);
}

bool set_names(X509& certificate, std::string_view name) {
  X509_NAME* subject = X509_get_subject_name(&certificate);
  return X509_NAME_add_entry_by_txt(
             subject, "CN", MBSTRING_UTF8,
             reinterpret_cast<const unsigned char*>(name.data()),
             static_cast<int>(name.size()), -1, 0) == 1 &&
         X509_set_issuer_name(&certificate, subject) == 1;
}

// "emailProtection" is what openssl cms -verify asks of a signer by default.
bool set_uses(X509& certificate) {
  return extend(certificate, NID_basic_constraints, "critical,CA:FALSE") &&
         extend(certificate, NID_key_usage, "critical,digitalSignature") &&
         extend(certificate, NID_ext_key_usage, "emailProtection") &&
         extend(certificate, NID_subject_key_identifier, "hash");
}

// OpenSSL asks nobody for a passphrase: it gets this one, or none.
int give_passphrase(char* buffer, int size, int, void* passphrase) {
  const auto& text = *static_cast<const std::string_view*>(passphrase);
  if (text.size() > static_cast<std::size_t>(size)) return -1;
  std::copy(text.begin(), text.end(), buffer);
  return static_cast<int>(text.size());
}

bool is_supported(const EVP_PKEY& key) {
  const int kind = EVP_PKEY_get_base_id(&key);
  return kind == EVP_PKEY_EC ||
         (kind == EVP_PKEY_RSA && EVP_PKEY_get_bits(&key) >= kMinRsaBits);
}

Result<SigningKey> checked(SigningKey key, std::string_view where) {
  if (X509_check_private_key(key.certificate.get(), key.key.get()) != 1)
    return fail(ErrorKind::damaged,
                "the key and the certificate do not belong together",
                std::string(where));
  if (!is_supported(*key.key))
    return fail(ErrorKind::unsupported,
                "the key is neither EC nor RSA of 2048 bits or more",
                std::string(where));
  return key;
}

std::unexpected<Error> not_opened(std::string_view where) {
  ERR_clear_error();
  return fail(ErrorKind::refused, "the passphrase does not open the key",
              std::string(where),
              "give the one it was made with, in VETO_KEY_PASSPHRASE or with "
              "--passphrase-file");
}

Result<SigningKey> read_pem(std::string_view bytes, std::string_view passphrase,
                            std::string_view where) {
  SigningKey result;
  const Bio bio = reading(bytes);
  result.key.reset(PEM_read_bio_PrivateKey(bio.get(), nullptr, give_passphrase,
                                           &passphrase));
  if (!result.key) return not_opened(where);
  result.certificate.reset(
      PEM_read_bio_X509(bio.get(), nullptr, give_passphrase, &passphrase));
  if (!result.certificate)
    return fail(ErrorKind::damaged, "no certificate stands behind the key",
                std::string(where));
  return checked(std::move(result), where);
}

Result<SigningKey> read_pkcs12(PKCS12& file, std::string_view passphrase,
                               std::string_view where) {
  EVP_PKEY* key = nullptr;
  X509* certificate = nullptr;
  STACK_OF(X509)* chain = nullptr;
  const std::string secret(passphrase);
  if (PKCS12_parse(&file, secret.c_str(), &key, &certificate, &chain) != 1)
    return not_opened(where);
  SigningKey result{PrivateKey(key), Certificate(certificate), {}};
  for (int i = 0; i < sk_X509_num(chain); ++i)
    result.chain_pem += to_pem(*sk_X509_value(chain, i));
  sk_X509_pop_free(chain, X509_free);
  if (!result.key || !result.certificate)
    return fail(ErrorKind::damaged, "the file lacks a key or its certificate",
                std::string(where));
  return checked(std::move(result), where);
}

}  // namespace

SigningKey copy_of(const SigningKey& key) {
  EVP_PKEY_up_ref(key.key.get());
  X509_up_ref(key.certificate.get());
  return {PrivateKey(key.key.get()), Certificate(key.certificate.get()),
          key.chain_pem};
}

Result<SigningKey> make_signing_key(std::string_view name, UtcTime now) {
  if (name.empty() || name.size() > kMaxName || printable(name) != name)
    return fail(ErrorKind::usage,
                "a signer's name has 1 to 64 bytes of printable text",
                printable(name));
  SigningKey made{PrivateKey(EVP_EC_gen("P-384")), Certificate(X509_new()), {}};
  if (!made.key || !made.certificate ||
      X509_set_version(made.certificate.get(), X509_VERSION_3) != 1 ||
      !set_serial(*made.certificate) || !set_names(*made.certificate, name) ||
      !set_times(*made.certificate, now) ||
      X509_set_pubkey(made.certificate.get(), made.key.get()) != 1 ||
      !set_uses(*made.certificate) ||
      X509_sign(made.certificate.get(), made.key.get(), EVP_sha256()) <= 0)
    return openssl_bug("cannot make a signing key");
  return made;
}

Result<std::string> protect_key(const SigningKey& key,
                                std::string_view passphrase) {
  if (passphrase.size() < kMinPassphrase)
    return fail(ErrorKind::usage,
                "the passphrase of a signing key has 8 bytes or more");
  const Pkcs8 plain(EVP_PKEY2PKCS8(key.key.get()));
  const Encrypted encrypted(
      plain ? PKCS8_encrypt(-1, EVP_aes_256_cbc(), passphrase.data(),
                            static_cast<int>(passphrase.size()), nullptr, 0,
                            kRounds, plain.get())
            : nullptr);
  const Bio bio = writing();
  if (!encrypted || PEM_write_bio_PKCS8(bio.get(), encrypted.get()) != 1)
    return openssl_bug("cannot encrypt the signing key");
  return written(bio) + to_pem(*key.certificate);
}

Result<SigningKey> read_signing_key(std::string_view bytes,
                                    std::string_view passphrase,
                                    std::string_view where) {
  if (bytes.starts_with("-----BEGIN"))
    return read_pem(bytes, passphrase, where);
  const auto* at = reinterpret_cast<const unsigned char*>(bytes.data());
  const Pkcs12 file(d2i_PKCS12(nullptr, &at, static_cast<long>(bytes.size())));
  if (file) return read_pkcs12(*file, passphrase, where);
  ERR_clear_error();
  return fail(ErrorKind::damaged, "neither a PEM nor a PKCS#12 file",
              std::string(where));
}

Result<SigningKey> load_or_make_key(const fs::path& path,
                                    std::string_view passphrase,
                                    std::string_view name, UtcTime now) {
  auto bytes = read_file(path, kMaxKeyFile);
  if (bytes) return read_signing_key(*bytes, passphrase, path.string());
  if (bytes.error().kind != ErrorKind::not_found) return pass(bytes);
  auto made = make_signing_key(name, now);
  if (!made) return made;
  const auto text = protect_key(*made, passphrase);
  if (!text) return std::unexpected(text.error());
  if (auto dirs = make_dirs(path.parent_path()); !dirs) return pass(dirs);
  const auto kept = write_file_atomic(path, *text, 0600);
  if (!kept) return std::unexpected(kept.error());
  return made;
}

}  // namespace veto::reports
