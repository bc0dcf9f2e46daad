// SPDX-License-Identifier: GPL-3.0-or-later
//
// The first line is a meta element's name, the rest an X-Robots-Tag value and
// that element's content.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "audit/signals/families/directives.h"
#include "base/check.h"
#include "base/text.h"

namespace {

void check(const std::vector<veto::signals::Directive>& directives) {
  VETO_CHECK(directives.size() <= veto::signals::kMaxDirectives);
  for (const auto& directive : directives) {
    VETO_CHECK(!directive.name.empty());
    VETO_CHECK(directive.name.size() <= 400);
    VETO_CHECK(directive.name.find('\n') == std::string::npos);
    VETO_CHECK(veto::to_valid_utf8(directive.name) == directive.name);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::string_view name = input.substr(0, input.find('\n'));
  const std::string_view text =
      name.size() == size ? input : input.substr(name.size() + 1);
  const auto& registry = veto::config::ScraperRegistry::built_in();
  check(veto::signals::parse_robots_header(text, registry));
  check(veto::signals::parse_robots_meta(name, text, registry));
  return 0;
}
