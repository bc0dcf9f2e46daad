// SPDX-License-Identifier: GPL-3.0-or-later
//
// A time stamp authority that openssl is, asked without a network.

#ifndef VETO_TESTS_BASE_STAMPING_OPENSSL_H_
#define VETO_TESTS_BASE_STAMPING_OPENSSL_H_

#include <string>

#include "tests/support.h"

namespace veto::test {

// Whether a shell command ends with 0; what it says is dropped.
bool succeeds(const std::string& command);

class StampingOpenssl {
 public:
  StampingOpenssl();
  std::string root_pem() const;
  // A query in DER to an answer in DER.
  std::string answer(const std::string& query) const;
  const TempDir& folder() const { return dir_; }

 private:
  TempDir dir_;
};

}  // namespace veto::test

#endif  // VETO_TESTS_BASE_STAMPING_OPENSSL_H_
