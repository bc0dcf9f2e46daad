// SPDX-License-Identifier: GPL-3.0-or-later
//
// V7: what was sent with a reservation of text and data mining (TDM Reservation
// Protocol), to an agent whose declared purpose is that: training, or making
// datasets, as a dated source of the registry has it. The reservation is about
// use; exceptions and licences are not seen in a log.

#ifndef VETO_AUDIT_LOGS_RESERVED_WORK_H_
#define VETO_AUDIT_LOGS_RESERVED_WORK_H_

#include <optional>
#include <string_view>

#include "audit/logs/use_record.h"
#include "config/scrapers.h"

namespace veto::logs {

// That an agent mines, and who says so.
struct DeclaredPurpose {
  std::string_view purpose;  // "training", "dataset"
  std::string_view level;    // how sure that is: config::kEvidenceLevels
  std::string_view source;   // a label of the registry
  std::string_view date;     // of that source
};

// Nothing for other purposes, for agents that act for a person or send no
// requests, and where no dated source tells the purpose.
std::optional<DeclaredPurpose> declares_mining(
    const config::Scraper& scraper, const config::ScraperRegistry& registry);

}  // namespace veto::logs

#endif  // VETO_AUDIT_LOGS_RESERVED_WORK_H_
