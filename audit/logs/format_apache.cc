// SPDX-License-Identifier: GPL-3.0-or-later
//
// Apache's LogFormat: text and directives %[!status][<>][{name}]letter
// (mod_log_config, mod_logio). lighttpd and Varnish take the same letters.

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "audit/logs/format_program.h"
#include "audit/logs/format_text.h"
#include "base/text.h"

namespace veto::logs {
namespace {

struct ApacheDirective {
  char letter;
  std::string_view name;  // in braces, "" for none, "*" for any other
  Field field;
  bool client = false;
  std::string_view weakness = {};
};

// The first that fits.
constexpr ApacheDirective kApacheDirectives[] = {
    {'h', "", Field::address},
    {'a', "c", Field::peer},
    {'a', "", Field::address},
    {'V', "", Field::host},
    {'v', "", Field::host},
    {'l', "", Field::user},
    {'u', "", Field::user},
    {'r', "", Field::request, true},
    {'m', "", Field::method},
    {'U', "", Field::target, true, kTargetRewritten},
    {'q', "", Field::query, true},
    {'s', "", Field::status},
    {'b', "", Field::bytes},
    {'B', "", Field::bytes},
    {'O', "", Field::bytes, false, kSizeWithHeader},
    {'i', "Referer", Field::referer, true},
    {'i', "User-Agent", Field::agent, true},
    {'i', "Host", Field::host, true},
    {'i', "Signature-Agent", Field::signature_agent, true},
    {'i', "Signature-Input", Field::signature_input, true},
    {'i', "Signature", Field::signature, true},
    {'o', "X-Robots-Tag", Field::robots_tag},
    {'o', "tdm-reservation", Field::tdm_reservation},
    {'i', "*", Field::skip, true},
    {'C', "*", Field::skip, true},
    {'f', "", Field::skip, true},
    {'t', "", Field::time_local},
    {'t', "sec", Field::time_seconds},
    {'t', "msec", Field::time_millis},
    {'t', "usec", Field::time_micros},
    {'t', "msec_frac", Field::milli},
    {'t', "usec_frac", Field::micro},
};

// Letters of which nothing is taken here.
constexpr std::string_view kOtherLetters = "ADeHkLnoPpRTXISz";

struct ClockPart {
  char letter;
  Field field;
  std::size_t width;
};

constexpr ClockPart kClockParts[] = {
    {'Y', Field::year, 4},         {'m', Field::month, 2},
    {'b', Field::month_name, 3},   {'d', Field::day, 2},
    {'H', Field::hour, 2},         {'M', Field::minute, 2},
    {'S', Field::second, 2},       {'z', Field::zone, 5},
    {'F', Field::date, 10},        {'T', Field::clock, 8},
    {'s', Field::time_seconds, 0},
};

struct Reader {
  std::string_view text;
  std::size_t at = 0;
  std::vector<FormatPart> parts;

  void literal(std::string_view bytes) {
    parts.push_back({.literal = std::string(bytes), .at = at});
  }
  std::unexpected<Error> refuse(std::string_view what, std::size_t from) const {
    return fail(
        ErrorKind::usage,
        fmt::format("the log format has {} that is not understood", what),
        fmt::format("byte {}: {}", from + 1, printable(text.substr(from), 40)));
  }
  Status directive();
  Status clock(std::string_view name, std::size_t from);
};

// The pieces of strftime(3) that come to a time in one way only.
Status Reader::clock(std::string_view name, std::size_t from) {
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (name[i] != '%') {
      literal(name.substr(i, 1));
      continue;
    }
    const char letter = i + 1 < name.size() ? name[i + 1] : '\0';
    const auto* known =
        std::ranges::find(kClockParts, letter, &ClockPart::letter);
    if (known == std::end(kClockParts)) return refuse("a time", from);
    parts.push_back({.literal = {},
                     .field = known->field,
                     .width = known->width,
                     .at = from});
    ++i;
  }
  return {};
}

Status Reader::directive() {
  const std::size_t from = at++;
  if (at < text.size() && text[at] == '%') {
    literal("%");
    ++at;
    return {};
  }
  while (at < text.size() && (text[at] == '>' || text[at] == '<')) ++at;
  std::string_view name;
  if (at < text.size() && text[at] == '{') {
    const std::size_t end = text.find('}', at);
    if (end == std::string_view::npos) return refuse("a name", from);
    name = text.substr(at + 1, end - at - 1);
    at = end + 1;
  }
  const char letter = at < text.size() ? text[at++] : '\0';
  if (letter == 't')
    for (std::string_view moment : {"begin:", "end:"})
      if (name.starts_with(moment)) name.remove_prefix(moment.size());
  const auto* known =
      std::ranges::find_if(kApacheDirectives, [&](const ApacheDirective& one) {
        return one.letter == letter &&
               (one.name == "*" || iequals(one.name, name));
      });
  if (known != std::end(kApacheDirectives)) {
    const bool bracketed = letter == 't' && name.empty();
    if (bracketed) literal("[");
    const std::size_t width = known->field == Field::milli   ? 3
                              : known->field == Field::micro ? 6
                                                             : 0;
    parts.push_back({.literal = {},
                     .field = known->field,
                     .width = width,
                     .client = known->client,
                     .at = from,
                     .weakness = known->weakness});
    if (bracketed) literal("]");
    return {};
  }
  if (letter == 't') return clock(name, from);
  if (letter == '\0' || !kOtherLetters.contains(letter))
    return refuse("a directive", from);
  parts.push_back({.literal = {}, .field = Field::skip, .at = from});
  return {};
}

// "%U%q" is one field: its query begins with its own question mark.
void join_target(std::vector<FormatPart>& parts) {
  for (std::size_t i = 0; i + 1 < parts.size(); ++i)
    if (parts[i].field == Field::target && parts[i + 1].field == Field::query)
      parts.erase(parts.begin() + static_cast<std::ptrdiff_t>(i) + 1);
}

}  // namespace

Result<Format> format_from_apache(std::string_view text) {
  Reader reader{.text = text, .at = 0, .parts = {}};
  while (reader.at < text.size()) {
    if (text[reader.at] == '%') {
      if (auto read = reader.directive(); !read) return pass(read);
      continue;
    }
    const std::size_t end = std::min(text.find('%', reader.at), text.size());
    reader.literal(text.substr(reader.at, end - reader.at));
    reader.at = end;
  }
  join_target(reader.parts);
  return compile_format("apache", std::move(reader.parts), Escaping::server);
}

}  // namespace veto::logs
