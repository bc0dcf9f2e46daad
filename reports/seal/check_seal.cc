// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/seal/check_seal.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "base/digest.h"
#include "base/file.h"
#include "base/text.h"
#include "reports/bundle/bag.h"
#include "reports/seal/cms.h"
#include "reports/seal/seal.h"
#include "reports/seal/stamp.h"

namespace veto::reports {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kMaxSealFile = 1u << 20;

class SealCheck {
 public:
  SealCheck(const WalkedBundle& bundle, const VerifyDemands& demands,
            Verification& result)
      : bundle_(bundle), demands_(demands), result_(result) {}

  void run() {
    const auto stamps = stamps_named();
    if (!stamps) return;
    result_.state = state_of(*stamps);
    if (!no_word_of_it()) check_presence(*stamps);
    const auto tags = read(kTagManifest, kMaxTagManifest);
    const auto signature = read(kSignature, kMaxSealFile);
    if (!tags || !signature) return;
    check_signature(*tags, *signature);
    for (std::size_t number = 1; number <= *stamps; ++number) {
      const std::size_t before = result_.stamps.size();
      check_stamp(manifest_stamp(number), kTagManifest, *tags);
      const bool of_tags = result_.stamps.size() > before;
      if (!is_blamed(result_.problems, kSignature))
        check_stamp(signature_stamp(number), kSignature, *signature);
      if (of_tags) check_chain(stamp_chain(number), before);
    }
    check_facts(*tags, *stamps);
  }

 private:
  void problem(std::string what, std::string_view file, std::string detail) {
    result_.problems.push_back(
        {std::move(what), std::string(file), std::move(detail)});
  }

  // Whether what bag-info.txt says of the seal is worth nothing: it is told
  // already that it was altered.
  bool no_word_of_it() const {
    return is_blamed(result_.problems, "bag-info.txt");
  }

  // How many authorities bag-info.txt says stamped the bundle; nothing where
  // it is not sealed.
  std::optional<std::size_t> stamps_named() {
    const std::string state = bundle_.says(kStateLabel);
    if (state.empty() || state == kUnsealed) {
      result_.state = kUnsealed;
      for (const auto& [path, digests] : bundle_.files)
        if (path.starts_with(kSealFolder) && !no_word_of_it())
          problem("extra", path, "bag-info.txt says that nothing is sealed");
      if (!demands_.key.empty())
        problem("key", "bag-info.txt", "nobody sealed this bundle");
      return std::nullopt;
    }
    const std::string written = bundle_.says(kStampsLabel);
    std::size_t stamps = 0;
    const auto [end, error] = std::from_chars(
        written.data(), written.data() + written.size(), stamps);
    if (error == std::errc() && end == written.data() + written.size() &&
        stamps <= kMaxAuthorities && state == state_of(stamps))
      return stamps;
    problem("altered", "bag-info.txt",
            fmt::format("{} and {} do not agree", kStateLabel, kStampsLabel));
    return std::nullopt;
  }

  void check_presence(std::size_t stamps) {
    auto wanted = seal_files(stamps);
    wanted.emplace_back(kSealManifest);
    for (const std::string& file : wanted)
      if (!bundle_.has(file))
        problem("missing", file, "bag-info.txt says that the bundle is sealed");
    for (const auto& [path, digests] : bundle_.files)
      if (path.starts_with(kSealFolder) &&
          std::ranges::find(wanted, path) == wanted.end())
        problem("extra", path, "no part of the seal");
  }

  std::optional<std::string> read(std::string_view path, std::uint64_t most) {
    if (!bundle_.has(path)) return std::nullopt;
    auto bytes = read_file(bundle_.dir / path, most);
    if (bytes) return std::move(*bytes);
    problem("altered", path, bytes.error().what);
    return std::nullopt;
  }

  void check_signature(std::string_view tags, std::string_view signature) {
    const auto signer = check_detached(signature, tags);
    if (!signer) return problem("signature", kSignature, signer.error().what);
    result_.signer = signer->fingerprint;
    result_.signer_name = signer->subject;
    if (signer->fingerprint != bundle_.says(kSignerLabel) && !no_word_of_it())
      problem("signature", kSignature,
              fmt::format("is by the key {}; bag-info.txt names {}",
                          signer->fingerprint, bundle_.says(kSignerLabel)));
    const auto pem = read(kSignerPem, kMaxSealFile);
    if (pem && *pem != signer->certificate_pem &&
        !is_blamed(result_.problems, kSignature))
      problem("altered", kSignerPem, "not the certificate in the signature");
    if (!demands_.key.empty() && demands_.key != signer->fingerprint)
      problem("key", kSignature,
              fmt::format("is by the key {}, not the one demanded",
                          signer->fingerprint));
  }

  void check_stamp(const std::string& file, std::string_view of,
                   std::string_view content) {
    const auto response = read(file, kMaxSealFile);
    const auto query = read(query_of(file), kMaxSealFile);
    if (!response || !query) return;
    auto stamp = check_time_stamp(*response, sha256(content), *query);
    if (!stamp) {
      // Without its query a stamp may still be right: then that one is not.
      const bool alone =
          check_time_stamp(*response, sha256(content)).has_value();
      problem("timestamp", alone ? query_of(file) : file, stamp.error().what);
      return;
    }
    std::string why_not;
    std::string voucher = voucher_of(*response, demands_.roots_pem, why_not);
    if (!why_not.empty()) problem("timestamp", file, std::move(why_not));
    result_.stamps.push_back(
        {std::string(of), file, std::move(*stamp), std::move(voucher), true});
  }

  // One file for both stamps of an authority, made from the first of them.
  void check_chain(const std::string& file, std::size_t first) {
    const auto pem = read(file, kMaxSealFile);
    const auto response = read(result_.stamps[first].file, kMaxSealFile);
    if (!pem || !response || is_blamed(result_.problems, file)) return;
    const ChainFit fit = fit_of_chain(
        *response, result_.stamps[first].stamp.certificates_pem, *pem);
    if (fit == ChainFit::other)
      problem("altered", file, "not the certificates of the stamp");
    for (std::size_t i = first; i < result_.stamps.size(); ++i)
      result_.stamps[i].chain_has_root = fit == ChainFit::to_root;
  }

  void check_facts(std::string_view tags, std::size_t stamps) {
    const auto facts = read(kSealJson, kMaxSealFile);
    // Only a seal that fits can be told again.
    if (!facts || no_word_of_it() || result_.signer.empty() ||
        result_.stamps.size() != 2 * stamps)
      return;
    const auto told = [&](std::string_view head) {
      return seal_json(sha256(tags).hex(), head, result_.signer,
                       result_.signer_name, result_.stamps);
    };
    if (*facts != told(bundle_.says(kCustodyLabel)) && *facts != told(""))
      problem("altered", kSealJson, "does not say what the seal says");
  }

  const WalkedBundle& bundle_;
  const VerifyDemands& demands_;
  Verification& result_;
};

}  // namespace

void check_seal(const WalkedBundle& bundle, const VerifyDemands& demands,
                Verification& result) {
  SealCheck(bundle, demands, result).run();
}

}  // namespace veto::reports
