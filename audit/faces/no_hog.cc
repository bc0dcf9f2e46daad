// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/faces/hog.h"

namespace veto::faces {

Result<std::unique_ptr<Detector>> open_hog() {
  return fail(ErrorKind::unsupported, "there is no face detector", "",
              "fetch its weights: veto models get");
}

}  // namespace veto::faces
