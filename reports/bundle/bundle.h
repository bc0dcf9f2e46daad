// SPDX-License-Identifier: GPL-3.0-or-later
//
// The evidence bundle: a BagIt 1.0 bag (RFC 8493) that anyone can check with
// sha256sum. Format: docs/bundle-format.md.

#ifndef VETO_REPORTS_BUNDLE_BUNDLE_H_
#define VETO_REPORTS_BUNDLE_BUNDLE_H_

#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "base/case.h"
#include "base/error.h"
#include "base/stage.h"
#include "config/settings.h"
#include "reports/bundle/log_commitments.h"
#include "reports/edition/edition.h"
#include "reports/edition/policy.h"
#include "reports/seal/envelope.h"
#include "reports/seal/seal.h"
#include "reports/seal/stamp_seen.h"

namespace veto::reports {

// What of the captures a bundle holds (docs/editions.md). Unless they are
// wanted in clear, nobody's face but the user's own is recognisable there.
struct CapturesOrder {
  // The detector, which looks at each picture that was drawn anew.
  const config::Settings& settings;
  bool clear_originals = false;
  // Who opens the originals beside the edition; nobody: they stay in the case.
  std::optional<Addressees> originals_to{};
};

// Which edition a bundle is (reports/edition/policy.h).
struct EditionChoice {
  EditionKind kind = EditionKind::confidential;
  // Of a lesser one: the confidential bundle that it is made from; "" for the
  // newest of the run in the case.
  std::filesystem::path of{};
  // Of a lesser one: the run's, from which its report is written. May be null
  // for the confidential one.
  const config::Settings* of_run = nullptr;
  Sinks sinks{};
};

struct WrittenBundle {
  std::filesystem::path path;
  std::string_view state;                // of seal.h
  std::optional<EditionCounts> edition;  // nothing where all is in clear
  // Why an authority that was asked did not stamp it.
  std::vector<Error> not_stamped;
  std::vector<Error> log_notes;  // of log_commitments.h
  // Of a lesser edition: the confidential bundle that it names.
  std::filesystem::path of;
};

// Writes bundles/<case>-<run> in the case folder; where that is taken,
// <case>-<run>-2 and so on: no bundle is ever replaced. Built in a temporary
// neighbour and renamed when whole and durable; what commands that were killed
// left of theirs is removed first (unfinished.h). Sealed as `order` says;
// unsealed without one. Of the run's logs it holds what `logs` says. A lesser
// edition is named <edition>-<run>, and made from a confidential one that is
// whole. Errors: io, not_found (no report for that run, no confidential
// bundle), refused (too many of one run; a publishable edition would name an
// operator that was not told), damaged, usage (a lesser edition with originals,
// or with whole logs); those
// of write_edition().
Result<WrittenBundle> write_bundle(Case& the_case, std::string_view run_id,
                                   const CapturesOrder& captures,
                                   const SealOrder* order = nullptr,
                                   const LogOrder& logs = {},
                                   const EditionChoice& edition = {});

// One thing wrong with a bundle.
struct Problem {
  std::string what;  // "altered", "missing", "extra", "wacz", "path", ...
  std::string file;  // relative to the bundle, '/'-separated, or entry "m:3"
  std::string detail;
};

struct Verification {
  std::vector<Problem> problems;  // empty: verified
  std::size_t files = 0;
  std::string tagmanifest_sha256;
  // "unsealed", "sealed-untimestamped" or "sealed"; as the bundle says, whether
  // or not it holds.
  std::string state;
  std::string signer;             // fingerprint of the key whose signature fits
  std::string signer_name;        // what its certificate calls it
  std::vector<StampSeen> stamps;  // those that fit
  // "confidential", "non-confidential" or "publishable", as the bundle says;
  // "" where it says nothing.
  std::string edition;
  // Of a lesser edition: SHA-256 of the tag manifest of the confidential one,
  // as it says.
  std::string full_edition_sha256;
};

// Whether a file was found altered, missing or added. What is said of others
// for its sake alone would accuse them falsely.
bool is_blamed(const std::vector<Problem>& problems, std::string_view file);

// What a bundle must be beside whole.
struct VerifyDemands {
  std::string key;        // fingerprint, 64 hexadecimal digits; "" for any
  std::string roots_pem;  // one of these vouches for every stamp; "" for any
  // The confidential bundle that it was made from; "" for not asked. That one
  // must be whole, too.
  std::filesystem::path of{};
  std::stop_token stop{};
};

// Never trusts a path in the bundle: links, "..", absolute names and special
// files are problems, and nothing outside the folder is read, nor what no list
// names. Errors: not_found, io, usage (not a bundle at all), too_large,
// interrupted.
Result<Verification> verify_bundle(const std::filesystem::path& dir,
                                   const VerifyDemands& demands = {});

}  // namespace veto::reports

#endif  // VETO_REPORTS_BUNDLE_BUNDLE_H_
