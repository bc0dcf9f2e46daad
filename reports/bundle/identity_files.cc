// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/bundle/identity_files.h"

#include <map>
#include <string>

#include "base/digest.h"
#include "base/file.h"
#include "reports/bundle/copy.h"

namespace veto::reports {
namespace {

namespace fs = std::filesystem;

// By digest.
struct IdentityEvidence {
  std::map<std::string, std::string> files;     // paths in the case
  std::map<std::string, std::string> observed;  // lines of the manifest
  std::map<std::string, std::string> answers;   // of the DNS
};

IdentityEvidence gather_identities(
    const std::vector<audit::Finding>& findings) {
  IdentityEvidence all;
  for (const audit::Finding& finding : findings)
    for (const audit::Evidence& item : finding.evidence) {
      if (item.kind == "dns") all.answers.emplace(item.sha256, item.raw);
      if (item.kind != "addresses" && item.kind != "keys") continue;
      all.files.emplace(item.sha256, item.where);
      if (!item.raw.empty()) all.observed.emplace(item.sha256, item.raw);
    }
  return all;
}

Status write_lines(const fs::path& path,
                   const std::map<std::string, std::string>& lines) {
  if (lines.empty()) return {};
  std::string text;
  for (const auto& [digest, line] : lines) text += line + '\n';
  return write_file_atomic(path, text);
}

}  // namespace

Status write_identity_files(const Case& the_case,
                            const std::vector<audit::Finding>& findings,
                            const fs::path& dir) {
  const IdentityEvidence all = gather_identities(findings);
  if (all.files.empty() && all.answers.empty()) return {};
  if (auto made = make_dirs(dir); !made) return made;
  for (const auto& [digest, where] : all.files) {
    const fs::path from = the_case.path(where);
    auto now = sha256_file(from);
    if (!now) return pass(now);
    if (now->hex() != digest)
      return fail(ErrorKind::damaged,
                  "the file is not the one that a finding names", where);
    if (auto copied = copy_evidence(from, dir / from.filename()); !copied)
      return copied;
  }
  if (auto written = write_lines(dir / "manifest.jsonl", all.observed);
      !written)
    return written;
  return write_lines(dir / "dns.jsonl", all.answers);
}

}  // namespace veto::reports
