// SPDX-License-Identifier: GPL-3.0-or-later
//
// What goes into a pack: the lines of the finding, the client's other reads of
// robots.txt, and reads that show the size of a version. Never a line of
// somebody with a browser's name who is not the finding's own client.

#include "audit/logs/pack_write.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "audit/logs/evidence_lines.h"
#include "audit/logs/format_text.h"
#include "audit/logs/pack.h"
#include "audit/logs/rederive.h"
#include "audit/logs/size_match.h"
#include "base/file.h"
#include "base/text.h"

namespace veto::logs {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxWitnesses = 16;         // of one version
constexpr std::size_t kMaxOtherRules = 1u << 20;  // bytes of robots.txt

using Roles = std::map<Place, std::string_view>;

// Robots reads come first in time and are few; what does not fit is left out.
void add_role(Roles& roles, const Place& place, std::string_view role) {
  if (roles.size() < kMaxPackLines) roles.emplace(place, role);
}

void add_own_reads(const Material& material, std::uint32_t actor,
                   Roles& roles) {
  if (actor == ClientFinding::kNobody) return;
  for (const RobotsRead& read : material.collector.actors().all()[actor].reads)
    if (!material.collector.agents()[read.agent].browser)
      add_role(roles, read.place, "own_read");
}

using Witnesses = std::map<Version, std::vector<Place>>;

// Reads that show the size of each version, or of another one meanwhile, by
// programs' names: in order of the log, the first of them where there are many.
Witnesses find_witnesses(const Material& material) {
  Witnesses found;
  for (const Version& version : material.inputs.history.versions()) {
    std::vector<Place>& places = found[version];
    for (const Actor& actor : material.collector.actors().all())
      for (const RobotsRead& read : actor.reads)
        if (!material.collector.agents()[read.agent].browser &&
            told_by_size(read, *version, material.rules))
          places.push_back(read.place);
    std::ranges::sort(places);
    if (places.size() > kMaxWitnesses) places.resize(kMaxWitnesses);
  }
  return found;
}

// The finding's own first, then all others that are known.
std::vector<Version> versions_for(const Material& material,
                                  const audit::Finding& finding,
                                  std::uint64_t& left_out) {
  const auto own = [&](const Version& version) {
    return std::ranges::any_of(
        finding.evidence, [&](const audit::Evidence& item) {
          return item.kind == "robots" && item.ref == version->digest.hex();
        });
  };
  const auto& all = material.inputs.history.versions();
  std::vector<Version> versions;
  std::size_t room = kMaxOtherRules;
  for (const bool first : {true, false})
    for (const Version& version : all) {
      if (own(version) != first || versions.size() == kMaxPackVersions ||
          (!first && version->text.size() > room))
        continue;
      if (!first) room -= version->text.size();
      versions.push_back(version);
    }
  left_out = all.size() - versions.size();
  return versions;
}

void add_images(const Material& material, Pack& pack) {
  for (const audit::Evidence& item : pack.finding.evidence) {
    if (item.kind != "image") continue;
    for (const FaceImage& face : material.inputs.faces)
      if (face.digest.hex() == item.sha256 && face.url == item.where)
        pack.faces.push_back(face);
  }
}

// As the case, or the user's folder, holds them; the manifest's lines and the
// DNS's answers are the evidence itself.
Status add_identity(const Material& material, Pack& pack) {
  std::string manifest, answers;
  for (const audit::Evidence& item : pack.finding.evidence) {
    if (item.kind == "dns") answers += item.raw + '\n';
    if (item.kind != "addresses" && item.kind != "keys") continue;
    if (!item.raw.empty()) manifest += item.raw + '\n';
    for (const AddressFile& file : material.inputs.address_lists) {
      const std::string& known = file.kept.empty() ? file.name : file.kept;
      if (to_valid_utf8(known) != item.where) continue;
      auto bytes = read_file(file.path, kMaxPackFile);
      if (!bytes) return pass(bytes);
      if (sha256(*bytes).hex() != item.sha256)
        return fail(ErrorKind::damaged,
                    "the file is not the one that a finding names", known);
      pack.identity[file.name] = std::move(*bytes);
      if (!file.kept.empty()) pack.kept[file.name] = file.kept;
    }
  }
  if (!manifest.empty())
    pack.identity[std::string(kManifestName)] = std::move(manifest);
  if (!answers.empty())
    pack.identity[std::string(kNameAnswersName)] = std::move(answers);
  return {};
}

// Of the logs, those that lines are from.
void add_lines(const Material& material, const ClientFinding& one,
               const Roles& roles, const RawLines& raw, Pack& pack) {
  std::map<std::uint32_t, std::uint32_t> numbers;
  const auto renumbered = [&](Place place) {
    const auto [at, added] = numbers.emplace(
        place.file, static_cast<std::uint32_t>(pack.logs.size()));
    if (added) {
      pack.logs.push_back(material.files[place.file]);
      LogFile& log = pack.logs.back();
      log.path = to_valid_utf8(log.path.filename().string());
    }
    place.file = at->second;
    return place;
  };
  for (const auto& [place, role] : roles)
    pack.lines.push_back({renumbered(place), std::string(role), raw.at(place)});
  for (const Place& place : one.further)
    if (pack.further_places.size() < kMaxFurther)
      pack.further_places.push_back(renumbered(place));
}

Result<Pack> pack_of_finding(const Material& material, const ClientFinding& one,
                             const Roles& roles, const RawLines& raw) {
  Pack pack;
  pack.finding = one.finding;
  const Inputs& inputs = material.inputs;
  pack.origin = inputs.origin;
  // A configuration's path says nothing to a stranger.
  if (format_named(trim(inputs.format)) || format_from_text(inputs.format))
    pack.format = inputs.format;
  pack.own_token = inputs.own_token;
  pack.complete_from = inputs.complete_from;
  pack.first_served = inputs.first_served;
  add_lines(material, one, roles, raw, pack);
  pack.further = one.further_count;
  pack.versions = versions_for(material, one.finding, pack.versions_left_out);
  add_images(material, pack);
  if (auto added = add_identity(material, pack); !added) return pass(added);
  return pack;
}

Status write_files(const Pack& pack, const fs::path& dir) {
  if (auto made = make_dirs(dir); !made) return made;
  if (!pack.identity.empty())
    if (auto made = make_dirs(dir / "identity"); !made) return made;
  for (const auto& [name, bytes] : pack_files(pack))
    if (auto written = write_file_atomic(dir / name, bytes); !written)
      return written;
  return {};
}

// Says of itself whether it derives again by itself.
Status write_tried(Pack& pack, const fs::path& dir) {
  if (auto written = write_files(pack, dir); !written) return written;
  const auto tried = rederive(pack_files(pack), dir / "identity");
  if (tried.outcome != Rederived::failed) return {};
  pack.alone = false;
  return write_files(pack, dir);
}

}  // namespace

