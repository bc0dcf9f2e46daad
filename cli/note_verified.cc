// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/note_verified.h"

#include <fmt/format.h>

#include "base/case.h"
#include "base/text.h"
#include "cli/terminal.h"
#include "reports/bundle/bag.h"

namespace veto::cli {
namespace {

namespace fs = std::filesystem;

std::string outcome_of(const reports::Verification& verification) {
  if (verification.problems.empty())
    return fmt::format("{} files match their manifests, {}", verification.files,
                       verification.state);
  const reports::Problem& first = verification.problems.front();
  return fmt::format("{} problems, the first: {} {}",
                     verification.problems.size(), first.what,
                     printable(first.file, 300));
}

Status note(const fs::path& folder, const std::string& name,
            const reports::Verification& verification, const Session& session) {
  auto the_case = Case::open(folder, session.clock);
  if (!the_case) return pass(the_case);
  CustodyEvent event;
  event.action = "verify";
  event.item = "bundles/" + name + "/" + std::string(reports::kTagManifest);
  if (!verification.tagmanifest_sha256.empty())
    event.digest = "sha256:" + verification.tagmanifest_sha256;
  event.reason = outcome_of(verification);
  return the_case->custody(event);
}

}  // namespace

void note_verified(const fs::path& bundle,
                   const reports::Verification& verification,
                   const Session& session) {
  std::error_code code;
  const fs::path dir = fs::canonical(bundle, code);
  const fs::path folder = dir.parent_path().parent_path();
  if (code || dir.parent_path().filename() != "bundles" ||
      !Case::is_case(folder))
    return;
  auto noted = note(folder, dir.filename().string(), verification, session);
  if (noted) return;
  noted.error().what =
      "the check is not on record in the case: " + noted.error().what;
  print_warning(noted.error());
}

}  // namespace veto::cli
