// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/bundle/bag.h"

#include <fmt/format.h>

#include "base/digest.h"
#include "base/file.h"
#include "base/text.h"
#include "reports/bundle/bag_files.h"
#include "reports/bundle/manifest.h"

namespace veto::reports {
namespace {

namespace fs = std::filesystem;

using Files = std::map<std::string, FileDigests>;

std::string payload_manifest(const Files& files,
                             std::string FileDigests::*digest) {
  std::vector<ManifestEntry> entries;
  for (const auto& [path, digests] : files)
    if (is_payload(path)) entries.push_back({digests.*digest, path, 0});
  return format_manifest(std::move(entries));
}

std::string format_info(const BagInfo& info, const Files& files) {
  std::string text = fmt::format("Payload-Oxum: {}\n", payload_oxum(files));
  for (const auto& [label, value] : info)
    text += fmt::format("{}: {}\n", label, printable(value));
  return text;
}

}  // namespace

std::string said(const std::map<std::string, std::string>& info,
                 std::string_view label) {
  const auto at = info.find(std::string(label));
  return at == info.end() ? std::string() : at->second;
}

Result<std::map<std::string, std::string>> parse_bag_info(
    std::string_view text) {
  std::map<std::string, std::string> info;
  if (!text.ends_with('\n'))
    return fail(ErrorKind::damaged, "does not end in a line feed");
  text.remove_suffix(1);
  for (std::string_view line : split(text, '\n')) {
    const auto colon = line.find(": ");
    if (colon == std::string_view::npos || colon == 0)
      return fail(ErrorKind::damaged, "a line that is not \"Label: value\"");
    if (!info.emplace(line.substr(0, colon), line.substr(colon + 2)).second)
      return fail(ErrorKind::damaged, "a label that stands there twice");
  }
  return info;
}

Result<Files> digest_payload(const std::filesystem::path& dir,
                             const KnownDigests& known) {
  std::vector<Problem> problems;
  auto files = digest_tree(dir, problems, known);
  if (!files) return files;
  if (!problems.empty())
    return fail(ErrorKind::bug, problems.front().detail, problems.front().file);
  std::erase_if(*files,
                [](const auto& file) { return !is_payload(file.first); });
  return files;
}

Result<std::string> finish_bag(const std::filesystem::path& dir,
                               const BagInfo& info, const Files& payload) {
  const std::pair<std::string_view, std::string> parts[] = {
      {"bagit.txt", std::string(kBagDeclaration)},
      {"bag-info.txt", format_info(info, payload)},
      {kManifest256, payload_manifest(payload, &FileDigests::sha256)},
      {kManifest512, payload_manifest(payload, &FileDigests::sha512)},
  };
  std::map<std::string, std::string> tags;
  std::error_code code;
  for (fs::directory_iterator at(dir, code), end; !code && at != end;
       at.increment(code)) {
    const std::string name = at->path().filename().string();
    if (!at->is_regular_file(code) || name == kTagManifest) continue;
    auto digests = digest_file(at->path());
    if (!digests) return pass(digests);
    tags[name] = digests->sha256;
  }
  if (code) return fail(ErrorKind::io, "cannot list the folder", dir.string());
  for (const auto& [name, text] : parts) {
    auto written = write_file_atomic(dir / name, text);
    if (!written) return pass(written);
    tags[std::string(name)] = sha256(text).hex();
  }
  std::vector<ManifestEntry> entries;
  for (const auto& [name, hex] : tags) entries.push_back({hex, name, 0});
  const std::string list = format_manifest(std::move(entries));
  auto written = write_file_atomic(dir / kTagManifest, list);
  if (!written) return pass(written);
  return sha256(list).hex();
}

}  // namespace veto::reports
