// SPDX-License-Identifier: GPL-3.0-or-later
//
// Asks a time stamping authority over HTTP (RFC 3161, section 3.4). What it
// learns is a digest, our address, and that somebody had it stamped then.

#ifndef VETO_CRAWLER_TIME_STAMPER_H_
#define VETO_CRAWLER_TIME_STAMPER_H_

#include <string>
#include <string_view>

#include "base/error.h"
#include "base/time_stamp.h"
#include "config/settings.h"

namespace veto::crawler {

struct StampedDigest {
  TimeStamp stamp;
  std::string der;  // the answer as it came: what is to be kept
};

// Errors: usage (no http or https URL), network (no answer, or not 200), those
// of read_time_stamp().
Result<StampedDigest> fetch_time_stamp(std::string_view url,
                                       const Digest& digest,
                                       const config::Settings& settings);

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_TIME_STAMPER_H_
