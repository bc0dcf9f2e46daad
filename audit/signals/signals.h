// SPDX-License-Identifier: GPL-3.0-or-later
//
// The signals stage: what the site's opt-outs say, for each page and each
// image, and to which AI agents its robots.txt speaks.

#ifndef VETO_AUDIT_SIGNALS_SIGNALS_H_
#define VETO_AUDIT_SIGNALS_SIGNALS_H_

#include <map>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "audit/signals/families/signal.h"
#include "base/case.h"
#include "base/stage.h"
#include "config/settings.h"

namespace veto::signals {

// What robots.txt says to one agent about one origin.
struct AgentPosture {
  std::string origin;
  std::string scraper_id;  // registry id
  std::string token;
  bool named = false;        // has a group of its own
  bool site_allowed = true;  // "/" under RFC 9309
  int line = 0;              // deciding rule
  std::string rule;
  // The google and lenient readings of "/" agree with the strict one.
  bool readings_agree = true;
};

// The opt-out state of one page, document or image: from its own response, and
// for a page also its own meta elements. A page's meta never reaches its
// images.
struct ResourcePosture {
  std::string url;
  std::string kind;  // "page", "document" or "image"
  std::string capture_id;
  bool noai = false;
  bool noimageai = false;
  // All others found, in lower case; "gptbot: noai" where addressed to one.
  std::vector<std::string> directives;
  // For an image: some page that shows it says noimageai or noai while the
  // image's own response does not: the commonest hole.
  bool page_only = false;
  std::string host;
};

// Reads the captures of the case's current run and the robots.txt versions of
// the origins they came from; where none was ever seen, nothing is said about
// the agents. Stores signals, postures and the findings G1 and G3
// (audit/signals/findings.h). Counts: "pages", "documents", "images",
// "signals", "origins", "findings". Errors: io, damaged.
Result<StageReport> run_signals(Case& the_case,
                                const config::Settings& settings,
                                const Sinks& sinks, std::stop_token stop);

struct SignalsResult {
  std::vector<Signal> signals;
  std::vector<AgentPosture> agents;
  std::vector<ResourcePosture> resources;
};
Result<SignalsResult> load_signals(Case& the_case, std::string_view run_id);

}  // namespace veto::signals

#endif  // VETO_AUDIT_SIGNALS_SIGNALS_H_
