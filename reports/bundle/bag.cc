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

using Files = std::map<std::string, FileDigests>;

Result<Files> whole_tree(const std::filesystem::path& dir) {
  std::vector<Problem> problems;
  auto files = digest_tree(dir, problems);
  if (files && !problems.empty())
    return fail(ErrorKind::bug, problems.front().detail, problems.front().file);
  return files;
}

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

Result<std::string> finish_bag(const std::filesystem::path& dir,
                               const BagInfo& info) {
  auto payload = whole_tree(dir);
  if (!payload) return pass(payload);
  const std::pair<std::string_view, std::string> parts[] = {
      {"bagit.txt", std::string(kBagDeclaration)},
      {"bag-info.txt", format_info(info, *payload)},
      {kManifest256, payload_manifest(*payload, &FileDigests::sha256)},
      {kManifest512, payload_manifest(*payload, &FileDigests::sha512)},
  };
  std::vector<ManifestEntry> entries;
  for (const auto& [path, digests] : *payload)
    if (!is_payload(path)) entries.push_back({digests.sha256, path, 0});
  for (const auto& [name, text] : parts) {
    auto written = write_file_atomic(dir / name, text);
    if (!written) return pass(written);
    entries.push_back({sha256(text).hex(), std::string(name), 0});
  }
  const std::string tags = format_manifest(std::move(entries));
  auto written = write_file_atomic(dir / kTagManifest, tags);
  if (!written) return pass(written);
  return sha256(tags).hex();
}

}  // namespace veto::reports
