// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/signals/families/tdmrep_elements.h"

#include "base/text.h"

namespace veto::signals {
namespace {

// The end of the string that begins at `at`.
std::size_t end_of_json_string(std::string_view json, std::size_t at) {
  for (++at; at < json.size() && json[at] != '"'; ++at)
    if (json[at] == '\\') ++at;
  return at;
}

}  // namespace

std::vector<JsonElement> elements_of_array(std::string_view json) {
  std::vector<JsonElement> elements;
  int depth = 0;
  int line = 1;
  bool inside = false;  // of an element
  const auto finish = [&](std::size_t end) {
    if (!inside) return;
    JsonElement& last = elements.back();
    last.text = trim(json.substr(last.offset, end - last.offset));
    inside = false;
  };
  for (std::size_t at = 0; at < json.size(); ++at) {
    const char c = json[at];
    if (c == '\n') ++line;
    if (trim(json.substr(at, 1)).empty()) continue;
    if (depth == 1 && (c == ',' || c == ']')) {
      finish(at);
    } else if (depth >= 1 && !inside) {
      elements.push_back({at, line, {}});
      inside = true;
    }
    if (c == '"') at = end_of_json_string(json, at);
    if (c == '[' || c == '{') ++depth;
    if (c == ']' || c == '}') --depth;
  }
  return elements;
}

}  // namespace veto::signals
