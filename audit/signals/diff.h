// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the opt-outs of two runs of a case say differently: of pages and images
// that both received, and of agents about whose robots.txt both know.

#ifndef VETO_AUDIT_SIGNALS_DIFF_H_
#define VETO_AUDIT_SIGNALS_DIFF_H_

#include <string>
#include <vector>

#include "audit/signals/signals.h"

namespace veto::signals {

struct ChangedSignals {
  std::string url;
  std::string kind;                // "page", "document" or "image"
  std::vector<std::string> added;  // directives, "noai" and "noimageai" too
  std::vector<std::string> removed;
};

struct ChangedAgent {
  AgentPosture before;
  AgentPosture after;
};

// In order of URL; of origin, then token.
struct SignalsDiff {
  std::vector<ChangedSignals> resources;
  std::vector<ChangedAgent> agents;  // named, asked in or out, or another rule
};

SignalsDiff diff_signals(const SignalsResult& before,
                         const SignalsResult& after);

}  // namespace veto::signals

#endif  // VETO_AUDIT_SIGNALS_DIFF_H_
