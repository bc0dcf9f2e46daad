// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/api/robots_path.h"

#include "crawler/robots_match.h"

namespace veto::crawler {
namespace {

// "*$" at the end, and a last "*", say nothing more than the end does.
std::string_view without_open_end(std::string_view pattern) {
  if (pattern.ends_with("*$")) pattern.remove_suffix(1);
  while (pattern.ends_with('*')) pattern.remove_suffix(1);
  return pattern;
}

// Where `wide` matches `narrow` read as plain text, its pieces stand inside
// narrow's pieces, in order: no piece holds a "*". They then stand in every
// target of `narrow`.
bool covers(std::string_view wide, std::string_view narrow) {
  wide = without_open_end(wide);
  narrow = without_open_end(narrow);
  if (wide == narrow) return true;
  const bool ends = narrow.ends_with('$');
  if (wide.ends_with('$') && !ends) return false;
  if (ends) narrow.remove_suffix(1);
  return robots_match(wide, narrow);
}

std::string_view second_form(const RobotsPath& path) {
  return path.decoded_query.empty() ? path.text : path.decoded_query;
}

}  // namespace

RobotsTarget::RobotsTarget(std::string_view target) {
  RobotsArena arena;
  if (!target.starts_with('/')) target = arena.keep("/" + std::string(target));
  const RobotsPath path = normalise_target(target, arena);
  text_ = path.text;
  decoded_query_ = path.decoded_query;
}

std::optional<std::size_t> RobotsTarget::matched_by(
    std::string_view pattern) const {
  RobotsArena arena;
  const RobotsPath path = normalise_pattern(pattern, arena);
  if (!robots_match(path, RobotsPath{text_, decoded_query_}))
    return std::nullopt;
  return path.text.size();
}

bool robots_pattern_covers(std::string_view wide, std::string_view narrow) {
  RobotsArena arena;
  const RobotsPath wide_path = normalise_pattern(wide, arena);
  const RobotsPath narrow_path = normalise_pattern(narrow, arena);
  return covers(wide_path.text, narrow_path.text) &&
         covers(second_form(wide_path), second_form(narrow_path));
}

}  // namespace veto::crawler
