// SPDX-License-Identifier: GPL-3.0-or-later
//
// data/25-logs/commitments.json of a bundle: one entry a log, with the root
// that stands for all its lines (docs/bundle-format.md, "Commitments to logs").

#ifndef VETO_REPORTS_BUNDLE_COMMITMENT_LIST_H_
#define VETO_REPORTS_BUNDLE_COMMITMENT_LIST_H_

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/digest.h"
#include "base/error.h"

namespace veto::reports {

inline constexpr std::string_view kLogFolder = "data/25-logs/";
inline constexpr std::string_view kCommitmentsName = "commitments.json";
inline constexpr std::uint64_t kMaxCommitments = 64u << 20;

struct LogCommitment {
  std::string log;         // its name
  std::uint64_t size = 0;  // bytes, as delivered
  // SHA-256 as delivered, and unpacked, in hexadecimal digits; in a lesser
  // edition the names that stand for them there (reports/edition/aliases.h).
  std::string file, stream;
  std::uint64_t lines = 0;
  Digest root;
  std::uint64_t shown = 0;                   // lines that have a proof
  std::map<std::string, std::uint64_t> why;  // of these, by reason
  std::uint64_t left_out = 0;                // to be shown, but too many
  std::vector<std::string> accused;          // addresses and ranges
  bool format_known = false;                 // else evidence alone is shown
  // Parts of the sealed log, and of its secret, as paths in the bundle.
  std::vector<std::string> sealed, sealed_secret;
};

// A log whose lines no root stands for.
struct NotCommitted {
  std::string log;
  std::string why;
};

struct CommitmentList {
  std::vector<LogCommitment> logs;
  std::vector<NotCommitted> not_committed;
  // Of sealed logs: the cipher, and the fingerprints of whom they are sealed
  // to; none for a passphrase.
  std::string cipher;
  std::vector<std::string> recipients;
};

// Beside commitments.json: the shown lines of the log with that stream, and
// their proofs.
std::string excerpt_name(std::string_view stream);
std::string proofs_name(std::string_view stream);

std::string commitments_text(const CommitmentList& list);
// What a stranger's file says of the logs. Errors: damaged.
Result<CommitmentList> parse_commitments(std::string_view text);
// Of a bundle that is whole; empty where it has none. Errors: io, damaged.
Result<CommitmentList> read_commitments(const std::filesystem::path& bundle);

}  // namespace veto::reports

#endif  // VETO_REPORTS_BUNDLE_COMMITMENT_LIST_H_
