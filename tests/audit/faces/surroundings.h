// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where weights are looked for, under a test's control.

#ifndef VETO_TESTS_AUDIT_FACES_SURROUNDINGS_H_
#define VETO_TESTS_AUDIT_FACES_SURROUNDINGS_H_

#include <stdlib.h>

#include "tests/support.h"

namespace veto::test {

// The user's folders are empty ones and $VETO_MODELS is not set, so that only
// what the test names is found.
class NoWeights {
 public:
  NoWeights() {
    ::unsetenv("VETO_MODELS");
    ::setenv("XDG_DATA_HOME", dir_.path().c_str(), 1);
    ::setenv("HOME", dir_.path().c_str(), 1);
  }
  const TempDir& dir() const { return dir_; }

 private:
  TempDir dir_;
};

}  // namespace veto::test

#endif  // VETO_TESTS_AUDIT_FACES_SURROUNDINGS_H_
