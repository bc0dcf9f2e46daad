// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef VETO_REPORTS_TEXTS_JSON_H_
#define VETO_REPORTS_TEXTS_JSON_H_

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/text.h"

namespace veto::reports {

// A list of texts that may hold any bytes: those that are no UTF-8 become
// U+FFFD.
inline nlohmann::json texts_json(const std::vector<std::string>& texts) {
  nlohmann::json list = nlohmann::json::array();
  for (const auto& text : texts) list.push_back(to_valid_utf8(text));
  return list;
}

}  // namespace veto::reports

#endif  // VETO_REPORTS_TEXTS_JSON_H_
