// SPDX-License-Identifier: GPL-3.0-or-later
//
// Bytes that only a chosen reader opens: CMS in BER, as "openssl cms -decrypt
// -inform DER" reads it. For certificates AuthEnvelopedData (RFC 5083) with
// AES-256-GCM, which notices a changed byte; the key is wrapped by RSA-OAEP
// with SHA-256 (RFC 3560) or by ECDH (RFC 5753). For a passphrase EnvelopedData
// (RFC 5652, section 6.2.4) with AES-256-CBC, as OpenSSL reads no other: a
// changed byte is noticed by the lists of the bundle alone.
//
// Written as it comes, in little memory. Whoever opens it with openssl needs
// memory for all of it, and OpenSSL 3.0 was seen to refuse what is larger than
// 2 GiB: what is long comes in parts, each an envelope of its own.

#ifndef VETO_REPORTS_SEAL_ENVELOPE_H_
#define VETO_REPORTS_SEAL_ENVELOPE_H_

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/openssl.h"
#include "base/time.h"

namespace veto::reports {

inline constexpr std::size_t kMaxRecipients = 16;
// Bytes. Whoever has the file can try passphrases as long as they like.
inline constexpr std::size_t kMinEnvelopePassphrase = 12;
inline constexpr std::uint64_t kEnvelopePart = 512u << 20;

// Who opens an envelope: the holder of any recipient's key, or, where there
// are no recipients, whoever knows the passphrase.
struct Addressees {
  std::vector<Certificate> recipients;
  std::string passphrase;
};

// "AES-256-GCM" or "AES-256-CBC".
std::string_view cipher_for(const Addressees& to);

// The certificates of a PEM text, of people to whom one can write at `now`.
// Errors: usage (none in there, too many), refused (run out, or not for keys by
// its own word), unsupported (neither EC nor RSA of 2048 bits and more).
Result<Addressees> read_recipients(std::string_view pem, UtcTime now,
                                   std::string_view where);

// Errors: usage (too short).
Result<Addressees> passphrase_addressee(std::string passphrase);

// Writes "<stem>.p7m", then "<stem>.2.p7m" and so on, into a folder. What the
// parts hold, one after another, is what was written.
class EnvelopeWriter {
 public:
  // Nothing is written before the first byte. `to` must outlive it.
  EnvelopeWriter(std::filesystem::path stem, const Addressees& to,
                 std::uint64_t part_size = kEnvelopePart);
  ~EnvelopeWriter();
  EnvelopeWriter(const EnvelopeWriter&) = delete;
  EnvelopeWriter& operator=(const EnvelopeWriter&) = delete;

  // Errors: io (also for a part that is there already), bug. After one, what
  // is in the folder opens to nothing whole.
  Status write(std::string_view bytes);
  // Ends the last part and makes all of them durable; their paths in order, at
  // least one. Errors: as above; refused (nothing was written).
  Result<std::vector<std::filesystem::path>> finish();

 private:
  Status begin_part();
  Status end_part();
  void drop_filters();

  std::filesystem::path stem_;
  const Addressees& to_;
  std::uint64_t part_size_;
  std::vector<std::filesystem::path> parts_;
  Cms cms_;
  Bio file_;
  BIO* filters_ = nullptr;  // those of OpenSSL in front of file_
  std::uint64_t in_part_ = 0;
};

}  // namespace veto::reports

#endif  // VETO_REPORTS_SEAL_ENVELOPE_H_
