// SPDX-License-Identifier: GPL-3.0-or-later
//
// The first line is a meta element's name, the rest an X-Robots-Tag value and
// that element's content.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "audit/signals/families/directive_rules.h"
#include "audit/signals/families/directives.h"
#include "audit/signals/families/img2dataset.h"
#include "audit/signals/families/robots_date.h"
#include "base/check.h"
#include "base/text.h"

using namespace veto;
using namespace veto::signals;

namespace {

void check(const std::vector<Directive>& directives) {
  VETO_CHECK(directives.size() <= kMaxDirectives);
  for (const auto& directive : directives) {
    VETO_CHECK(!directive.name.empty());
    for (const auto* text : {&directive.name, &directive.value}) {
      VETO_CHECK(text->size() <= 400);
      VETO_CHECK(text->find('\n') == std::string::npos);
      VETO_CHECK(to_valid_utf8(*text) == *text);
    }
  }
}

// A directive more takes nothing back, and time only adds.
void check_sum(const std::vector<Directive>& directives) {
  const UtcTime early = from_micros(0);
  const UtcTime late = from_micros(2'000'000'000'000'000);
  std::vector<Signal> signals;
  bool said_early = false;
  for (const Directive& directive : directives) {
    Signal signal;
    signal.agent = directive.agent;
    signal.name = directive.name;
    signal.value = directive.value;
    signal.malformed = directive.malformed;
    signals.push_back(std::move(signal));
    const auto before = resolve_directives(signals, Use::index, "googlebot",
                                           kGoogleMeanings, early);
    const auto after = resolve_directives(signals, Use::index, "googlebot",
                                          kGoogleMeanings, late);
    VETO_CHECK(before || !said_early);
    VETO_CHECK(after || !before);
    said_early = before.has_value();
  }
}

// What img2dataset takes for a no without a token holds one of its directives
// as a piece of its own.
void check_img2dataset(std::string_view text) {
  const std::vector<std::string> fields = {std::string(text)};
  if (!img2dataset_discards(fields)) return;
  VETO_CHECK(text.find(':') == std::string_view::npos);
  bool listed = false;
  for (const std::string_view name : kImg2datasetDirectives)
    listed |= to_lower(text).find(name) != std::string::npos;
  VETO_CHECK(listed);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::string_view name = input.substr(0, input.find('\n'));
  const std::string_view text =
      name.size() == size ? input : input.substr(name.size() + 1);
  const auto& registry = config::ScraperRegistry::built_in();
  const auto directives = parse_robots_header(text, registry);
  check(directives);
  check_sum(directives);
  check(parse_robots_meta(name, text, registry));
  check_img2dataset(text);
  (void)parse_robots_date(text);
  return 0;
}
