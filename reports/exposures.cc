// SPDX-License-Identifier: GPL-3.0-or-later
#include "reports/exposures.h"

#include <utility>

namespace veto::reports {

Exposures exposures_of(const ReportData& data) {
  Exposures exposures;
  const auto* signals = data.signals ? &*data.signals : nullptr;
  for (auto& found : exposure::exposures(*data.faces, data.marks, signals)) {
    const auto* image = found.image;
    exposures.emplace(image, std::move(found));
  }
  return exposures;
}

}  // namespace veto::reports
