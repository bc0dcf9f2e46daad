// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef VETO_BASE_JSON_TEXT_H_
#define VETO_BASE_JSON_TEXT_H_

#include <string>
#include <string_view>

namespace veto {

// Appends the text as a JSON string, quotes included, as nlohmann::json writes
// it; bytes that are no UTF-8 become U+FFFD. For the many lists of short texts
// that need no tree.
void append_json(std::string& out, std::string_view text);

}  // namespace veto

#endif  // VETO_BASE_JSON_TEXT_H_
