// SPDX-License-Identifier: GPL-3.0-or-later
//
// The evidence pack of one finding: all that it rests on and nothing else of a
// log, in files that sha256sum, tail and head can check. Format:
// docs/evidence-pack.md ("veto.pack/1").
//
//   pack.json    the finding, and where each byte of the below is from
//   lines.txt    log lines byte for byte, each ended by a line feed
//   robots.txt   the version in force; robots-2.txt ... the others known
//   identity/    lists, key directories and answers of the DNS
//
// What is in a pack is written by whoever hands it on: readers trust none of
// it (audit/logs/rederive.h).

#ifndef VETO_AUDIT_LOGS_PACK_H_
#define VETO_AUDIT_LOGS_PACK_H_

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "audit/finding.h"
#include "audit/logs/actors.h"
#include "audit/logs/logs.h"
#include "audit/logs/rulebook.h"
#include "base/error.h"

namespace veto::logs {

inline constexpr std::string_view kPackSchema = "veto.pack/1";
inline constexpr std::string_view kPackName = "pack.json";
inline constexpr std::size_t kMaxPackLines = 256;
// Evidence beyond those lines that is named by its place; the count is whole.
inline constexpr std::size_t kMaxFurther = 1000;
inline constexpr std::size_t kMaxPackVersions = 50;
inline constexpr std::size_t kMaxPackFiles = 200;
inline constexpr std::size_t kMaxPackJson = 8u << 20;
inline constexpr std::size_t kMaxPackFile = 20u << 20;
inline constexpr std::size_t kMaxPack = 64u << 20;  // all of its files

struct PackLine {
  Place place;  // file: index into Pack::logs
  // "evidence"; "own_read", another read of robots.txt by the same client;
  // "size_witness", a read that shows the size of a version.
  std::string role;
  std::string bytes;
};

struct Pack {
  audit::Finding finding;
  std::vector<LogFile> logs;    // path: its name alone
  std::vector<PackLine> lines;  // in order of their places
  // Whether these lines make the finding: the pack's writer tried. What else
  // a client asked for may bear on who it is, or on what it had read.
  bool alone = true;
  std::uint64_t further = 0;  // requests of the finding beyond those lines
  std::vector<Place> further_places;  // of these, at most kMaxFurther
  std::vector<Version> versions;      // the finding's own first
  std::uint64_t versions_left_out = 0;
  // As Inputs has them. "" for a format that was not given as text.
  std::string origin, format, own_token;
  std::optional<UtcTime> complete_from, first_served;
  std::vector<FaceImage> faces;
  // By name in identity/, and what a case calls them.
  std::map<std::string, std::string> identity;
  std::map<std::string, std::string> kept;
};

// By name in the pack's folder. The same pack gives the same bytes.
std::map<std::string, std::string> pack_files(const Pack& pack);

// Every file in that folder, links and devices excepted. Errors: not_found,
// io, too_large, refused (a link or a device, a name no pack has).
Result<std::map<std::string, std::string>> read_pack_files(
    const std::filesystem::path& dir);

// What the files say, however it may contradict itself. Errors: damaged,
// unsupported (another schema).
Result<Pack> parse_pack(const std::map<std::string, std::string>& files);

// "robots.txt", "robots-2.txt" ...
std::string version_file(std::size_t index);

}  // namespace veto::logs

#endif  // VETO_AUDIT_LOGS_PACK_H_
