// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/escapes.h"
#include "audit/logs/format.h"

namespace veto::logs {
namespace {

// One more field after a space: quoted, or without quotes and spaces.
bool take_extra_field(std::string_view& rest) {
  if (!rest.starts_with(' ')) return false;
  rest.remove_prefix(1);
  if (rest.starts_with('"')) return take_quoted(rest).has_value();
  const std::string_view field = rest.substr(0, rest.find(' '));
  if (field.empty()) return false;
  rest.remove_prefix(field.size());
  return true;
}

}  // namespace

bool parse_combined(std::string_view line, RawLine& out) {
  return take_address(line, out) && parse_common_tail(line, out) &&
         take_referer_and_agent(line, out) && line.empty();
}

bool parse_combined_extended(std::string_view line, RawLine& out) {
  if (!take_address(line, out) || !parse_common_tail(line, out) ||
      !take_referer_and_agent(line, out))
    return false;
  while (!line.empty())
    if (!take_extra_field(line)) return false;
  return true;
}

}  // namespace veto::logs
