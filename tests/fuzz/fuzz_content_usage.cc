// SPDX-License-Identifier: GPL-3.0-or-later
//
// A token, a target, a Content-Usage field and a Content-Signal field on the
// first four lines, a robots.txt after them.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "audit/signals/families/content_signal.h"
#include "audit/signals/families/content_signal_rules.h"
#include "audit/signals/families/content_usage.h"
#include "audit/signals/families/content_usage_rules.h"
#include "base/check.h"
#include "base/structured_dictionary.h"
#include "base/text.h"

using namespace veto;
using namespace veto::signals;

namespace {

std::string_view take_line(std::string_view& text) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return line;
}

// What was read of a member, written again by itself, is that member.
void check_dictionary(std::string_view field) {
  const auto members = parse_dictionary(field);
  if (!members) return;
  for (const DictionaryMember& member : *members) {
    const bool bare = member.written.empty() || member.written[0] == ';';
    const auto again =
        parse_dictionary(member.key + (bare ? "" : "=") + member.written);
    DictionaryMember alone = member;
    alone.overwrites = false;
    VETO_CHECK(again && again->size() == 1 && again->front() == alone);
  }
}

void check_signals(const std::vector<Signal>& signals) {
  VETO_CHECK(signals.size() <= kMaxRobotsSignals);
  for (const Signal& signal : signals) {
    for (const std::string* text : {&signal.raw, &signal.name, &signal.value,
                                    &signal.scope, &signal.agent}) {
      VETO_CHECK(veto::printable(*text, 100'000) == *text);
      VETO_CHECK(text->size() <= 3 * kMaxScopeBytes);
    }
    VETO_CHECK(!signal.malformed || !signal.problem.empty());
  }
}

using Resolver = std::optional<Answer> (*)(std::span<const Signal>,
                                           const RobotsQuestion&, Use);

// One answer whatever the order of the signals, given by a sound signal, and
// never "allowed" where the response itself reserves.
void check_answers(std::vector<Signal> signals, const RobotsQuestion& question,
                   Resolver resolve, std::string_view no) {
  std::vector<Signal> turned(signals.rbegin(), signals.rend());
  for (Use use :
       {Use::crawl, Use::index, Use::training, Use::answer, Use::dataset}) {
    const auto answer = resolve(signals, question, use);
    const auto other = resolve(turned, question, use);
    VETO_CHECK(answer.has_value() == other.has_value());
    if (!answer) continue;
    VETO_CHECK(answer->wish == other->wish);
    VETO_CHECK(answer->by < signals.size());
    const Signal& by = signals[answer->by];
    VETO_CHECK(by.problem.empty() || by.problem == kKeyRepeated);
    VETO_CHECK((answer->wish == Wish::reserved) == (by.value == no));
    for (const Signal& signal : signals)
      VETO_CHECK(answer->wish == Wish::reserved ||
                 signal.source != Source::header || signal.name != by.name ||
                 !signal.problem.empty() || signal.value != no);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::string_view token = take_line(text);
  const std::string_view target = take_line(text);
  const std::string_view usage_field = take_line(text);
  const std::string_view signal_field = take_line(text);
  const auto rules = veto::crawler::RobotsRules::parse(text);
  const auto records = rules.records();
  check_dictionary(usage_field);

  auto usage = read_content_usage_robots(records);
  check_signals(usage);
  for (Signal& signal : read_content_usage_header(usage_field))
    usage.push_back(std::move(signal));
  auto signals = read_content_signal_robots(records);
  check_signals(signals);
  for (Signal& signal : read_content_signal_header(signal_field))
    signals.push_back(std::move(signal));
  for (auto reading :
       {veto::crawler::Reading::rfc, veto::crawler::Reading::lenient}) {
    const RobotsQuestion question{rules, token, target, reading};
    check_answers(usage, question, resolve_content_usage, "n");
    check_answers(signals, question, resolve_content_signal, "no");
  }
  return 0;
}
