// SPDX-License-Identifier: GPL-3.0-or-later
//
// Manifests of a bag (RFC 8493, sections 2.1.3 and 2.2.1), in the one form this
// program writes and accepts, which sha256sum, sha512sum and other bag readers
// understand alike:
//
//   <hexadecimal digest, lower case> <two spaces> <path> LF
//
// Paths keep to [A-Za-z0-9._-] and "/", so that percent-encoding, on which
// readers of bags disagree, never comes into play.

#ifndef VETO_REPORTS_BUNDLE_MANIFEST_H_
#define VETO_REPORTS_BUNDLE_MANIFEST_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace veto::reports {

inline constexpr std::size_t kSha256Digits = 64;
inline constexpr std::size_t kSha512Digits = 128;
inline constexpr std::size_t kMaxBundlePath = 160;

struct ManifestEntry {
  std::string hex;
  std::string path;
  std::size_t line = 0;  // 1-based
};

// A line that is no entry, or names a path a second time.
struct ManifestFault {
  std::size_t line = 0;
  std::string why;
};

// After so many no more lines are read.
inline constexpr std::size_t kMaxManifestFaults = 100;

struct Manifest {
  std::vector<ManifestEntry> entries;  // in the order of the file
  std::vector<ManifestFault> faults;
};

// Relative, at most kMaxBundlePath bytes, no empty segment, none that begins
// with a dot, no byte outside [A-Za-z0-9._-].
bool is_bundle_path(std::string_view path);

// Never fails: what is wrong is in `faults`, what is right in `entries`.
Manifest parse_manifest(std::string_view text, std::size_t digits);

// Sorted by path.
std::string format_manifest(std::vector<ManifestEntry> entries);

}  // namespace veto::reports

#endif  // VETO_REPORTS_BUNDLE_MANIFEST_H_
