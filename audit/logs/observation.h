// SPDX-License-Identifier: GPL-3.0-or-later
//
// What this program itself fetched from operators: one line of JSON a file,
// in the manifest beside the files (docs/identity.md has the fields). A file
// of the user's says who published it and when by its name alone; one with
// such a line was seen there, then, by this program.

#ifndef VETO_AUDIT_LOGS_OBSERVATION_H_
#define VETO_AUDIT_LOGS_OBSERVATION_H_

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "base/digest.h"
#include "base/error.h"
#include "base/stage.h"
#include "base/time.h"

namespace veto::logs {

inline constexpr std::string_view kManifestName = "manifest.jsonl";
inline constexpr std::size_t kMaxManifestBytes = 8u << 20;
inline constexpr std::size_t kMaxManifestLine = 4096;

struct Observation {
  std::string file;  // its name, beside the manifest
  std::string url;   // as the registry names it
  int status = 0;    // HTTP
  UtcTime time;      // when the request began
  std::uint64_t bytes = 0;
  Digest digest;  // of the file
  // Of TLS: the host its certificate was valid for, and the certificate's
  // SHA-256 in hex. Both "" without.
  std::string certificate_host, certificate;
};

// With its line feed.
std::string observation_line(const Observation& seen);

// A line as it stood, and what it says.
struct ManifestEntry {
  Observation seen;
  std::string line;  // without its line feed
};
using Manifest = std::map<std::string, ManifestEntry, std::less<>>;  // by file

// Empty where there is no such file. A line that is none is left out with a
// warning; of two for one file the first stays. Errors: io, too_large.
Result<Manifest> read_manifest(const std::filesystem::path& path,
                               const Sinks& sinks);

// Why this does not show that `url` held those bytes at `date` (whole
// seconds); "" where it does.
std::string_view doubt(const Observation& seen, UtcTime date,
                       const Digest& digest);

}  // namespace veto::logs

#endif  // VETO_AUDIT_LOGS_OBSERVATION_H_
