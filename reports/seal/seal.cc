// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/seal/seal.h"

#include <nlohmann/json.hpp>

#include "base/certificate.h"
#include "base/digest.h"
#include "base/file.h"
#include "reports/bundle/bag.h"
#include "reports/bundle/manifest.h"
#include "reports/seal/cms.h"

namespace veto::reports {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

// One file of the seal, and its line in the list of the seal.
class SealWriter {
 public:
  explicit SealWriter(const fs::path& dir) : dir_(dir) {}

  Status write(std::string_view name, std::string_view bytes) {
    entries_.push_back({sha256(bytes).hex(), std::string(name), 0});
    return write_file_atomic(dir_ / name, bytes);
  }
  Status write_list() {
    return write_file_atomic(dir_ / kSealManifest, format_manifest(entries_));
  }

 private:
  const fs::path& dir_;
  std::vector<ManifestEntry> entries_;
};

Status write_stamp(SealWriter& writer, const std::string& file,
                   std::string_view of, StampAnswer& answer,
                   std::vector<StampSeen>& seen) {
  if (auto s = writer.write(file, answer.response); !s) return s;
  if (auto s = writer.write(query_of(file), answer.query); !s) return s;
  seen.push_back({std::string(of), file, std::move(answer.stamp), {}, true});
  return {};
}

}  // namespace

std::string_view state_of(std::size_t stamps) {
  return stamps == 0 ? kUntimestamped : kSealed;
}

std::string manifest_stamp(std::size_t number) {
  return stamp_name(std::string(kSealFolder) + std::string(kTagManifest),
                    number);
}

std::string signature_stamp(std::size_t number) {
  return stamp_name(kSignature, number);
}

std::string stamp_chain(std::size_t number) {
  return std::string(kSealFolder) + "tsa-" + std::to_string(number) +
         "-chain.pem";
}

std::vector<std::string> seal_files(std::size_t stamps) {
  std::vector<std::string> files = {
      std::string(kSignature), std::string(kSignerPem), std::string(kSealJson)};
  for (std::size_t number = 1; number <= stamps; ++number) {
    for (const std::string& stamp :
         {manifest_stamp(number), signature_stamp(number)}) {
      files.push_back(stamp);
      files.push_back(query_of(stamp));
    }
    files.push_back(stamp_chain(number));
  }
  return files;
}

std::string seal_json(std::string_view tagmanifest_sha256,
                      std::string_view custody_head,
                      std::string_view fingerprint, std::string_view subject,
                      const std::vector<StampSeen>& stamps) {
  json list = json::array();
  for (const StampSeen& seen : stamps) {
    json entry = {{"file", seen.file},
                  {"of", seen.of},
                  {"time", to_rfc3339(seen.stamp.time)},
                  {"policy", seen.stamp.policy},
                  {"serial", seen.stamp.serial},
                  {"authority", seen.stamp.signer},
                  {"authority_sha256", seen.stamp.signer_fingerprint},
                  {"says_qualified", seen.stamp.says_qualified}};
    if (seen.stamp.accuracy)
      entry["accuracy_us"] = seen.stamp.accuracy->count();
    list.push_back(std::move(entry));
  }
  const std::string_view state = state_of(stamps.size());
  json facts = {{"schema", "veto.seal/1"},
                {"state", state},
                {"tagmanifest_sha256", tagmanifest_sha256},
                {"signer", {{"sha256", fingerprint}, {"subject", subject}}},
                {"time_stamps", std::move(list)}};
  if (!custody_head.empty()) facts["custody_head"] = custody_head;
  return facts.dump(2) + "\n";
}

Result<SealResult> write_seal(const fs::path& dir, const SealOrder& order) {
  auto tags = read_file(dir / kTagManifest, kMaxTagManifest);
  if (!tags) return pass(tags);
  auto text = read_file(dir / "bag-info.txt", kMaxTagManifest);
  if (!text) return pass(text);
  auto info = parse_bag_info(*text);
  if (!info) return pass(info);
  auto signature = sign_detached(order.key, *tags);
  if (!signature) return pass(signature);
  if (auto made = make_dirs(dir / kSealFolder); !made) return pass(made);
  const X509& certificate = *order.key.certificate;
  SealWriter writer(dir);
  if (auto s = writer.write(kSignature, *signature); !s) return pass(s);
  if (auto s = writer.write(kSignerPem, to_pem(certificate)); !s)
    return pass(s);
  SealResult result;
  std::vector<StampSeen> seen;
  for (std::size_t i = 0; i < order.authorities.size(); ++i) {
    auto of_tags = ask_stamp(order.authorities[i], sha256(*tags));
    auto of_signature =
        of_tags ? ask_stamp(order.authorities[i], sha256(*signature))
                : Result<StampAnswer>{};
    if (!of_tags || !of_signature) {
      result.failed.emplace_back(
          i, of_tags ? of_signature.error() : of_tags.error());
      continue;
    }
    const std::size_t number = ++result.stamps;
    const std::string chain = chain_for(*of_tags, order.roots_pem);
    if (auto s = write_stamp(writer, manifest_stamp(number), kTagManifest,
                             *of_tags, seen);
        !s)
      return pass(s);
    if (auto s = write_stamp(writer, signature_stamp(number), kSignature,
                             *of_signature, seen);
        !s)
      return pass(s);
    if (auto s = writer.write(stamp_chain(number), chain); !s) return pass(s);
  }
  const std::string facts =
      seal_json(sha256(*tags).hex(), (*info)[std::string(kCustodyLabel)],
                fingerprint_of(certificate), subject_of(certificate), seen);
  if (auto s = writer.write(kSealJson, facts); !s) return pass(s);
  if (auto s = writer.write_list(); !s) return pass(s);
  return result;
}

}  // namespace veto::reports
