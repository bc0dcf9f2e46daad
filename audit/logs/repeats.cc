// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/repeats.h"

namespace veto::logs {
namespace {

std::uint32_t numbered(TextIndex& index, std::string_view text) {
  const bool room =
      index.size() < Repeats::kMaxTexts && index.bytes() < Repeats::kMaxBytes;
  return room ? index.find_or_add(text) : index.find(text);
}

}  // namespace

LineNumbers Repeats::number(RawLine& raw) {
  LineNumbers numbers;
  numbers.ip = numbered(ips_, raw.ip);
  if (raw.has_agent_field) numbers.agent = numbered(agents_, raw.user_agent);
  if (raw.request.empty()) return numbers;
  numbers.request = numbered(requests_, raw.request);
  if (numbers.request != TextIndex::kNone)
    raw.request = requests_[numbers.request];
  return numbers;
}

}  // namespace veto::logs
