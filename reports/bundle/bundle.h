// SPDX-License-Identifier: GPL-3.0-or-later
//
// The evidence bundle: a BagIt 1.0 bag (RFC 8493) that anyone can check with
// sha256sum. Format: docs/bundle-format.md.

#ifndef VETO_REPORTS_BUNDLE_BUNDLE_H_
#define VETO_REPORTS_BUNDLE_BUNDLE_H_

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/case.h"
#include "base/error.h"

namespace veto::reports {

// Writes bundles/<case>-<run> in the case folder and returns its path; where
// that is taken, <case>-<run>-2 and so on: no bundle is ever replaced. Built in
// a temporary neighbour and renamed when whole. Errors: io, not_found (no
// report for that run), refused (too many of one run).
Result<std::filesystem::path> write_bundle(Case& the_case,
                                           std::string_view run_id);

// One thing wrong with a bundle.
struct Problem {
  std::string what;  // "altered", "missing", "extra", "manifest", "path", ...
  std::string file;  // relative to the bundle, '/'-separated, or entry "m:3"
  std::string detail;
};

struct Verification {
  std::vector<Problem> problems;  // empty: verified
  std::size_t files = 0;
  std::string tagmanifest_sha256;
  std::string state;  // "unsealed": there is no signature or time stamp yet
};

// Never trusts a path in the bundle: links, "..", absolute names and special
// files are problems, and nothing outside the folder is read. Errors:
// not_found, io, usage (not a bundle at all).
Result<Verification> verify_bundle(const std::filesystem::path& dir);

}  // namespace veto::reports

#endif  // VETO_REPORTS_BUNDLE_BUNDLE_H_
