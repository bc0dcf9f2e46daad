// SPDX-License-Identifier: GPL-3.0-or-later
//
// An RSL license file. The answer for every use has to be one that the named
// signal can give, and not to depend on signals with a problem.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "audit/signals/families/rsl.h"
#include "base/check.h"
#include "base/text.h"
#include "crawler/api/robots_path.h"

using namespace veto;
using namespace veto::signals;

namespace {

constexpr Use kUses[] = {Use::crawl, Use::index, Use::training, Use::answer,
                         Use::dataset};

void check_signal(const Signal& signal) {
  VETO_CHECK(signal.family == Family::rsl);
  VETO_CHECK(signal.evidence == "c1");
  VETO_CHECK(signal.scope.size() <= 8000);
  VETO_CHECK(!signal.scope.empty() || !signal.problem.empty());
  for (const auto* text : {&signal.name, &signal.value, &signal.raw}) {
    VETO_CHECK(text->find('\n') == std::string::npos);
    VETO_CHECK(to_valid_utf8(*text) == *text);
  }
}

void check_answer(const std::vector<Signal>& signals, Use use) {
  const auto answer = resolve_rsl(signals, "/a/b.jpg?c", use);
  if (!answer) return;
  VETO_CHECK(use != Use::crawl);
  VETO_CHECK(answer->by < signals.size());
  const Signal& by = signals[answer->by];
  VETO_CHECK(by.problem.empty());
  VETO_CHECK(crawler::RobotsTarget("/a/b.jpg?c").matched_by(by.scope));
  VETO_CHECK((answer->wish == Wish::allowed) == (by.value == "permits"));
  std::vector<Signal> sound;
  for (const Signal& signal : signals)
    if (signal.problem.empty()) sound.push_back(signal);
  const auto again = resolve_rsl(sound, "/a/b.jpg?c", use);
  VETO_CHECK(again && again->wish == answer->wish);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  Signal stem;
  stem.source = Source::file;
  stem.url = "https://e.org/license.xml";
  stem.evidence = "c1";
  const auto signals = read_rsl(input, stem, "https://e.org");
  VETO_CHECK(signals.size() <= kMaxRslSignals);
  for (const Signal& signal : signals) check_signal(signal);
  for (const Use use : kUses) check_answer(signals, use);
  return 0;
}
