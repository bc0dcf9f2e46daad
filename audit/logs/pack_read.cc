// SPDX-License-Identifier: GPL-3.0-or-later
//
// A stranger's files as a pack. Only what cannot be told from the rest is
// taken; whoever compares pack_files() of it finds whatever else was changed.

#include <algorithm>
#include <set>

#include "audit/logs/pack.h"
#include "base/bounded_json.h"
#include "base/file.h"
#include "base/text.h"

namespace veto::logs {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr int kMaxPackDepth = 16;
constexpr std::size_t kMaxPackLogs = 64;
constexpr std::size_t kMaxFileName = 160;
constexpr std::string_view kIdentityFolder = "identity/";

// Thrown and caught in this file only, as the JSON library's own errors are.
struct NoPack {
  std::string what;
};

bool is_plain_name(std::string_view name) {
  return !name.empty() && name.size() <= kMaxFileName && name.front() != '.' &&
         std::ranges::all_of(name, [](char c) {
           return is_digit(c) || (c >= 'a' && c <= 'z') ||
                  (c >= 'A' && c <= 'Z') || c == '.' || c == '-' || c == '_';
         });
}

bool is_version_name(std::string_view name) {
  for (std::size_t i = 0; i < kMaxPackVersions; ++i)
    if (name == version_file(i)) return true;
  return false;
}

std::uint64_t number(const json& j) {
  if (!j.is_number_unsigned()) throw NoPack{"a number that is none"};
  return j.get<std::uint64_t>();
}

std::size_t number_below(const json& j, std::size_t end) {
  const std::uint64_t value = number(j);
  if (value >= end) throw NoPack{"a number out of range"};
  return static_cast<std::size_t>(value);
}

Digest digest(const json& j) {
  auto found = Digest::parse(j.get<std::string>());
  if (!found) throw NoPack{"a digest that is none"};
  return *found;
}

UtcTime time(const json& j) {
  auto found = parse_rfc3339(j.get<std::string>());
  if (!found) throw NoPack{"a time that is none"};
  return *found;
}

std::optional<UtcTime> time_if_any(const json& j) {
  return j.is_null() ? std::nullopt : std::optional(time(j));
}

const json& list(const json& j, const char* name, std::size_t most) {
  const json& found = j.at(name);
  if (!found.is_array()) throw NoPack{std::string(name) + " is no list"};
  if (found.size() > most) throw NoPack{std::string(name) + " is too long"};
  return found;
}

const std::string& file(const std::map<std::string, std::string>& files,
                        const std::string& name) {
  const auto found = files.find(name);
  if (found == files.end()) throw NoPack{name + " is missing"};
  return found->second;
}

LogFile log_of(const json& j) {
  LogFile log;
  log.path = j.at("name").get<std::string>();
  log.size = number(j.at("size"));
  log.file_digest = digest(j.at("sha256"));
  log.stream_digest = digest(j.at("stream_sha256"));
  log.format = j.at("format").get<std::string>();
  log.weakness = j.at("weakness").get<std::string>();
  return log;
}

Place place_of(const json& j, const Pack& pack) {
  return {.file = static_cast<std::uint32_t>(
              number_below(j.at("log"), pack.logs.size())),
          .line = number(j.at("line")),
          .offset = number(j.at("offset"))};
}

// Lines stand one after another: where each begins follows from the lengths.
void read_pack_lines(const json& j, const std::string& text, Pack& pack) {
  std::size_t at = 0;
  for (const json& one : list(j, "lines", kMaxPackLines)) {
    const std::size_t length = number_below(one.at("length"), text.size() + 1);
    if (length >= text.size() - at || text[at + length] != '\n')
      throw NoPack{"lines.txt does not hold the lines that are listed"};
    PackLine line{.place = place_of(one, pack),
                  .role = one.at("role").get<std::string>(),
                  .bytes = text.substr(at, length)};
    if (!pack.lines.empty() && pack.lines.back().place >= line.place)
      throw NoPack{"lines out of order"};
    pack.lines.push_back(std::move(line));
    at += length + 1;
  }
  if (at != text.size())
    throw NoPack{"lines.txt holds more than the lines that are listed"};
}

crawler::Provenance provenance_named(const std::string& name) {
  using crawler::Provenance;
  for (auto one :
       {Provenance::asserted, Provenance::size_match, Provenance::captured})
    if (name == to_string(one)) return one;
  throw NoPack{"how robots.txt is known is none of the ways"};
}

Version version_of(const json& j, const std::string& origin,
                   const std::string& text) {
  crawler::RobotsVersion version;
  version.origin = origin;
  version.status = static_cast<int>(number_below(j.at("status"), 1000));
  version.text = text;
  version.digest = sha256(text);
  version.seen_from = time(j.at("in_force_from"));
  version.seen_to = time(j.at("in_force_to"));
  version.provenance = provenance_named(j.at("how_known").get<std::string>());
  version.source = j.at("source").get<std::string>();
  return std::make_shared<const crawler::RobotsVersion>(std::move(version));
}

FaceImage face_of(const json& j) {
  return {.target = j.at("target").get<std::string>(),
          .url = j.at("url").get<std::string>(),
          .digest = digest(j.at("sha256")),
          .bytes = number(j.at("bytes")),
          .capture_id = j.at("capture_id").get<std::string>(),
          .imported = j.at("imported").get<bool>()};
}

void read_identity(const json& j,
                   const std::map<std::string, std::string>& files,
                   Pack& pack) {
  for (const json& one : list(j, "identity", kMaxPackFiles)) {
    std::string name = one.at("file").get<std::string>();
    if (!name.starts_with(kIdentityFolder)) throw NoPack{"a name out of place"};
    const std::string& bytes = file(files, name);
    name.erase(0, kIdentityFolder.size());
    if (const auto kept = one.at("kept").get<std::string>(); !kept.empty())
      pack.kept[name] = kept;
    pack.identity[name] = bytes;
  }
}

Pack pack_of(const json& j, const std::map<std::string, std::string>& files) {
  Pack pack;
  auto finding = audit::finding_from_json(j.at("finding"));
  if (!finding) throw NoPack{finding.error().what};
  pack.finding = std::move(*finding);
  for (const json& one : list(j, "logs", kMaxPackLogs))
    pack.logs.push_back(log_of(one));
  read_pack_lines(j, file(files, "lines.txt"), pack);
  pack.alone = j.at("derives_alone").get<bool>();
  const json& further = j.at("further");
  pack.further = number(further.at("count"));
  for (const json& one : list(further, "places", kMaxFurther))
    pack.further_places.push_back(place_of(one, pack));
  const json& stated = j.at("stated");
  pack.origin = stated.at("origin").get<std::string>();
  pack.format = stated.at("format").get<std::string>();
  pack.own_token = stated.at("own_token").get<std::string>();
  pack.complete_from = time_if_any(stated.at("complete_from"));
  pack.first_served = time_if_any(stated.at("first_served"));
  for (const json& one : list(j, "robots", kMaxPackVersions))
    pack.versions.push_back(version_of(
        one, pack.origin, file(files, version_file(pack.versions.size()))));
  pack.versions_left_out = number(j.at("robots_left_out"));
  for (const json& one : list(j, "images", kMaxFurther))
    pack.faces.push_back(face_of(one));
  read_identity(j, files, pack);
  return pack;
}

Status read_folder(const fs::path& dir, const std::string& prefix,
                   std::map<std::string, std::string>& files,
                   std::size_t& total) {
  std::error_code code;
  for (fs::directory_iterator at(dir, code), end; !code && at != end;
       at.increment(code)) {
    const std::string name = at->path().filename().string();
    const fs::file_status status = at->symlink_status(code);
    const bool folder = prefix.empty() && name == "identity";
    if (folder && fs::is_directory(status)) {
      auto read = read_folder(at->path(), "identity/", files, total);
      if (!read) return read;
      continue;
    }
    const bool known =
        !prefix.empty()
            ? is_plain_name(name)
            : name == kPackName || name == "lines.txt" || is_version_name(name);
    if (!known || !fs::is_regular_file(status))
      return fail(ErrorKind::refused, "no file of an evidence pack",
                  printable(at->path().string()));
    if (files.size() >= kMaxPackFiles)
      return fail(ErrorKind::too_large, "too many files in the pack",
                  dir.string());
    auto bytes =
        read_file(at->path(), name == kPackName ? kMaxPackJson : kMaxPackFile);
    if (!bytes) return pass(bytes);
    total += bytes->size();
    if (total > kMaxPack)
      return fail(ErrorKind::too_large, "the pack is larger than any",
                  dir.string());
    files[prefix + name] = std::move(*bytes);
  }
  if (code) return fail(ErrorKind::io, "cannot list the folder", dir.string());
  return {};
}

}  // namespace

