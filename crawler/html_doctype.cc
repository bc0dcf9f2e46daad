// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/html_doctype.h"

#include <algorithm>
#include <optional>
#include <string>

#include "base/text.h"
#include "crawler/html_space.h"

namespace veto::crawler {
namespace {

// The standard's list, shortened to what tells its entries from the doctypes
// that it does not hold.
constexpr std::string_view kQuirksPrefixes[] = {
    "+//silmaril//dtd html pro v0r11 19970101//",
    "-//advasoft ltd//dtd html 3.0 aswedit + extensions//",
    "-//as//dtd html 3.0 aswedit + extensions//",
    "-//ietf//dtd html",
    "-//metrius//dtd metrius presentational//",
    "-//microsoft//dtd internet explorer ",
    "-//netscape comm. corp.//dtd ",
    "-//o'reilly and associates//dtd html ",
    "-//softquad",
    "-//spyglass//dtd html 2.0 extended//",
    "-//sq//dtd html 2.0 hotmetal + extensions//",
    "-//sun microsystems corp.//dtd hotjava ",
    "-//w3c//dtd html 3 1995-03-24//",
    "-//w3c//dtd html 3.2",
    "-//w3c//dtd html 4.0 frameset//",
    "-//w3c//dtd html 4.0 transitional//",
    "-//w3c//dtd html experimental ",
    "-//w3c//dtd w3 html//",
    "-//w3o//dtd w3 html",
    "-//webtechs//dtd mozilla html"};
constexpr std::string_view kQuirksWithoutSystem[] = {
    "-//w3c//dtd html 4.01 frameset//", "-//w3c//dtd html 4.01 transitional//"};
constexpr std::string_view kQuirksPublic[] = {
    "-/w3c/dtd html 4.0 transitional/en", "html"};
constexpr std::string_view kQuirksSystem =
    "http://www.ibm.com/data/dtd/v11/ibmxhtml1-transitional.dtd";

void skip_white_space(std::string_view& text) {
  text.remove_prefix(
      std::min(text.find_first_not_of(kWhiteSpace), text.size()));
}

// The quoted string at the front, in lower case; nothing where there is none or
// it does not end.
std::optional<std::string> take_quoted(std::string_view& text) {
  skip_white_space(text);
  if (text.empty() || (text[0] != '"' && text[0] != '\'')) return std::nullopt;
  const std::size_t end = text.find(text[0], 1);
  if (end == text.npos) return std::nullopt;
  std::string quoted = to_lower(text.substr(1, end - 1));
  text.remove_prefix(end + 1);
  return quoted;
}

bool take_word(std::string_view& text, std::string_view word) {
  if (!iequals(text.substr(0, word.size()), word)) return false;
  text.remove_prefix(word.size());
  return true;
}

template <typename List>
bool any_starts(const List& list, std::string_view id) {
  return std::ranges::any_of(
      list, [&](std::string_view prefix) { return id.starts_with(prefix); });
}

bool is_quirks(const std::string& id,
               const std::optional<std::string>& system) {
  return any_starts(kQuirksPrefixes, id) ||
         std::ranges::find(kQuirksPublic, id) != std::end(kQuirksPublic) ||
         (!system && any_starts(kQuirksWithoutSystem, id));
}

}  // namespace

bool is_quirks_doctype(std::string_view text) {
  if (!text.ends_with('>')) return true;  // cut off
  text.remove_suffix(1);
  skip_white_space(text);
  const std::size_t end =
      std::min(text.find_first_of(kWhiteSpace), text.size());
  if (!iequals(text.substr(0, end), "html")) return true;
  text.remove_prefix(end);
  skip_white_space(text);
  if (text.empty()) return false;
  if (take_word(text, "system")) {
    const auto system = take_quoted(text);
    return !system || *system == kQuirksSystem;
  }
  if (!take_word(text, "public")) return true;
  const auto id = take_quoted(text);
  if (!id) return true;
  skip_white_space(text);
  std::optional<std::string> system;
  if (!text.empty()) {
    system = take_quoted(text);
    if (!system) return true;
  }
  return is_quirks(*id, system) || system == kQuirksSystem;
}

}  // namespace veto::crawler
