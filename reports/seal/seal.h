// SPDX-License-Identifier: GPL-3.0-or-later
//
// The folder seal/ of a bundle: who sealed it, and since when it has existed.
// It stands on the digest of the tag manifest, which stands for all the rest.
// docs/bundle-format.md, "The seal", says what is in it.
//
// A bundle says in its bag-info, which the tag manifest covers, that it is
// sealed, by which key, and how many authorities stamped it: a seal that is cut
// off or replaced is missed.

#ifndef VETO_REPORTS_SEAL_SEAL_H_
#define VETO_REPORTS_SEAL_SEAL_H_

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "reports/seal/signing_key.h"
#include "reports/seal/stamp.h"
#include "reports/seal/stamp_seen.h"

namespace veto::reports {

inline constexpr std::string_view kSealFolder = "seal/";
inline constexpr std::string_view kSignature =
    "seal/tagmanifest-sha256.txt.p7s";
inline constexpr std::string_view kSignerPem = "seal/signer.pem";
inline constexpr std::string_view kSealJson = "seal/seal.json";
inline constexpr std::string_view kSealManifest =
    "seal/sealmanifest-sha256.txt";
inline constexpr std::size_t kMaxAuthorities = 9;

// Labels of bag-info.txt.
inline constexpr std::string_view kStateLabel = "Veto-State";
inline constexpr std::string_view kSignerLabel = "Veto-Signer-SHA256";
inline constexpr std::string_view kStampsLabel = "Veto-Time-Stamps";

inline constexpr std::string_view kUnsealed = "unsealed";
inline constexpr std::string_view kUntimestamped = "sealed-untimestamped";
inline constexpr std::string_view kSealed = "sealed";

// The state of a bundle that so many authorities stamped.
std::string_view state_of(std::size_t stamps);

// "seal/tagmanifest-sha256.txt.1.tsr" and so on; `number` counts from 1.
std::string manifest_stamp(std::size_t number);
std::string signature_stamp(std::size_t number);
// Certificates from the stamp's signer up to a root, as far as known.
std::string stamp_chain(std::size_t number);

// Every file of a seal with so many stamps, but the list of the seal itself.
std::vector<std::string> seal_files(std::size_t stamps);

struct SealOrder {
  SigningKey key;
  std::vector<StampAuthority> authorities;  // at most kMaxAuthorities
  // Roots the user trusts beside the system's; PEM, "" for none.
  std::string roots_pem;
};

struct SealResult {
  std::size_t stamps = 0;
  // Authorities by whom nothing was stamped, by index, with the reason. Then
  // nothing of the seal holds, and it is to be made again without them.
  std::vector<std::pair<std::size_t, Error>> failed;
};

// Writes seal/ into `dir`, which holds a finished bag. Errors: io, bug.
Result<SealResult> write_seal(const std::filesystem::path& dir,
                              const SealOrder& order);

inline constexpr std::string_view kCustodyLabel = "Veto-Custody-Head";

// seal.json: a summary that adds nothing to the files beside it, so that it can
// be written again from them.
// `custody_head` is bag-info's; "" for a seal that does not name it, as earlier
// programs wrote.
std::string seal_json(std::string_view tagmanifest_sha256,
                      std::string_view custody_head,
                      std::string_view fingerprint, std::string_view subject,
                      const std::vector<StampSeen>& stamps);

}  // namespace veto::reports

#endif  // VETO_REPORTS_SEAL_SEAL_H_
