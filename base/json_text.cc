// SPDX-License-Identifier: GPL-3.0-or-later

#include "base/json_text.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/text.h"

namespace veto {

void append_json(std::string& out, std::string_view text) {
  const bool plain = std::ranges::all_of(text, [](char c) {
    return c >= ' ' && c < 0x7f && c != '"' && c != '\\';
  });
  if (plain) {
    out += '"';
    out += text;
    out += '"';
  } else {
    out += nlohmann::json(to_valid_utf8(text)).dump();
  }
}

}  // namespace veto
