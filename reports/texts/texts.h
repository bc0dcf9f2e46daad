// SPDX-License-Identifier: GPL-3.0-or-later
//
// Every sentence a report says, by key, in the files of a language
// (reports/texts/<language>*.json, put together). A key is a dotted path; a
// value is a text with {placeholders}, or {"one": ..., "other": ...} chosen by
// the placeholder {n}.
//
// Nothing here fails while a report is being written: a key or placeholder
// that is missing reads "(not recorded)" and is named in missing(), which
// tests hold to be empty.

#ifndef VETO_REPORTS_TEXTS_TEXTS_H_
#define VETO_REPORTS_TEXTS_TEXTS_H_

#include <nlohmann/json.hpp>

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace veto::reports {

// Placeholders' values: text, numbers (grouped by thousands) or booleans.
using Values = std::map<std::string, nlohmann::json>;

class Texts {
 public:
  // "en". Errors: unsupported, naming the languages there are.
  static Result<Texts> load(std::string_view language);

  const std::string& language() const { return language_; }
  bool has(std::string_view key) const;
  std::string say(std::string_view key, const Values& values = {}) const;
  // say() with {n}.
  std::string count(std::string_view key, std::uint64_t n,
                    Values values = {}) const;
  // Everything below "html", for templates.
  const nlohmann::json& html() const;

  const std::vector<std::string>& missing() const { return missing_; }

 private:
  const nlohmann::json* find(std::string_view key) const;
  std::string absent(std::string_view what) const;

  std::string language_;
  nlohmann::json texts_;
  mutable std::vector<std::string> missing_;
};

// "1 234 567" with narrow no-break spaces, from five digits on.
std::string grouped(std::uint64_t number);

// Replaces each {name}; `value_of` is asked once a place. "{{" is no escape:
// a brace that begins no name stays as it is.
template <typename ValueOf>
std::string substitute(std::string_view text, ValueOf&& value_of) {
  std::string out;
  for (;;) {
    const auto open = text.find('{');
    if (open == std::string_view::npos) return out.append(text);
    const auto close = text.find_first_not_of(
        "abcdefghijklmnopqrstuvwxyz0123456789_", open + 1);
    const bool name = close != std::string_view::npos && text[close] == '}' &&
                      close > open + 1;
    const auto end = name ? close + 1 : open + 1;
    out.append(text.substr(0, open));
    if (name)
      out += value_of(text.substr(open + 1, close - open - 1));
    else
      out += '{';
    text.remove_prefix(end);
  }
}

}  // namespace veto::reports

#endif  // VETO_REPORTS_TEXTS_TEXTS_H_
