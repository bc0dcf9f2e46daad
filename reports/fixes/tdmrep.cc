// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/fixes/tdmrep.h"

#include <nlohmann/json.hpp>

namespace veto::reports {

std::string tdmrep_file(const Wanted& wanted) {
  if (wanted.training) return {};
  // The order of keys as in the report's examples.
  nlohmann::ordered_json rule = {{"location", "/"}, {"tdm-reservation", 1}};
  if (!wanted.policy.empty()) rule["tdm-policy"] = wanted.policy;
  return nlohmann::ordered_json::array({rule}).dump(2) + "\n";
}

}  // namespace veto::reports
