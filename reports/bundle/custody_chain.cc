// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/bundle/custody_chain.h"

#include <nlohmann/json.hpp>

#include "base/bounded_json.h"

namespace veto::reports {
namespace {

using nlohmann::json;

constexpr std::size_t kMaxEvent = 1u << 20;
constexpr int kEventDepth = 8;
constexpr int kHeadDepth = 1;

// "" when the event follows the one before.
std::string fault_of(std::string_view line, std::size_t number,
                     const Digest& before) {
  bool too_deep = false;
  const auto event = line.size() > kMaxEvent ? json()
                                             : parse_bounded_json<json>(
                                                   line, kEventDepth, too_deep);
  if (!event.is_object()) return "is no event";
  const auto seq = event.find("seq");
  if (seq == event.end() || !seq->is_number_unsigned() ||
      seq->get<std::uint64_t>() != number)
    return "is not numbered in sequence";
  const auto prev = event.find("prev");
  if (prev == event.end() || !prev->is_string() ||
      prev->get_ref<const std::string&>() != before.hex())
    return "does not name the digest of the line before";
  return {};
}

}  // namespace

CustodyChain check_custody(std::string_view jsonl) {
  CustodyChain chain;
  while (!jsonl.empty() && chain.faults.size() < kMaxChainFaults) {
    const auto end = jsonl.find('\n');
    const std::size_t number = chain.events + 1;
    if (end == std::string_view::npos) {
      chain.faults.push_back({number, "does not end in a line feed"});
      break;
    }
    const std::string_view line = jsonl.substr(0, end);
    if (std::string why = fault_of(line, number, chain.head); !why.empty())
      chain.faults.push_back({number, std::move(why)});
    chain.head = sha256(line);
    ++chain.events;
    jsonl.remove_prefix(end + 1);
  }
  return chain;
}

std::optional<CustodyHead> parse_custody_head(std::string_view text) {
  bool too_deep = false;
  const auto j = parse_bounded_json<json>(text, kHeadDepth, too_deep);
  if (!j.is_object() || j.value("schema", json()) != "veto.custody-head/1")
    return std::nullopt;
  const json events = j.value("events", json()), head = j.value("head", json());
  if (!events.is_number_unsigned() || !head.is_string()) return std::nullopt;
  const auto hex = head.get<std::string>();
  const auto digest = Digest::parse(hex);
  if (!digest || digest->hex() != hex) return std::nullopt;
  return CustodyHead{events.get<std::uint64_t>(), hex};
}

}  // namespace veto::reports
