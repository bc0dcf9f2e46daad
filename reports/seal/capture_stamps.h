// SPDX-License-Identifier: GPL-3.0-or-later
//
// Time stamps of WARC files, taken when the crawl has closed them: the seal of
// a bundle says that they existed when it was sealed, these say so of the
// hour in which they were written.
//
//   captures/NAME.warc.gz.N.tsr, .tsq, .N-chain.pem
//
// A file that was stamped is not written to again (crawler/warc_writer.h).

#ifndef VETO_REPORTS_SEAL_CAPTURE_STAMPS_H_
#define VETO_REPORTS_SEAL_CAPTURE_STAMPS_H_

#include <string>
#include <string_view>
#include <vector>

#include "base/case.h"
#include "base/error.h"
#include "base/stage.h"
#include "reports/seal/stamp.h"

namespace veto::reports {

struct StampOrder {
  std::vector<StampAuthority> authorities;  // at most kMaxAuthorities
  std::string roots_pem;  // that the user trusts beside the system's
  // A file that nobody stamped is no loss.
  bool may_fail = false;
};

// "NAME.1-chain.pem" for "NAME.1.tsr".
std::string chain_of(std::string_view stamp);

// The stamps of a WARC file in the folder `captures`, by name, in order.
std::vector<std::string> stamps_beside(const std::filesystem::path& captures,
                                       std::string_view warc);

// Has every WARC file of the case's current run stamped that has no stamp yet,
// and notes each in the custody log. An authority that fails is told to
// `sinks`; a file that none stamped is among what is incomplete. Errors: io.
Result<StageReport> stamp_captures(Case& the_case, const StampOrder& order,
                                   const Sinks& sinks);

}  // namespace veto::reports

#endif  // VETO_REPORTS_SEAL_CAPTURE_STAMPS_H_
