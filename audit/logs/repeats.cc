// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/repeats.h"

#include <algorithm>
#include <array>

namespace veto::logs {
namespace {

// Few enough for what they look up to stay in a core's first cache.
constexpr std::size_t kBatch = 64;

std::uint32_t numbered(TextIndex& index, std::string_view text,
                       std::uint32_t hash) {
  const bool room =
      index.size() < Repeats::kMaxTexts && index.bytes() < Repeats::kMaxBytes;
  return room ? index.find_or_add(text, hash) : index.find(text, hash);
}

// One kind of text of at most kBatch lines.
void number_kind(TextIndex& index, std::span<ParsedLine> lines,
                 std::string_view RawLine::*text,
                 std::uint32_t LineNumbers::*number,
                 bool (*has)(const RawLine&)) {
  std::array<std::string_view, kBatch> texts;
  std::array<std::uint32_t, kBatch> hashes;
  for (std::size_t i = 0; i < lines.size(); ++i) texts[i] = lines[i].raw.*text;
  index.expect(std::span(texts).first(lines.size()), hashes);
  for (std::size_t i = 0; i < lines.size(); ++i)
    if (lines[i].reason.empty() && has(lines[i].raw))
      lines[i].numbers.*number = numbered(index, texts[i], hashes[i]);
}

}  // namespace

void Repeats::number(std::span<ParsedLine> lines) {
  while (!lines.empty()) {
    const auto batch = lines.first(std::min(lines.size(), kBatch));
    lines = lines.subspan(batch.size());
    number_kind(ips_, batch, &RawLine::ip, &LineNumbers::ip,
                [](const RawLine&) { return true; });
    number_kind(agents_, batch, &RawLine::user_agent, &LineNumbers::agent,
                [](const RawLine& raw) { return raw.has_agent_field; });
    number_kind(requests_, batch, &RawLine::request, &LineNumbers::request,
                [](const RawLine& raw) { return !raw.request.empty(); });
    for (ParsedLine& line : batch)
      if (line.numbers.request != TextIndex::kNone)
        line.raw.request = requests_[line.numbers.request];
  }
}

}  // namespace veto::logs
