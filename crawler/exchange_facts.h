// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is known of an exchange beside its bytes, as the fields of its WARC
// metadata record: times, certificates, and in what the archived bytes differ
// from those on the wire.

#ifndef VETO_CRAWLER_EXCHANGE_FACTS_H_
#define VETO_CRAWLER_EXCHANGE_FACTS_H_

#include <string>

#include "crawler/transport.h"
#include "crawler/warc_record.h"

namespace veto::crawler {

// `via` is the URL that led here, or "".
WarcFields exchange_facts(const TransportResponse& response,
                          const std::string& via);

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_EXCHANGE_FACTS_H_
