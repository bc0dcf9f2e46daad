// SPDX-License-Identifier: GPL-3.0-or-later
//
// One exchange, waited for: a command's own request, not a crawl's.

#ifndef VETO_CRAWLER_FETCH_ONCE_H_
#define VETO_CRAWLER_FETCH_ONCE_H_

#include "crawler/transport.h"

namespace veto::crawler {

// An exception becomes a failed exchange.
TransportResponse fetch_once(const TransportRequest& request);

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_FETCH_ONCE_H_
