// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/bundle/check_captures.h"

#include <algorithm>
#include <optional>

#include "base/certificate.h"
#include "base/file.h"
#include "reports/bundle/capture_files.h"
#include "reports/seal/capture_stamps.h"
#include "reports/seal/seal.h"
#include "reports/seal/stamp.h"
#include "reports/wacz/check_wacz.h"
#include "reports/wacz/wacz_format.h"
#include "reports/wacz/wacz_signature.h"

namespace veto::reports {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kMaxSignerPem = 1u << 20;

// Who must have signed the WACZ: the key that sealed the bundle, where it can.
// Where the seal does not fit, that is told already, and any key will do.
WaczSigner signer_of(const fs::path& dir, const Verification& result) {
  if (is_blamed(result.problems, "bag-info.txt")) return std::nullopt;
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

Status stopped() {
  return fail(ErrorKind::interrupted, "stopped while the captures were read");
}

ZipSource until(std::stop_token stop, const ZipSource& source) {
  return {source.size, [=, read = source.read](std::uint64_t offset, char* into,
                                               std::size_t size) {
            return stop.stop_requested() ? stopped() : read(offset, into, size);
          }};
}

class StampCheck {
 public:
  StampCheck(const WalkedBundle& bundle, const VerifyDemands& demands,
             Verification& result)
      : bundle_(bundle), demands_(demands), result_(result) {}

  void run(const std::map<std::string, Digest>& warcs) {
    for (const auto& [path, digests] : bundle_.files) {
      const std::string name = fs::path(path).filename().string();
      if (!path.starts_with(std::string(kCapturesFolder) + "/") ||
          !name.ends_with(".tsr"))
        continue;
      const auto warc = std::ranges::find_if(warcs, [&](const auto& one) {
        return path == stamp_path(one.first, name);
      });
      if (warc == warcs.end())
        problem(path, "stamps no WARC file that is in there");
      else
        check(path, warc->first, warc->second);
    }
  }

 private:
  // Where the stamp of that name stands if it is one of that WARC file.
  static std::string stamp_path(const std::string& warc,
                                const std::string& name) {
    for (std::size_t number = 1; number <= kMaxAuthorities; ++number)
      if (name == stamp_name(warc, number))
        return std::string(kCapturesFolder) + "/" + name;
    return {};
  }

  void problem(const std::string& file, std::string detail) {
    result_.problems.push_back({"timestamp", file, std::move(detail)});
  }

  std::optional<std::string> read(const std::string& path) {
    if (!bundle_.has(path)) return std::nullopt;
    auto bytes = read_file(bundle_.dir / path, kMaxTimeStamp);
    return bytes ? std::optional(std::move(*bytes)) : std::nullopt;
  }

  void check(const std::string& path, const std::string& warc,
             const Digest& digest) {
    const auto response = read(path);
    const auto query = read(query_of(path));
    if ((!response || !query) && is_blamed(result_.problems, query_of(path)))
      return;
    if (!response || !query)
      return problem(path, "the stamp or its query cannot be read");
    auto stamp = check_time_stamp(*response, digest, *query);
    if (!stamp) {
      // Without its query a stamp may still be right: then that one is not.
      const bool alone = check_time_stamp(*response, digest).has_value();
      return problem(alone ? query_of(path) : path, stamp.error().what);
    }
    std::string why_not;
    std::string voucher = voucher_of(*response, demands_.roots_pem, why_not);
    if (!why_not.empty()) problem(path, std::move(why_not));
    const ChainFit fit =
        check_chain(*response, stamp->certificates_pem, chain_of(path));
    result_.stamps.push_back({std::string(kWaczArchive) + warc, path,
                              std::move(*stamp), std::move(voucher),
                              fit == ChainFit::to_root});
  }

  ChainFit check_chain(std::string_view response, std::string_view certificates,
                       const std::string& path) {
    const auto pem = read(path);
    const ChainFit fit =
        pem ? fit_of_chain(response, certificates, *pem) : ChainFit::other;
    if (fit == ChainFit::other && !is_blamed(result_.problems, path))
      problem(path, "not the certificates of the stamp");
    return fit;
  }

  const WalkedBundle& bundle_;
  const VerifyDemands& demands_;
  Verification& result_;
};

}  // namespace

Status check_captures(const WalkedBundle& bundle, const VerifyDemands& demands,
                      Verification& result) {
  const std::string path(kCapturesWacz);
  if (!bundle.has(path)) return {};
  const auto file = zip_file(bundle.dir / path);
  if (!file) return std::unexpected(file.error());
  const ZipSource source = until(demands.stop, *file);
  auto checked = check_wacz(source, signer_of(bundle.dir, result));
  if (demands.stop.stop_requested()) return stopped();
  if (!checked) return pass(checked);
  for (WaczFault& fault : checked->faults)
    result.problems.push_back(
        {std::string(fault.what), path, std::move(fault.detail)});
  // A stamp of a file that was altered since is none the worse.
  if (!is_blamed(result.problems, path))
    StampCheck(bundle, demands, result).run(checked->warcs);
  return {};
}

}  // namespace veto::reports
