// SPDX-License-Identifier: GPL-3.0-or-later
//
// data/15-environment/environment.json: the tool, the machine and the settings
// a run was made with.

#ifndef VETO_REPORTS_BUNDLE_ENVIRONMENT_H_
#define VETO_REPORTS_BUNDLE_ENVIRONMENT_H_

#include <nlohmann/json.hpp>

#include "base/case.h"

namespace veto::reports {

// Of this machine, now: a bundle written elsewhere than its run was made says
// so by "bundled". `summary` is the report's summary.json.
nlohmann::json environment_json(const RunRecord& run, UtcTime now,
                                const nlohmann::json& summary);
// Without the command line and what may tell one machine from another.
nlohmann::json lesser_environment_json(const RunRecord& run, UtcTime now,
                                       const nlohmann::json& summary);

}  // namespace veto::reports

#endif  // VETO_REPORTS_BUNDLE_ENVIRONMENT_H_
