// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/signals/families/img2dataset.h"

#include <algorithm>

#include "base/text.h"

namespace veto::signals {
namespace {

// What Python's str.strip() removes of text in ISO-8859-1, as which a header
// reaches the program.
std::string_view python_strip(std::string_view text) {
  constexpr std::string_view kSpace = "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0";
  const auto begin = text.find_first_not_of(kSpace);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kSpace) - begin + 1);
}

}  // namespace

bool img2dataset_discards(std::span<const std::string> fields,
                          std::optional<std::string_view> agent,
                          std::span<const std::string_view> directives) {
  return std::ranges::any_of(fields, [&](std::string_view rest) {
    if (const auto colon = rest.find(':'); colon != rest.npos) {
      const std::string_view token = rest.substr(0, colon);
      if (!agent || !iequals(token, python_strip(*agent))) return false;
      rest.remove_prefix(colon + 1);
    }
    return std::ranges::any_of(split(rest, ','), [&](std::string_view piece) {
      return std::ranges::find(directives, to_lower(python_strip(piece))) !=
             directives.end();
    });
  });
}

}  // namespace veto::signals
