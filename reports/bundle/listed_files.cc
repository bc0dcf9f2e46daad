// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/bundle/listed_files.h"

#include <charconv>
#include <limits>
#include <utility>

#include "base/digest.h"
#include "base/file.h"
#include "reports/bundle/bag.h"
#include "reports/bundle/manifest.h"
#include "reports/seal/seal.h"

namespace veto::reports {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kInfo = "bag-info.txt";

}  // namespace

ListedFiles::ListedFiles(const fs::path& dir,
                         const std::map<std::string, FileDigests>& files)
    : dir_(dir), files_(files) {
  add(kTagManifest, kSha256Digits);
  add(kManifest256, kSha256Digits);
  add(kManifest512, kSha512Digits);
  add(kSealManifest, kSha256Digits);
  find_octets();
}

bool ListedFiles::wants(const std::string& path, std::uint64_t size) const {
  return (listed_.contains(path) || path == kTagManifest) && size <= most(path);
}

// Only what the walk saw as a regular file is read.
std::optional<std::string> ListedFiles::read(std::string_view path,
                                             std::uint64_t most) {
  if (!files_.contains(std::string(path))) return std::nullopt;
  auto text = read_regular_file(dir_ / path, most, Links::refused);
  return text ? std::optional(*std::move(text)) : std::nullopt;
}

void ListedFiles::add(std::string_view list, std::size_t digits) {
  const auto text = read(list, kMaxTagFile);
  if (!text) return;
  for (ManifestEntry& entry : parse_manifest(*text, digits).entries) {
    if (list == kTagManifest && entry.path == kInfo) info_sha256_ = entry.hex;
    listed_.insert(std::move(entry.path));
  }
}

void ListedFiles::find_octets() {
  const auto text = read(kInfo, kMaxBagInfo);
  if (!text || sha256(*text).hex() != info_sha256_) return;
  const auto info = parse_bag_info(*text);
  if (!info) return;
  const std::string oxum = said(*info, "Payload-Oxum");
  std::uint64_t octets = 0;
  const auto [end, error] =
      std::from_chars(oxum.data(), oxum.data() + oxum.size(), octets);
  if (error == std::errc()) octets_ = octets;
}

std::uint64_t ListedFiles::most(std::string_view path) const {
  constexpr auto kAll = std::numeric_limits<std::uint64_t>::max();
  if (!is_payload(path)) return kMaxTagFile;
  return octets_ && *octets_ < kAll - kMoreThanSaid ? *octets_ + kMoreThanSaid
                                                    : kAll;
}

}  // namespace veto::reports
