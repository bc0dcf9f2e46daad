// SPDX-License-Identifier: GPL-3.0-or-later
//
// The small text carriers: the same bytes as ai.txt, as trust.txt, as the
// answer to a request for each well-known file, as a Link field and as a
// License record of robots.txt.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "audit/signals/families/ai_txt.h"
#include "audit/signals/families/rsl_links.h"
#include "audit/signals/families/text_lines.h"
#include "audit/signals/families/trust_txt.h"
#include "audit/signals/families/well_known.h"
#include "base/check.h"
#include "base/link_header.h"
#include "base/text.h"
#include "base/url.h"

using namespace veto;
using namespace veto::signals;

namespace {

void check_signal(const Signal& signal, Family family) {
  VETO_CHECK(signal.family == family);
  VETO_CHECK(!signal.name.empty());
  for (const auto* text :
       {&signal.agent, &signal.scope, &signal.value, &signal.raw}) {
    VETO_CHECK(text->find('\n') == std::string::npos);
    VETO_CHECK(to_valid_utf8(*text) == *text);
  }
}

void check_ai_txt(std::string_view input) {
  const auto signals = read_ai_txt(input, Signal());
  VETO_CHECK(!signals.empty() && signals.size() <= kMaxAiTxtSignals);
  bool disallows = false;
  for (const Signal& signal : signals) {
    check_signal(signal, Family::ai_txt);
    disallows |= signal.name == "disallow" && signal.problem.empty();
  }
  const auto answer = resolve_ai_txt(signals, "/a/b.jpg?c", Use::training);
  if (!answer) return;
  const Signal& by = signals[answer->by];
  VETO_CHECK(by.agent.empty() && by.problem.empty());
  VETO_CHECK((answer->wish == Wish::reserved) == (by.name == "disallow"));
  VETO_CHECK(answer->wish == Wish::allowed || disallows);
}

void check_trust_txt(std::string_view input) {
  Signal stem;
  stem.url = "https://e.org/trust.txt";
  const auto signals = read_trust_txt(input, stem);
  VETO_CHECK(!signals.empty() && signals.size() <= kMaxTrustSignals);
  for (const Signal& signal : signals) check_signal(signal, Family::trust_txt);
  const auto answer = resolve_trust_txt(signals, Use::training);
  if (!answer) return;
  VETO_CHECK(signals[answer->by].value ==
             (answer->wish == Wish::reserved ? "no" : "yes"));
}

void check_links(std::string_view input) {
  Signal stem;
  stem.url = "https://e.org/a";
  auto licenses = rsl_license_links(input, stem);
  VETO_CHECK(licenses.size() <= kMaxLinkValues);
  licenses.push_back(rsl_license_record(input, 1, stem));
  for (const Signal& signal : licenses) {
    check_signal(signal, Family::rsl);
    if (signal.problem.empty()) VETO_CHECK(Url::parse(signal.value)->is_http());
  }
}

void check_well_known(std::string_view input) {
  for (const WellKnownFile& file : well_known_files()) {
    const auto right = judge_file(file.path, 200, file.media_type, input);
    const auto page = judge_file(file.path, 200, "text/html", input);
    // A wrong type never helps, and HTML is never the file.
    if (right.presence != Presence::present)
      VETO_CHECK(page.presence != Presence::present);
    if (begins_like_html(input))
      VETO_CHECK(right.presence == Presence::not_that_file);
    VETO_CHECK(judge_file(file.path, 404, file.media_type, input).presence ==
               Presence::absent);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  check_ai_txt(input);
  check_trust_txt(input);
  check_links(input);
  check_well_known(input);
  return 0;
}
