// SPDX-License-Identifier: GPL-3.0-or-later
//
// A time stamp of a bundle's seal.

#ifndef VETO_REPORTS_SEAL_STAMP_SEEN_H_
#define VETO_REPORTS_SEAL_STAMP_SEEN_H_

#include <string>

#include "base/time_stamp.h"

namespace veto::reports {

struct StampSeen {
  std::string of;    // the file it is about
  std::string file;  // where it stands
  TimeStamp stamp;
  // When checked: "demanded" (a root that was demanded leads to its authority),
  // "system" (one of the system's does), "nobody" (the authority's word alone).
  std::string vouched_by;
  // Whether the certificates beside it lead to a root, without which openssl
  // does not check it.
  bool chain_has_root = true;
};

}  // namespace veto::reports

#endif  // VETO_REPORTS_SEAL_STAMP_SEEN_H_
