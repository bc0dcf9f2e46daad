// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/html/data_uri.h"

#include "base/base64.h"

namespace veto::reports {

std::string jpeg_data_uri(std::string_view jpeg) {
  return "data:image/jpeg;base64," + encode_base64(jpeg);
}

}  // namespace veto::reports
