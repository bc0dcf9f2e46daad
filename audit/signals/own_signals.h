// SPDX-License-Identifier: GPL-3.0-or-later
//
// What one response says in its header, and one page in its elements. `url` and
// `evidence` of the signals are set, and `raw` is the field or element.

#ifndef VETO_AUDIT_SIGNALS_OWN_SIGNALS_H_
#define VETO_AUDIT_SIGNALS_OWN_SIGNALS_H_

#include <vector>

#include "audit/signals/families/signal.h"
#include "config/scrapers.h"
#include "crawler/api/capture.h"
#include "crawler/api/page.h"

namespace veto::signals {

// X-Robots-Tag, Content-Usage, Content-Signal, tdm-reservation and tdm-policy,
// and Link with an RSL license. Several fields of a list are one list (RFC
// 9110, section 5.3), but for X-Robots-Tag, whose readers take each by itself.
std::vector<Signal> signals_of_response(
    const crawler::Capture& capture, const config::ScraperRegistry& registry);

// meta elements (robots, an agent's name, tdm-reservation and tdm-policy) and
// links to an RSL license.
std::vector<Signal> signals_of_page(const crawler::Page& page,
                                    const config::ScraperRegistry& registry);

}  // namespace veto::signals

#endif  // VETO_AUDIT_SIGNALS_OWN_SIGNALS_H_
