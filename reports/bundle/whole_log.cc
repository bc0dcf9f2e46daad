// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/bundle/whole_log.h"

#include <algorithm>

#include "audit/logs/commitment.h"
#include "base/text.h"

namespace veto::reports {

Result<WholeLog> find_whole_log(const CommitmentList& list,
                                const std::filesystem::path& file,
                                const std::string& secret,
                                std::stop_token stop) {
  Result<Digest> key = secret.empty() ? Digest() : Digest::parse(trim(secret));
  if (!key)
    return fail(ErrorKind::usage,
                "a log's secret has 64 hexadecimal digits and nothing else");
  const auto made = logs::commit_log(
      file, logs::LogStream::kWholeFile, *key,
      [](const logs::Line&) { return 0u; },
      [](std::string_view) { return Status(); }, stop);
  if (!made) return std::unexpected(made.error());
  WholeLog whole;
  auto at =
      std::ranges::find(list.logs, made->stream.hex(), &LogCommitment::stream);
  // Where an edition has no digests of logs, the root tells.
  if (at == list.logs.end() && !secret.empty())
    at = std::ranges::find(list.logs, made->root, &LogCommitment::root);
  if (at == list.logs.end()) return whole;
  whole.log = &*at;
  if (!secret.empty())
    whole.makes_root = made->root == at->root && made->lines == at->lines;
  return whole;
}

}  // namespace veto::reports
