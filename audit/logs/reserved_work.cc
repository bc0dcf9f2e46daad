// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/reserved_work.h"

namespace veto::logs {

std::optional<DeclaredPurpose> declares_mining(
    const config::Scraper& scraper, const config::ScraperRegistry& registry) {
  if (scraper.purpose != "training" && scraper.purpose != "dataset")
    return std::nullopt;
  if (scraper.user_triggered || scraper.control_only) return std::nullopt;
  const auto evidence = registry.evidence_of(scraper, "purpose");
  for (const std::string_view label : evidence.sources) {
    const config::RegistrySource* source = registry.source(label);
    if (source && !source->date.empty() && source->level == evidence.level)
      return DeclaredPurpose{scraper.purpose, evidence.level, label,
                             source->date};
  }
  return std::nullopt;
}

}  // namespace veto::logs
