// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/bundle/check_captures.h"

#include "base/certificate.h"
#include "base/file.h"
#include "reports/bundle/capture_files.h"
#include "reports/seal/seal.h"
#include "reports/wacz/check_wacz.h"
#include "reports/wacz/wacz_signature.h"

namespace veto::reports {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kMaxSignerPem = 1u << 20;

// Who must have signed the WACZ: the key that sealed the bundle, where it can.
// Where the seal does not fit, that is told already, and any key will do.
WaczSigner signer_of(const fs::path& dir, const Verification& result) {
  if (result.state == kUnsealed) return "";
  if (result.signer.empty()) return std::nullopt;
  const auto pem = read_file(dir / kSignerPem, kMaxSignerPem);
  if (!pem) return std::nullopt;
  const auto certificates = certificates_in(*pem);
  if (certificates.size() != 1 ||
      fingerprint_of(*certificates.front()) != result.signer)
    return std::nullopt;
  const EVP_PKEY* key = X509_get0_pubkey(certificates.front().get());
  if (key == nullptr) return std::nullopt;
  return signs_wacz(*key) ? public_key_text(*key) : "";
}

}  // namespace

Status check_captures(const fs::path& dir,
                      const std::map<std::string, FileDigests>& files,
                      Verification& result) {
  const std::string path(kCapturesWacz);
  if (!files.contains(path)) return {};
  const auto source = zip_file(dir / path);
  if (!source) return std::unexpected(source.error());
  auto checked = check_wacz(*source, signer_of(dir, result));
  if (!checked) return pass(checked);
  for (WaczFault& fault : checked->faults)
    result.problems.push_back(
        {std::string(fault.what), path, std::move(fault.detail)});
  return {};
}

}  // namespace veto::reports
