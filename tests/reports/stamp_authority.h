// SPDX-License-Identifier: GPL-3.0-or-later
//
// A time stamp authority that openssl is, asked without a network.

#ifndef VETO_TESTS_REPORTS_STAMP_AUTHORITY_H_
#define VETO_TESTS_REPORTS_STAMP_AUTHORITY_H_

#include <string>

#include "reports/seal/seal.h"
#include "tests/support.h"

namespace veto::test {

class StampingOpenssl {
 public:
  StampingOpenssl();
  std::string root_pem() const;
  // Must not outlive this.
  reports::StampAuthority authority() const;

 private:
  TempDir dir_;
};

}  // namespace veto::test

#endif  // VETO_TESTS_REPORTS_STAMP_AUTHORITY_H_
