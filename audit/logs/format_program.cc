// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/format_program.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "audit/logs/escapes.h"

namespace veto::logs {
namespace {

constexpr std::string_view kUnquoted =
    "a field that clients fill stands without quotes";
constexpr std::string_view kUnescaped =
    "escape=none: clients can write what looks like the server's own";

struct Op {
  std::string literal;  // "" for a field
  Field field = Field::skip;
  std::size_t width = 0;
  bool quoted = false;  // ends at a quote
  bool spaces = false;  // may hold some
};

struct Program {
  std::vector<Op> ops;
  Escaping escaping = Escaping::server;

  bool run(std::string_view line, RawLine& out) const;
};

bool is_address_part(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') ||
         (c >= 'A' && c <= 'F') || c == '.' || c == ':';
}

// An IPv6 address has colons of its own: of those before a port the last
// counts.
std::size_t address_size(std::string_view rest, std::string_view next) {
  const auto end = std::ranges::find_if_not(rest, is_address_part);
  std::size_t size = static_cast<std::size_t>(end - rest.begin());
  if (next.starts_with(':')) {
    const std::size_t colon = rest.substr(0, size).rfind(':');
    if (colon == std::string_view::npos) return rest.size() + 1;
    size = colon;
  }
  return size;
}

std::size_t quoted_size(std::string_view rest, Escaping escaping) {
  if (escaping == Escaping::none) return rest.find('"');
  for (std::size_t i = 0; i < rest.size(); ++i) {
    if (rest[i] == '"') return i;
    if (rest[i] == '\\') ++i;
  }
  return std::string_view::npos;
}

// Bytes of the field that `rest` begins with; more than there are for none.
std::size_t field_size(const Op& op, std::string_view next,
                       std::string_view rest, Escaping escaping) {
  if (op.width > 0) return op.width;
  if (op.quoted) return quoted_size(rest, escaping);
  if (op.field == Field::address) return address_size(rest, next);
  const std::size_t end = next.empty() ? rest.size() : rest.find(next);
  if (end == std::string_view::npos || op.spaces) return end;
  return rest.substr(0, end).contains(' ') ? std::string_view::npos : end;
}

bool Program::run(std::string_view rest, RawLine& out) const {
  TimeParts time;
  out.escaping = escaping;
  for (std::size_t i = 0; i < ops.size(); ++i) {
    const Op& op = ops[i];
    if (!op.literal.empty()) {
      if (!rest.starts_with(op.literal)) return false;
      rest.remove_prefix(op.literal.size());
      continue;
    }
    const std::string_view next =
        i + 1 < ops.size() ? std::string_view(ops[i + 1].literal) : "";
    const std::size_t size = field_size(op, next, rest, escaping);
    if (size > rest.size() ||
        !take_field(op.field, rest.substr(0, size), out, time))
      return false;
    rest.remove_prefix(size);
  }
  return rest.empty() && finish_time(time, out);
}

bool may_hold_spaces(const FormatPart& part) {
  return part.client || part.field == Field::skip ||
         part.field == Field::user || part.field == Field::request ||
         part.field == Field::agent || part.field == Field::referer ||
         part.field == Field::time_local;
}

bool stands_once(Field field) {
  return field == Field::address || field == Field::host ||
         (field > Field::user && field <= Field::tdm_reservation);
}

bool has_field(const std::vector<FormatPart>& parts, Field field) {
  return std::ranges::find(parts, field, &FormatPart::field) != parts.end();
}

// Whether the part at `i` is the one to take of those with its field: the first
// without a weakness, or the first.
bool is_best(const std::vector<FormatPart>& parts, std::size_t i) {
  const auto better = [&](std::size_t k) {
    if (parts[k].field != parts[i].field) return false;
    const bool sound = parts[k].weakness.empty();
    return sound != parts[i].weakness.empty() ? sound : k < i;
  };
  for (std::size_t k = 0; k < parts.size(); ++k)
    if (better(k)) return false;
  return true;
}

// Of a field that stands twice one counts; a connection's address only where
// there is no other, a request's parts where there is no whole one.
void settle_doubles(std::vector<FormatPart>& parts) {
  const auto has = [&](Field field) { return has_field(parts, field); };
  const bool address = has(Field::address);
  const bool request = has(Field::request);
  for (FormatPart& part : parts) {
    if (part.field == Field::peer)
      part.field = address ? Field::skip : Field::address;
    if (request && (part.field == Field::method ||
                    part.field == Field::target || part.field == Field::query))
      part.field = Field::skip;
  }
  std::vector<std::size_t> spare;
  for (std::size_t i = 0; i < parts.size(); ++i)
    if (stands_once(parts[i].field) && !is_best(parts, i)) spare.push_back(i);
  for (std::size_t i : spare) parts[i].field = Field::skip;
}

void join_literals(std::vector<FormatPart>& parts) {
  std::vector<FormatPart> joined;
  for (FormatPart& part : parts) {
    if (!part.literal.empty() && !joined.empty() &&
        !joined.back().literal.empty())
      joined.back().literal += part.literal;
    else
      joined.push_back(std::move(part));
  }
  parts = std::move(joined);
}

bool is_time(Field field) { return field >= Field::time_local; }

Status check_parts(const std::vector<FormatPart>& parts) {
  const auto has = [&](Field field) { return has_field(parts, field); };
  const auto lacks = [](std::string_view what) {
    return fail(ErrorKind::usage,
                fmt::format("the log format has no {}", what));
  };
  if (!has(Field::address)) return lacks("address of the client");
  if (std::ranges::none_of(
          parts, [](const FormatPart& part) { return is_time(part.field); }))
    return lacks("time");
  const bool whole = std::ranges::any_of(parts, [](const FormatPart& part) {
    return part.field >= Field::time_local && part.field <= Field::time_any;
  });
  if (!whole && !has(Field::zone)) return lacks("time zone");
  if (!whole && (!(has(Field::second) || has(Field::clock)) ||
                 !(has(Field::day) || has(Field::date))))
    return lacks("date with hours, minutes and seconds");
  if (!has(Field::request) && !(has(Field::method) && has(Field::target)))
    return lacks("request, or method and target");
  if (!has(Field::status)) return lacks("status");
  if (!has(Field::bytes)) return lacks("size of the response");
  for (std::size_t i = 1; i < parts.size(); ++i)
    if (parts[i].literal.empty() && parts[i - 1].literal.empty() &&
        parts[i - 1].width == 0)
      return fail(ErrorKind::usage,
                  "nothing keeps two fields of the log format apart",
                  fmt::format("byte {}", parts[i].at + 1));
  return {};
}

bool is_quoted(const std::vector<FormatPart>& parts, std::size_t i) {
  return i > 0 && i + 1 < parts.size() && parts[i - 1].literal.ends_with('"') &&
         parts[i + 1].literal.starts_with('"');
}

// A client cannot write what a server escapes: a quote, a control character.
// What ends with the line has nothing behind it to be forged.
bool is_open(const std::vector<FormatPart>& parts, std::size_t i,
             Escaping escaping) {
  const FormatPart& part = parts[i];
  if (!part.literal.empty() || is_quoted(parts, i)) return false;
  const bool last = i + 1 == parts.size();
  if (last) return false;
  const std::string& next = parts[i + 1].literal;
  if (escaping != Escaping::none && std::ranges::any_of(next, [](char c) {
        return c == '"' || (c >= 0 && c < ' ');
      }))
    return false;
  if (part.client) return true;
  if (part.field != Field::user) return false;
  for (std::size_t k = i + 1; k < parts.size(); ++k)
    if (is_quoted(parts, k)) return false;
  return true;
}

}  // namespace

Result<Format> compile_format(std::string name, std::vector<FormatPart> parts,
                              Escaping escaping) {
  join_literals(parts);
  settle_doubles(parts);
  if (auto right = check_parts(parts); !right) return pass(right);
  Program program;
  program.escaping = escaping;
  std::string weakness(escaping == Escaping::none ? kUnescaped : "");
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const FormatPart& part = parts[i];
    if (weakness.empty() && part.field != Field::skip) weakness = part.weakness;
    if (weakness.empty() && is_open(parts, i, escaping)) weakness = kUnquoted;
    program.ops.push_back({.literal = part.literal,
                           .field = part.field,
                           .width = part.width,
                           .quoted = i + 1 < parts.size() &&
                                     parts[i + 1].literal.starts_with('"'),
                           .spaces = may_hold_spaces(part)});
  }
  const bool delimited = !parts.back().literal.empty();
  return Format{.name = std::move(name),
                .parse = [program = std::move(program)](
                             std::string_view line,
                             RawLine& out) { return program.run(line, out); },
                .self_delimiting = delimited,
                .weakness = std::move(weakness)};
}

}  // namespace veto::logs
