// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/format_json.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "audit/logs/json_walk.h"
#include "base/text.h"

namespace veto::logs {
namespace {

struct FieldName {
  std::string_view name;
  Field field;
};

constexpr FieldName kFieldNames[] = {
    {"ip", Field::address},
    {"time", Field::time_any},
    {"host", Field::host},
    {"request", Field::request},
    {"method", Field::method},
    {"target", Field::target},
    {"query", Field::query},
    {"status", Field::status},
    {"bytes", Field::bytes},
    {"referer", Field::referer},
    {"agent", Field::agent},
    {"signature_agent", Field::signature_agent},
    {"signature_input", Field::signature_input},
    {"signature", Field::signature},
    {"x_robots_tag", Field::robots_tag},
    {"tdm_reservation", Field::tdm_reservation},
};

// Without these a line says too little to be judged.
constexpr Field kNeededFields[] = {Field::address, Field::time_any,
                                   Field::status, Field::bytes};

bool parse_json(const JsonMapping& mapping, std::string_view line,
                RawLine& out) {
  if (!line.starts_with('{')) return false;
  JsonWalk walk(mapping, line);
  if (!walk.run()) return false;
  out.escaping = Escaping::json;
  TimeParts time;
  std::uint64_t taken = 0;
  for (std::size_t i = 0; i < mapping.size(); ++i) {
    const auto bit = std::uint64_t{1} << std::to_underlying(mapping[i].field);
    if (!walk.has(i) || (taken & bit) != 0) continue;
    if (!take_field(mapping[i].field, walk.value(i), out, time)) return false;
    taken |= bit;
  }
  const auto has = [&](Field field) {
    return (taken >> std::to_underlying(field) & 1) != 0;
  };
  // What is no HTTP request has an empty one.
  return std::ranges::all_of(kNeededFields, has) && finish_time(time, out) &&
         (has(Field::request) || (has(Field::method) && has(Field::target)));
}

bool has_field(const JsonMapping& mapping, Field field) {
  return std::ranges::find(mapping, field, &JsonPath::field) != mapping.end();
}

bool is_needed(Field field) {
  return std::ranges::find(kNeededFields, field) != std::end(kNeededFields);
}

Status check_mapping(const JsonMapping& mapping) {
  const auto lacks = [&](Field field) { return !has_field(mapping, field); };
  for (const FieldName& one : kFieldNames)
    if (is_needed(one.field) && lacks(one.field))
      return fail(ErrorKind::usage,
                  fmt::format("the mapping of the log has no {}=", one.name));
  if (lacks(Field::request) && (lacks(Field::method) || lacks(Field::target)))
    return fail(ErrorKind::usage,
                "the mapping of the log has no request=, or method= and "
                "target=");
  return {};
}

}  // namespace

Format json_format(std::string name, JsonMapping mapping,
                   std::string weakness) {
  return {.name = std::move(name),
          .parse = [mapping = std::move(mapping)](
                       std::string_view line,
                       RawLine& out) { return parse_json(mapping, line, out); },
          .self_delimiting = true,
          .weakness = std::move(weakness)};
}

Result<Format> format_from_mapping(std::string_view text) {
  JsonMapping mapping;
  for (std::string_view piece : split(text, ',')) {
    const std::size_t equals = piece.find('=');
    const std::string_view name = trim(piece.substr(0, equals));
    const auto* known = std::ranges::find(kFieldNames, name, &FieldName::name);
    if (equals == std::string_view::npos || known == std::end(kFieldNames) ||
        trim(piece.substr(equals + 1)).empty())
      return fail(ErrorKind::usage,
                  "the mapping of the log has a field that is not understood",
                  printable(piece, 60),
                  "write name=path, where name is one of ip, time, host, "
                  "request, method, target, query, status, bytes, referer, "
                  "agent, x_robots_tag, tdm_reservation");
    if (mapping.size() == kMaxJsonPaths)
      return fail(ErrorKind::too_large,
                  "the mapping of the log has over 32 "
                  "fields");
    mapping.push_back(
        {std::string(trim(piece.substr(equals + 1))), known->field});
  }
  if (auto right = check_mapping(mapping); !right) return pass(right);
  return json_format("json", std::move(mapping));
}

}  // namespace veto::logs
