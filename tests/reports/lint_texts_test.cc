// SPDX-License-Identifier: GPL-3.0-or-later
//
// The words of the lints of signals.

#include <doctest/doctest.h>

#include <set>
#include <string>

#include "audit/signals/lints/lint.h"
#include "base/text.h"
#include "reports/texts/texts.h"

using namespace veto;

namespace {

// What a lint of this kind fills in.
reports::Values values_of(const signals::LintKind& kind, std::uint64_t n) {
  reports::Values values = {{"origin", "o"}, {"subject", "s"}, {"url", "u"},
                            {"line", 1},     {"raw", "r"},     {"n", n}};
  for (const std::string_view name : split(kind.facts, ' '))
    if (!name.empty()) values[std::string(name)] = "x";
  return values;
}

}  // namespace

TEST_CASE("every lint has words, and nothing is missing in them") {
  const auto texts = reports::Texts::load("en");
  REQUIRE(texts);
  CHECK(signals::lint_kinds().size() > 70);
  for (const signals::LintKind& kind : signals::lint_kinds())
    for (const char* part : {".says", ".fix"})
      for (const std::uint64_t n : {1, 2}) {
        const std::string key = "lint." + std::string(kind.code) + part;
        CAPTURE(key);
        const std::string text = texts->say(key, values_of(kind, n));
        CHECK(text.ends_with("."));
        CHECK(text.find('{') == (key == "lint.tdmrep-not-json.fix"
                                     ? text.find("{\"")
                                     : std::string::npos));
      }
  CHECK(texts->missing() == std::vector<std::string>{});
}
