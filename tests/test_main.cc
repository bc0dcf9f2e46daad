// SPDX-License-Identifier: GPL-3.0-or-later
#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>

#include "tests/support.h"

int main(int argc, char** argv) {
  if (veto::test::serve != nullptr) {
    if (const auto code = veto::test::serve(argc, argv)) return *code;
  }
  return doctest::Context(argc, argv).run();
}
