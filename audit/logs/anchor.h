// SPDX-License-Identifier: GPL-3.0-or-later
//
// Anchors: what a log was at a time, said while it was still being written, so
// that later nobody can say that its lines were made up afterwards. One
// canonical JSON line an anchor, chained by SHA-256 to the line before it
// (docs/logs/anchors.md):
//
//   {"log":"access.log","prev":"<hex>","schema":"veto.log-anchor/1","seq":1,
//    "series":1,"sha256":"<hex>","size":1234,"time":"2026-11-23T09:44:24.123Z"}
//
// A time stamp of the line's own SHA-256 (RFC 3161) may lie beside the file, as
// FILE.<seq>.tsr.

#ifndef VETO_AUDIT_LOGS_ANCHOR_H_
#define VETO_AUDIT_LOGS_ANCHOR_H_

#include <cstdint>
#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "base/digest.h"
#include "base/error.h"
#include "base/time.h"

namespace veto::logs {

inline constexpr std::uint64_t kMaxAnchorBytes = 32u << 20;
inline constexpr std::size_t kMaxAnchors = 100'000;

struct Anchor {
  std::uint64_t seq = 1;     // in the file, from 1
  std::uint64_t series = 1;  // of this log; a rotation begins another
  std::string log;           // its name, without folder
  UtcTime time;              // by this computer's clock
  std::uint64_t size = 0;    // bytes, up to the end of the last whole line
  Digest sha256;             // of these bytes
  Digest prev;               // of the line before, without its line feed; or 0
};

// Without its line feed; the time to the millisecond.
std::string anchor_line(const Anchor& anchor);

// In order. Errors: not_found, io, too_large; damaged, naming the line: not as
// anchor_line() writes it, or not chained to the one before.
Result<std::vector<Anchor>> read_anchors(const std::filesystem::path& file);
// The same of its text, `name` for errors.
Result<std::vector<Anchor>> parse_anchors(std::string_view text,
                                          const std::string& name);

// The next anchor of `log`, to be appended to a file that holds `before`: what
// was anchored last of a log of that name must still be its beginning.
// `rotated`: it is another log by now, so a new series begins. Errors:
// not_found, io, unsupported (a packed log), interrupted; damaged, where the
// log is shorter than it was or begins otherwise: it was rotated, or changed.
Result<Anchor> next_anchor(const std::filesystem::path& log,
                           const std::vector<Anchor>& before, UtcTime now,
                           bool rotated, std::stop_token stop);

// Beside the anchor file.
std::filesystem::path anchor_stamp_path(const std::filesystem::path& file,
                                        std::uint64_t seq);

}  // namespace veto::logs

#endif  // VETO_AUDIT_LOGS_ANCHOR_H_
