// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a run knows of a site's opt-outs, from what is stored: it can be had
// again at any time, without the network.

#ifndef VETO_AUDIT_SIGNALS_GATHER_SITE_H_
#define VETO_AUDIT_SIGNALS_GATHER_SITE_H_

#include <stop_token>
#include <string_view>

#include "audit/signals/consumers/site.h"
#include "audit/signals/posture.h"
#include "base/case.h"
#include "base/error.h"

namespace veto::signals {

struct GatheredSite {
  Site site;
  ResourceBook book;  // the same pages and images, as postures
};

// Errors: io, damaged, interrupted.
Result<GatheredSite> gather_site(Case& the_case, std::string_view run_id,
                                 const Sinks& sinks, std::stop_token stop = {});

}  // namespace veto::signals

#endif  // VETO_AUDIT_SIGNALS_GATHER_SITE_H_
