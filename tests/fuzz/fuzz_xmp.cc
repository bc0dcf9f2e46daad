// SPDX-License-Identifier: GPL-3.0-or-later
//
// Any bytes as an image file, and as an XMP packet.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "audit/embedded/block.h"
#include "audit/embedded/containers.h"
#include "audit/embedded/read.h"
#include "audit/embedded/xmp_mining.h"
#include "audit/signals/families/embedded_rules.h"
#include "audit/signals/families/plus_words.h"
#include "base/check.h"
#include "base/text.h"

namespace {

using veto::embedded::Block;
using veto::embedded::BlockKind;
using veto::signals::Signal;

void check_text(std::string_view text, std::size_t limit) {
  VETO_CHECK(text.size() <= limit);
  VETO_CHECK(text.find('\n') == text.npos);
  VETO_CHECK(veto::to_valid_utf8(text) == text);
}

void check_signal(const Signal& signal) {
  VETO_CHECK(signal.family == veto::signals::Family::embedded);
  VETO_CHECK(signal.source == veto::signals::Source::metadata);
  VETO_CHECK(!signal.malformed || !signal.problem.empty());
  VETO_CHECK(veto::to_lower(signal.name) == signal.name);
  VETO_CHECK(signal.malformed || signal.name != "plus:datamining" ||
             veto::signals::is_plus_word(signal.value));
  VETO_CHECK(signal.malformed || signal.name != "tdm:reservation" ||
             signal.value == "0" || signal.value == "1");
  check_text(signal.name, 150);
  check_text(signal.value, 503);
  check_text(signal.raw, 503);
}

void check_mining(const std::vector<Block>& blocks) {
  const auto signals = veto::embedded::read_mining(blocks);
  VETO_CHECK(signals.size() <= veto::embedded::kMaxMiningSignals);
  for (const Signal& signal : signals) check_signal(signal);
  using veto::signals::Use;
  for (const Use use :
       {Use::crawl, Use::index, Use::training, Use::answer, Use::dataset}) {
    const auto answer = veto::signals::resolve_embedded(signals, use);
    VETO_CHECK(!answer || answer->by < signals.size());
    VETO_CHECK(!answer || !signals[answer->by].malformed);
  }
}

// What is found lies in the file, unless it was put together or inflated.
void check_blocks(std::string_view file, const std::vector<Block>& blocks) {
  VETO_CHECK(blocks.size() <= veto::embedded::kMaxBlocks);
  const bool as_it_stands = file.starts_with("RIFF") ||
                            file.starts_with("II") || file.starts_with("MM") ||
                            file.starts_with("%PDF-");
  for (const Block& block : blocks) {
    VETO_CHECK(!block.bytes.empty());
    VETO_CHECK(block.offset < file.size());
    VETO_CHECK(!as_it_stands ||
               file.substr(block.offset, block.bytes.size()) == block.bytes);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto blocks = veto::embedded::find_blocks(bytes);
  check_blocks(bytes, blocks);
  check_mining(blocks);
  check_mining({{BlockKind::xmp, 0, std::string(bytes)}});
  const auto found = veto::embedded::read_embedded(bytes);
  VETO_CHECK(found.signals.size() <= veto::embedded::kMaxSignals);
  VETO_CHECK(found == veto::embedded::read_embedded(bytes));
  return 0;
}