Result<std::map<std::string, std::string>> read_pack_files(
    const fs::path& dir) {
  std::error_code code;
  if (!fs::is_directory(dir, code))
    return fail(ErrorKind::not_found, "there is no such evidence pack",
                printable(dir.string()), "name the folder with pack.json");
  std::map<std::string, std::string> files;
  std::size_t total = 0;
  if (auto read = read_folder(dir, {}, files, total); !read) return pass(read);
  if (!files.contains(std::string(kPackName)))
    return fail(ErrorKind::not_found, "the folder has no pack.json",
                printable(dir.string()), "name the folder with pack.json");
  return files;
}

Result<Pack> parse_pack(const std::map<std::string, std::string>& files) {
  try {
    bool too_deep = false;
    const json j = parse_bounded_json<json>(file(files, std::string(kPackName)),
                                            kMaxPackDepth, too_deep);
    if (!j.is_object())
      return fail(ErrorKind::damaged, "pack.json is no JSON object");
    if (j.at("schema") != kPackSchema)
      return fail(ErrorKind::unsupported, "not a veto.pack/1");
    return pack_of(j, files);
  } catch (const json::exception& thrown) {
    return fail(ErrorKind::damaged,
                std::string("not an evidence pack (") + thrown.what() + ")");
  } catch (const NoPack& refused) {
    return fail(ErrorKind::damaged,
                "not an evidence pack (" + refused.what + ")");
  }
}

}  // namespace veto::logs
