// SPDX-License-Identifier: GPL-3.0-or-later
//
// The first line is a user agent for the built-in registry, the rest is a
// registry of its own.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "config/scrapers.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  using veto::config::ScraperRegistry;
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::string_view agent = input.substr(0, input.find('\n'));
  if (const auto* found = ScraperRegistry::built_in().match(agent)) {
    VETO_CHECK(found->match_in_logs && !found->control_only);
    VETO_CHECK(agent.size() >= 3);
  }
  const auto parsed = ScraperRegistry::parse(
      agent.size() == size ? input : input.substr(agent.size() + 1));
  if (!parsed) {
    VETO_CHECK(parsed.error().kind == veto::ErrorKind::damaged);
    return 0;
  }
  parsed->match(agent);
  for (const auto& scraper : parsed->all())
    VETO_CHECK(parsed->by_id(scraper.id) == &scraper);
  return 0;
}
