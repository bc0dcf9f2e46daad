// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/format.h"

namespace veto::logs {

bool parse_common(std::string_view line, RawLine& out) {
  return take_address(line, out) && parse_common_tail(line, out) &&
         line.empty();
}

}  // namespace veto::logs
