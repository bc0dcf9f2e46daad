// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/edition/placeholder.h"

#include <fmt/format.h>

namespace veto::reports {

std::string placeholder(int width, int height) {
  if (width <= 0 || height <= 0) {
    width = 160;
    height = 120;
  }
  return fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"{1}\" "
      "viewBox=\"0 0 {0} {1}\"><rect width=\"{0}\" height=\"{1}\" "
      "fill=\"#ccc\"/></svg>\n",
      width, height);
}

}  // namespace veto::reports
