// SPDX-License-Identifier: GPL-3.0-or-later
//
// A pack as files.

#include "audit/logs/pack.h"

#include <fmt/format.h>

#include "audit/logs/evidence_lines.h"
#include "audit/logs/line_view.h"
#include "base/text.h"

namespace veto::logs {
namespace {

using nlohmann::json;

// With the microseconds that intervals are cut at.
std::string exact_time(UtcTime time) {
  std::string text = to_rfc3339(time);
  text.insert(text.size() - 1,
              fmt::format("{:03}", (to_micros(time) % 1000 + 1000) % 1000));
  return text;
}

json time_or_null(const std::optional<UtcTime>& time) {
  return time ? json(exact_time(*time)) : json(nullptr);
}

json log_json(const LogFile& log) {
  return {{"name", to_valid_utf8(log.path.string())},
          {"size", log.size},
          {"sha256", log.file_digest.hex()},
          {"stream_sha256", log.stream_digest.hex()},
          {"packed", log.file_digest != log.stream_digest},
          {"format", log.format},
          {"weakness", log.weakness}};
}

json line_json(const Pack& pack, const PackLine& line, std::uint64_t at) {
  const LogFile& log = pack.logs[line.place.file];
  return {{"log", line.place.file},
          {"line", line.place.line},
          {"offset", line.place.offset},
          {"length", line.bytes.size()},
          {"sha256", sha256(line.bytes).hex()},
          {"at", at},
          {"role", line.role},
          {"ref", line_ref(log, line.place)},
          {"check", fmt::format("tail -c +{} LOG | head -c {} | sha256sum",
                                line.place.offset + 1, line.bytes.size())},
          {"decoded", line_view(log, pack.format, line.bytes)}};
}

json version_json(const Pack& pack, std::size_t index) {
  const crawler::RobotsVersion& version = *pack.versions[index];
  bool named = false;
  for (const audit::Evidence& item : pack.finding.evidence)
    named =
        named || (item.kind == "robots" && item.ref == version.digest.hex());
  return {{"file", version_file(index)},
          {"status", version.status},
          {"sha256", version.digest.hex()},
          {"bytes", version.text.size()},
          {"in_force_from", exact_time(version.seen_from)},
          {"in_force_to", exact_time(version.seen_to)},
          {"how_known", std::string(to_string(version.provenance))},
          {"source", to_valid_utf8(version.source)},
          {"named_by_finding", named}};
}

json face_json(const FaceImage& face) {
  return {
      {"target", to_valid_utf8(face.target)}, {"url", to_valid_utf8(face.url)},
      {"sha256", face.digest.hex()},          {"bytes", face.bytes},
      {"capture_id", face.capture_id},        {"imported", face.imported}};
}

json identity_json(const Pack& pack) {
  json list = json::array();
  for (const auto& [name, bytes] : pack.identity) {
    const auto kept = pack.kept.find(name);
    list.push_back({{"file", "identity/" + name},
                    {"sha256", sha256(bytes).hex()},
                    {"kept", kept == pack.kept.end() ? "" : kept->second}});
  }
  return list;
}

json document(const Pack& pack) {
  json logs = json::array(), lines = json::array(), further = json::array(),
       versions = json::array(), faces = json::array();
  for (const LogFile& log : pack.logs) logs.push_back(log_json(log));
  std::uint64_t at = 0;
  for (const PackLine& line : pack.lines) {
    lines.push_back(line_json(pack, line, at));
    at += line.bytes.size() + 1;
  }
  for (const Place& place : pack.further_places)
    further.push_back(
        {{"log", place.file}, {"line", place.line}, {"offset", place.offset}});
  for (std::size_t i = 0; i < pack.versions.size(); ++i)
    versions.push_back(version_json(pack, i));
  for (const FaceImage& face : pack.faces) faces.push_back(face_json(face));
  return {{"schema", kPackSchema},
          {"finding", to_json(pack.finding)},
          {"logs", std::move(logs)},
          {"lines", std::move(lines)},
          {"derives_alone", pack.alone},
          {"further", {{"count", pack.further}, {"places", further}}},
          {"robots", std::move(versions)},
          {"robots_left_out", pack.versions_left_out},
          {"images", std::move(faces)},
          {"identity", identity_json(pack)},
          {"stated",
           {{"origin", to_valid_utf8(pack.origin)},
            {"format", to_valid_utf8(pack.format)},
            {"own_token", to_valid_utf8(pack.own_token)},
            {"complete_from", time_or_null(pack.complete_from)},
            {"first_served", time_or_null(pack.first_served)}}},
          {"rederive", "veto logs rederive PACK --log LOG"}};
}

}  // namespace

std::string version_file(std::size_t index) {
  return index == 0 ? "robots.txt" : fmt::format("robots-{}.txt", index + 1);
}

std::map<std::string, std::string> pack_files(const Pack& pack) {
  std::map<std::string, std::string> files;
  std::string& lines = files["lines.txt"];
  for (const PackLine& line : pack.lines) lines += line.bytes + '\n';
  for (std::size_t i = 0; i < pack.versions.size(); ++i)
    files[version_file(i)] = pack.versions[i]->text;
  for (const auto& [name, bytes] : pack.identity)
    files["identity/" + name] = bytes;
  json whole = document(pack);
  const auto text = [&](int indent) {
    return whole.dump(indent, ' ', false, json::error_handler_t::replace);
  };
  // Of all the rest: a slip of the hand shows, a forger writes it anew.
  whole["digest"] = sha256(text(-1)).hex();
  files[std::string(kPackName)] = text(1) + '\n';
  return files;
}

}  // namespace veto::logs
