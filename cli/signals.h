// SPDX-License-Identifier: GPL-3.0-or-later
//
// What "veto signals" prints, as JSON and as text.

#ifndef VETO_CLI_SIGNALS_H_
#define VETO_CLI_SIGNALS_H_

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "audit/signals/consumers/site.h"
#include "audit/signals/signals.h"

namespace veto::cli {

struct SignalsWanted {
  std::vector<std::string> urls;  // these alone; empty: all
  bool consumers = false;         // each consumer, not the four columns alone
};

nlohmann::json signals_json(const signals::SignalsResult& result,
                            const signals::Site& site,
                            const SignalsWanted& wanted);
std::string signals_text(const signals::Site& site,
                         const SignalsWanted& wanted);

}  // namespace veto::cli

#endif  // VETO_CLI_SIGNALS_H_
