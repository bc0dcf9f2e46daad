// SPDX-License-Identifier: GPL-3.0-or-later
//
// The proofs of log lines in a stranger's bundle, a row a line, or its list of
// commitments.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "audit/logs/line_proof.h"
#include "reports/bundle/commitment_list.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  const auto list = veto::reports::parse_commitments(rest);
  if (list) veto::reports::commitments_text(*list);
  while (!rest.empty()) {
    const auto row = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(row.size() < rest.size() ? row.size() + 1 : row.size());
    const auto proof = veto::logs::parse_proof_row(row);
    if (!proof) continue;
    if (veto::logs::proof_row(*proof) != row) std::abort();
    veto::merkle_root(proof->line.salt, proof->line.line - 1,
                      proof->line.offset, proof->line.path);
  }
  return 0;
}
