// SPDX-License-Identifier: GPL-3.0-or-later
//
// What two findings, or two documents, say differently.

#ifndef VETO_AUDIT_LOGS_REDERIVE_COMPARE_H_
#define VETO_AUDIT_LOGS_REDERIVE_COMPARE_H_

#include <nlohmann/json.hpp>

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "audit/finding.h"

namespace veto::logs {

// Paths of what differs, "/facts/count", at most kMostDifferences.
inline constexpr std::size_t kMostDifferences = 20;
std::vector<std::string> differences(const nlohmann::json& stated,
                                     const nlohmann::json& found);

// The finding as it can be compared: without the facts of those names. Of
// lines alone also without how often an excuse set other requests aside; of a
// whole log, which may bear another name, without its name.
nlohmann::json comparable(const audit::Finding& finding,
                          const std::set<std::string_view>& without,
                          bool whole);

}  // namespace veto::logs

#endif  // VETO_AUDIT_LOGS_REDERIVE_COMPARE_H_
