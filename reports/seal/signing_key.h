// SPDX-License-Identifier: GPL-3.0-or-later
//
// The key that seals bundles, with the certificate that names it: made by this
// program (ECDSA on P-384, which a WACZ signature needs too) or the user's own
// from a PKCS#12 file. Who holds the key is what its fingerprint stands for,
// wherever the user published it; the certificate of a key made here is signed
// by itself and says nothing more.

#ifndef VETO_REPORTS_SEAL_SIGNING_KEY_H_
#define VETO_REPORTS_SEAL_SIGNING_KEY_H_

#include <filesystem>
#include <string>
#include <string_view>

#include "base/error.h"
#include "base/openssl.h"
#include "base/time.h"

namespace veto::reports {

inline constexpr std::size_t kMinPassphrase = 8;  // bytes

struct SigningKey {
  PrivateKey key;
  Certificate certificate;
  // What a PKCS#12 file holds beside them: the certificates that lead to a
  // root. In PEM; empty for a key made here.
  std::string chain_pem;
};

// The same key; both share what OpenSSL counts references of.
SigningKey copy_of(const SigningKey& key);

// `name` becomes the certificate's common name (1 to 64 bytes of UTF-8). Valid
// from a day before `now` for ten years. Errors: usage (name), bug.
Result<SigningKey> make_signing_key(std::string_view name, UtcTime now);

// PKCS#8 encrypted by AES-256-CBC under PBKDF2 of the passphrase, then the
// certificate, both PEM. Errors: usage (a short passphrase), bug.
Result<std::string> protect_key(const SigningKey& key,
                                std::string_view passphrase);

// What protect_key() wrote, or a PKCS#12 file. Errors: refused (the passphrase
// does not open it), damaged (neither of the two, or key and certificate do
// not belong together), unsupported (neither EC nor RSA of 2048 bits and more).
Result<SigningKey> read_signing_key(std::string_view bytes,
                                    std::string_view passphrase,
                                    std::string_view where);

// The key in `path`; made there, readable by its owner alone, where there is
// none. Errors: as above; io.
Result<SigningKey> load_or_make_key(const std::filesystem::path& path,
                                    std::string_view passphrase,
                                    std::string_view name, UtcTime now);

}  // namespace veto::reports

#endif  // VETO_REPORTS_SEAL_SIGNING_KEY_H_
