// SPDX-License-Identifier: GPL-3.0-or-later
//
// What "veto signals" prints, as JSON and as text.

#ifndef VETO_CLI_SIGNALS_H_
#define VETO_CLI_SIGNALS_H_

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "audit/signals/consumers/site.h"
#include "audit/signals/lints/lint.h"
#include "audit/signals/signals.h"
#include "reports/texts/texts.h"

namespace veto::cli {

struct SignalsWanted {
  std::vector<std::string> urls;  // these alone; empty: all
  bool consumers = false;         // each consumer, not the four columns alone
};

// One signal as the document has it, and as a line of text.
nlohmann::json signal_json(const signals::Signal& signal);
std::string signal_text(const signals::Signal& signal);

// What there is to say.
struct SignalsFound {
  signals::SignalsResult stored;
  signals::Site site;
  std::vector<signals::Lint> lints;
};

nlohmann::json signals_json(const SignalsFound& found,
                            const SignalsWanted& wanted,
                            const reports::Texts& texts);
std::string signals_text(const SignalsFound& found, const SignalsWanted& wanted,
                         const reports::Texts& texts);

}  // namespace veto::cli

#endif  // VETO_CLI_SIGNALS_H_
