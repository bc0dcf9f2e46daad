// SPDX-License-Identifier: GPL-3.0-or-later
//
// JSON of strangers: parsed to a depth and no further. Its length is for the
// caller to bound.

#ifndef VETO_BASE_BOUNDED_JSON_H_
#define VETO_BASE_BOUNDED_JSON_H_

#include <nlohmann/json.hpp>
#include <string_view>

namespace veto {

// A discarded value for what is no JSON or nested deeper than `max_depth`;
// `too_deep` tells which. `Json` is nlohmann::json or ordered_json.
template <typename Json>
Json parse_bounded_json(std::string_view text, int max_depth, bool& too_deep,
                        bool ignore_comments = false) {
  too_deep = false;
  const auto bounded = [&](int depth, typename Json::parse_event_t, Json&) {
    too_deep = too_deep || depth > max_depth;
    return !too_deep;
  };
  Json value = Json::parse(text.begin(), text.end(), bounded,
                           /*allow_exceptions=*/false, ignore_comments);
  if (too_deep) return Json(Json::value_t::discarded);
  return value;
}

}  // namespace veto

#endif  // VETO_BASE_BOUNDED_JSON_H_
