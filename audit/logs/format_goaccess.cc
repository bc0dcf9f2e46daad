// SPDX-License-Identifier: GPL-3.0-or-later
//
// GoAccess's log-format. Its date and time formats are set apart from it and
// are not known here, so a time is read in three ways: "%d:%t %^" as the time
// of the NCSA formats with its zone, which is what that string is written for,
// "%dT%t" as ISO 8601, and %x as whatever time the field looks like.

#include <fmt/format.h>

#include <algorithm>

#include "audit/logs/format_program.h"
#include "audit/logs/format_text.h"
#include "base/text.h"

namespace veto::logs {
namespace {

struct GoAccessSpecifier {
  std::string_view text;
  Field field;
  bool client = false;
};

// The first that the rest of the format begins with.
constexpr GoAccessSpecifier kGoAccess[] = {
    {"%d:%t %^", Field::time_local},
    {"%dT%t%^", Field::time_iso},
    {"%x", Field::time_any},
    {"%h", Field::address},
    {"%v", Field::host, true},
    {"%e", Field::user},
    {"%r", Field::request, true},
    {"%m", Field::method},
    {"%U", Field::target, true},
    {"%q", Field::query, true},
    {"%s", Field::status},
    {"%b", Field::bytes},
    {"%R", Field::referer, true},
    {"%u", Field::agent, true},
    {"%^", Field::user},
    {"%C", Field::skip},
    {"%D", Field::skip},
    {"%H", Field::skip},
    {"%K", Field::skip},
    {"%k", Field::skip},
    {"%L", Field::skip},
    {"%M", Field::skip},
    {"%n", Field::skip},
    {"%T", Field::skip},
};

}  // namespace

Result<Format> format_from_goaccess(std::string_view text) {
  std::vector<FormatPart> parts;
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view rest = text.substr(at);
    if (rest[0] != '%') {
      const std::size_t size = std::min(rest.find('%'), rest.size());
      parts.push_back({.literal = std::string(rest.substr(0, size)), .at = at});
      at += size;
      continue;
    }
    const auto* known =
        std::ranges::find_if(kGoAccess, [&](const GoAccessSpecifier& one) {
          return rest.starts_with(one.text);
        });
    if (known == std::end(kGoAccess))
      return fail(ErrorKind::usage,
                  "the log format has a specifier that is not understood",
                  fmt::format("byte {}: {}", at + 1, printable(rest, 40)),
                  "times must be %d:%t %^ with the zone, %dT%t%^ or %x");
    parts.push_back({.literal = {},
                     .field = known->field,
                     .client = known->client,
                     .at = at});
    at += known->text.size();
  }
  return compile_format("goaccess", std::move(parts), Escaping::server);
}

std::vector<Format> cloud_formats() {
  struct Ready {
    std::string_view name, text, weakness;
  };
  // Bytes of a load balancer are those of header and body.
  constexpr Ready kReady[] = {
      {"aws_s3",
       "%^ %^ [%d:%t %^] %h %^ \"%r\" %s %^ %b %^ %^ %^ \"%R\" \"%u\" %^", ""},
      {"aws_alb", "%^ %x %^ %h:%^ %^ %^ %^ %^ %s %^ %^ %b \"%r\" \"%u\" %^",
       kSizeWithHeader},
  };
  std::vector<Format> formats;
  for (const Ready& one : kReady) {
    auto format = format_from_goaccess(one.text);
    if (!format) continue;
    format->name = one.name;
    format->weakness = one.weakness;
    formats.push_back(std::move(*format));
  }
  return formats;
}

}  // namespace veto::logs
