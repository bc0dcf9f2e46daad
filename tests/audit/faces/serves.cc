// SPDX-License-Identifier: GPL-3.0-or-later
//
// A test program that looks at images, or blurs them, is started again as its
// own worker, as veto is.
#include "audit/faces/worker.h"
#include "tests/support.h"

namespace veto::test {

const bool kServesFaces = (serve = faces::serve_if_worker, true);

}  // namespace veto::test
