// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/embedded/tdm.h"

#include <string_view>
#include <utility>

#include "audit/signals/families/tdmrep.h"

namespace veto::embedded {
namespace {

using signals::Signal;

constexpr std::string_view kXmpPrefix = "tdm:";

// Problems that leave the statement what it is: what several of them come to
// is for its levels to say.
bool is_plain(const Signal& signal) {
  return signal.problem.empty() || signal.problem == "unknown_value" ||
         signal.problem == "differs_within_file";
}

}  // namespace

void as_document(std::vector<Signal>& all) {
  for (Signal& signal : all) {
    if (!signal.name.starts_with(kXmpPrefix) || !is_plain(signal)) continue;
    auto read = signals::read_tdmrep_metadata(
        signal.name.substr(kXmpPrefix.size()), signal.value);
    if (!read) continue;
    read->raw = signal.raw;
    read->offset = signal.offset;
    signal = *std::move(read);
  }
}

}  // namespace veto::embedded
