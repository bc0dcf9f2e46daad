// SPDX-License-Identifier: GPL-3.0-or-later
//
// What makes a folder with data/ in it a bag (RFC 8493): its declaration,
// bag-info and manifests. docs/bundle-format.md says what is in them.

#ifndef VETO_REPORTS_BUNDLE_BAG_H_
#define VETO_REPORTS_BUNDLE_BAG_H_

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"
#include "reports/bundle/bag_files.h"

namespace veto::reports {

inline constexpr std::string_view kManifest256 = "manifest-sha256.txt";
inline constexpr std::string_view kManifest512 = "manifest-sha512.txt";
inline constexpr std::string_view kTagManifest = "tagmanifest-sha256.txt";
inline constexpr std::string_view kSealedFolder = "data/90-sealed";
inline constexpr std::uint64_t kMaxTagManifest = 256u << 20;
inline constexpr std::uint64_t kMaxBagInfo = 1u << 20;
inline constexpr std::string_view kCustodyPath =
    "data/40-custody/custody.jsonl";
// In a lesser edition, in the log's place.
inline constexpr std::string_view kCustodyHeadPath =
    "data/40-custody/head.json";
inline constexpr std::string_view kBagDeclaration =
    "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";

// "Label: value" lines in order.
using BagInfo = std::vector<std::pair<std::string, std::string>>;

// Labels at most once, no continuation lines: the form this program writes.
// Errors: damaged.
Result<std::map<std::string, std::string>> parse_bag_info(
    std::string_view text);

// What bag-info.txt says under a label; "" for nothing.
std::string said(const std::map<std::string, std::string>& info,
                 std::string_view label);

// The files below data/ in `dir`, and their digests; what is `known` is not
// read again. Errors: io; bug (a name in there that a bundle may not hold).
Result<std::map<std::string, FileDigests>> digest_payload(
    const std::filesystem::path& dir, const KnownDigests& known = {});

// Turns `dir`, which holds data/ with the files of `payload`, and perhaps tag
// files, into a bag: writes bagit.txt, bag-info.txt (with Payload-Oxum put
// first), both manifests, then the tag manifest, whose SHA-256 in hex is
// returned. Again, where it was one already. Errors: as above.
Result<std::string> finish_bag(
    const std::filesystem::path& dir, const BagInfo& info,
    const std::map<std::string, FileDigests>& payload);

}  // namespace veto::reports

#endif  // VETO_REPORTS_BUNDLE_BAG_H_
