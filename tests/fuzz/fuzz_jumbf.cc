// SPDX-License-Identifier: GPL-3.0-or-later
//
// Any bytes as a manifest store, and as the CBOR or JSON of an assertion.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "audit/embedded/cbor.h"
#include "audit/embedded/json_content.h"
#include "audit/embedded/manifest.h"
#include "audit/embedded/training_mining.h"
#include "audit/signals/families/training_mining_rules.h"
#include "base/check.h"
#include "base/text.h"

namespace {

using veto::embedded::Value;
using veto::signals::Signal;

constexpr std::string_view kUses[] = {"allowed", "notAllowed", "constrained"};

bool is_use(std::string_view value) {
  for (const std::string_view use : kUses)
    if (value == use) return true;
  return false;
}

void check_text(std::string_view text, std::size_t limit) {
  VETO_CHECK(text.size() <= limit);
  VETO_CHECK(text.find('\n') == text.npos);
  VETO_CHECK(veto::to_valid_utf8(text) == text);
}

void check_signals(const std::vector<Signal>& signals) {
  VETO_CHECK(signals.size() <= veto::embedded::kMaxEntries);
  for (const Signal& signal : signals) {
    VETO_CHECK(signal.family == veto::signals::Family::training_mining);
    VETO_CHECK(signal.source == veto::signals::Source::metadata);
    VETO_CHECK(signal.malformed || signal.problem == "unknown_entry" ||
               is_use(signal.value));
    VETO_CHECK(!signal.malformed || !signal.problem.empty());
    VETO_CHECK(veto::to_lower(signal.name) == signal.name);
    check_text(signal.name, 203);
    check_text(signal.value, 203);
    check_text(signal.raw, 500);
  }
  using veto::signals::Use;
  for (const Use use :
       {Use::crawl, Use::index, Use::training, Use::answer, Use::dataset}) {
    const auto answer = veto::signals::resolve_training_mining(signals, use);
    VETO_CHECK(!answer || answer->by < signals.size());
    VETO_CHECK(!answer || !signals[answer->by].malformed);
  }
}

// How deep it is, after counting what is in it.
int measure(const Value& value, std::size_t& count) {
  ++count;
  int depth = 0;
  for (const Value& item : value.items)
    depth = std::max(depth, 1 + measure(item, count));
  VETO_CHECK(!value.is_map() || value.items.size() % 2 == 0);
  return depth;
}

void check_content(const Value& content) {
  std::size_t count = 0;
  VETO_CHECK(measure(content, count) <= veto::embedded::kMaxValueDepth);
  VETO_CHECK(count <= veto::embedded::kMaxValues);
  std::vector<Signal> signals;
  veto::embedded::read_training_mining("cawg.training-mining", content, 0,
                                       signals);
  veto::embedded::mark_differing(signals);
  check_signals(signals);
}

void check_store(std::string_view input) {
  constexpr std::size_t kMoved = 1000;
  const auto signals = veto::embedded::read_manifest(input, 0);
  check_signals(signals);
  VETO_CHECK(signals.empty() || veto::embedded::has_manifest_store(input));
  // Where the store stands changes the offsets and nothing else.
  auto moved = veto::embedded::read_manifest(input, kMoved);
  VETO_CHECK(moved.size() == signals.size());
  for (std::size_t i = 0; i < moved.size(); ++i) {
    VETO_CHECK(signals[i].offset < input.size());
    moved[i].offset -= kMoved;
    VETO_CHECK(moved[i] == signals[i]);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  check_store(input);
  if (const auto content = veto::embedded::parse_json(input))
    check_content(*content);
  const auto content = veto::embedded::parse_cbor(input);
  if (!content) return 0;
  check_content(*content);
  // No item begins another (RFC 8949, section 5.1 reads them one by one).
  VETO_CHECK(!veto::embedded::parse_cbor(input.substr(0, size - 1)));
  return 0;
}