std::string pack_folder(const audit::Finding& finding) {
  return finding.code + "-" + finding.id.substr(0, 16);
}

Status write_packs(const Material& material,
                   const std::vector<ClientFinding>& findings,
                   const fs::path& dir, const Sinks& sinks,
                   std::stop_token stop) {
  if (auto made = make_dirs(dir); !made) return made;
  const Witnesses witnesses = find_witnesses(material);
  const std::size_t count = std::min(findings.size(), kMaxPacks);
  std::vector<Roles> roles(count);
  std::set<Place> wanted;
  for (std::size_t i = 0; i < count; ++i) {
    for (const Place& place : findings[i].places)
      add_role(roles[i], place, "evidence");
    std::uint64_t left_out = 0;
    for (const Version& version :
         versions_for(material, findings[i].finding, left_out))
      if (const auto at = witnesses.find(version); at != witnesses.end())
        for (const Place& place : at->second)
          add_role(roles[i], place, "size_witness");
    add_own_reads(material, findings[i].actor, roles[i]);
    for (const auto& [place, role] : roles[i]) wanted.insert(place);
  }
  auto raw = read_lines(material.files, wanted, stop);
  if (!raw) return pass(raw);
  for (std::size_t i = 0; i < count; ++i) {
    auto pack = pack_of_finding(material, findings[i], roles[i], *raw);
    if (!pack) return pass(pack);
    auto written = write_tried(*pack, dir / pack_folder(pack->finding));
    if (!written) return written;
  }
  if (count < findings.size())
    sinks.warning({ErrorKind::too_large,
                   fmt::format("{} findings have no evidence pack",
                               findings.size() - count),
                   dir.string(),
                   "the first " + std::to_string(count) + " have one"});
  return {};
}

}  // namespace veto::logs
