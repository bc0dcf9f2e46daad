// SPDX-License-Identifier: GPL-3.0-or-later
//
// Time stamps as files: an authority's answer as received (NAME.N.tsr), the
// query that it answers, for its nonce (NAME.N.tsq), and who vouches for it.

#ifndef VETO_REPORTS_SEAL_STAMP_H_
#define VETO_REPORTS_SEAL_STAMP_H_

#include <functional>
#include <string>
#include <string_view>

#include "base/digest.h"
#include "base/error.h"
#include "base/time_stamp.h"

namespace veto::reports {

struct StampAuthority {
  std::string name;  // as the user named it
  // A query in DER to the answer as received; the network is the caller's.
  std::function<Result<std::string>(const std::string& query)> ask;
};

// "NAME.1.tsr"; `number` counts from 1.
std::string stamp_name(std::string_view of, std::size_t number);
// The query of a stamp: ".tsq" for ".tsr".
std::string query_of(std::string_view stamp);

struct StampAnswer {
  std::string query;
  std::string response;
  TimeStamp stamp;
};

// Errors: those of the authority; network (its answer is no stamp for that
// digest).
Result<StampAnswer> ask_stamp(const StampAuthority& authority,
                              const Digest& digest);

// Certificates from the stamp's signer up to a root that is in `roots_pem` (""
// for none) or that the system trusts; else those that came along.
std::string chain_for(const StampAnswer& answer, const std::string& roots_pem);

enum class ChainFit {
  to_root,  // from the signer to a root
  as_came,  // the token's certificates, which lead to no root
  other,    // anything else: no file that chain_for() makes
};

// Whether `pem` is, byte for byte, what chain_for() makes of that answer, with
// the token's certificates. Which root was known then is not in the answer: one
// of the same key that ends it as well passes.
ChainFit fit_of_chain(std::string_view response,
                      std::string_view token_certificates_pem,
                      std::string_view pem);

// Who vouches for a stamp that fits, as StampSeen::vouched_by has it;
// `why_not` is set where roots are demanded and none of them does.
std::string voucher_of(std::string_view response,
                       const std::string& demanded_pem, std::string& why_not);

}  // namespace veto::reports

#endif  // VETO_REPORTS_SEAL_STAMP_H_
