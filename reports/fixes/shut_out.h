// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which crawlers a robots.txt has to name so that they stay away.

#ifndef VETO_REPORTS_FIXES_SHUT_OUT_H_
#define VETO_REPORTS_FIXES_SHUT_OUT_H_

#include <vector>

#include "config/scrapers.h"
#include "reports/fixes/wanted.h"

namespace veto::reports {

struct ShutOut {
  // Without training: those that collect for training, datasets, AI images or
  // others' collections, face search, and the control tokens. Without answers:
  // AI search, AI assistants and what they fetch because somebody asks.
  std::vector<const config::Scraper*> named;
  // Would belong to them, but have a name that no robots.txt can address
  // (RFC 9309, section 2.2.1): "img2dataset".
  std::vector<const config::Scraper*> unnameable;
  // Would belong to them, but their name is an everyday word or part of the
  // name of a crawler that stays: readers that look for parts of names, of
  // which there are some, would shut out others ("Spider").
  std::vector<const config::Scraper*> ambiguous;
};

// While the site is to stay in search engines, web search engines that also
// feed AI answers are not among them.
ShutOut shut_out(const Wanted& wanted, const config::ScraperRegistry& registry);

}  // namespace veto::reports

#endif  // VETO_REPORTS_FIXES_SHUT_OUT_H_
