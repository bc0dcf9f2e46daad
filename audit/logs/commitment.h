// SPDX-License-Identifier: GPL-3.0-or-later
//
// A commitment to every line of a log: the root of a Merkle tree
// (base/merkle.h) over salted lines, in the log's order. Some lines can then be
// shown, each with a proof that it is this line of that log, and the others
// stay hidden.
//
// They stay hidden because of the salts. A log line is easy to guess: a time
// within some days, an address, a page of the site. Whoever had the bare digest
// of a line could try them all, and would learn who visited. Each leaf
// therefore has 256 bits that nobody can guess: HMAC-SHA-256 of the line's
// number (8 bytes, the highest first) under a secret of the log. One secret,
// so that it alone is to be kept and handed on with the whole log; and as HMAC
// is a pseudorandom function, the salts of the lines that are shown tell
// nothing of the others.

#ifndef VETO_AUDIT_LOGS_COMMITMENT_H_
#define VETO_AUDIT_LOGS_COMMITMENT_H_

#include <cstdint>
#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "audit/logs/line_reader.h"
#include "audit/logs/logs.h"
#include "base/case.h"
#include "base/digest.h"
#include "base/error.h"
#include "base/merkle.h"

namespace veto::logs {

// `number` from 1.
Digest line_salt(const Digest& secret, std::uint64_t number);
// SHA-256(0x00 || salt || line), the line as LineReader cuts it: without its
// line end, a byte order mark and NUL bytes before it, at most 64 KiB of it.
Digest line_leaf(const Digest& salt, std::string_view line);

// The secret of a log, kept in the case for its owner's eyes alone
// (logs/commitments/<stream's digest>.secret, hexadecimal digits), made where
// there is none: two bundles of one log have the same root. Errors: io,
// damaged.
Result<Digest> log_secret(Case& the_case, const Digest& stream);
std::filesystem::path secret_path(const Case& the_case, const Digest& stream);

// A line to be shown, and its proof.
struct ShownLine {
  std::uint64_t line = 0;    // from 1
  std::uint64_t offset = 0;  // bytes, in the unpacked log
  std::uint64_t length = 0;
  unsigned why = 0;  // of disclosure.h; 0 for none
  Digest salt;
  MerklePath path;
};

struct CommittedLog {
  std::uint64_t lines = 0;
  std::uint64_t size = 0;  // as delivered
  Digest file, stream;     // as they were read
  Digest root;
  std::vector<ShownLine> shown;
};

// Why a line is to be shown; 0 for one that is not.
using ShowLine = std::function<unsigned(const Line&)>;
// Gets the bytes of the shown lines, in order.
using LineSink = std::function<Status(std::string_view bytes)>;

// One pass over the file, in memory for the shown lines and a few digests
// besides. Errors: those of LogStream and of the sink; interrupted.
Result<CommittedLog> commit_log(const std::filesystem::path& path,
                                std::uint64_t size, const Digest& secret,
                                const ShowLine& show, const LineSink& sink,
                                std::stop_token stop);

}  // namespace veto::logs

#endif  // VETO_AUDIT_LOGS_COMMITMENT_H_
