// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/format_haproxy.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "audit/logs/format_program.h"
#include "audit/logs/haproxy_line.h"
#include "audit/logs/log_time.h"
#include "base/text.h"

namespace veto::logs {
namespace {

// What is known of a log beyond its lines.
struct HaproxySetup {
  std::optional<std::size_t> agent, host, referer;  // captures, from 0
  std::optional<std::size_t> captures;              // how many; null: any
  int offset = 0;                                   // minutes east of Greenwich
};

std::string_view capture_at(const HaproxyLine& line,
                            std::optional<std::size_t> slot) {
  return slot && *slot < line.captures.size() ? line.captures[*slot] : "";
}

bool take_haproxy(const HaproxySetup& setup, std::string_view text,
                  RawLine& out) {
  HaproxyLine line;
  if (!read_haproxy_line(text, line)) return false;
  // Lines about requests that were none have no captures.
  if (setup.captures && !line.captures.empty() &&
      line.captures.size() != *setup.captures)
    return false;
  out.ip = line.ip;
  out.time =
      line.zone ? line.time : line.time - std::chrono::minutes(setup.offset);
  out.request = line.request;
  out.status = line.status;
  out.bytes = line.bytes;
  out.host = capture_at(line, setup.host);
  out.referer = capture_at(line, setup.referer);
  out.user_agent = capture_at(line, setup.agent);
  // An absent header and an empty one look the same.
  out.has_agent_field = !out.user_agent.empty();
  out.escaping = Escaping::hash;
  return true;
}

// Other things HAProxy says in the same log.
std::string_view no_haproxy_request(std::string_view line) {
  HaproxyLine taken;
  if (read_haproxy_line(line, taken, HaproxyStatus::any))
    return "the client got no answer";
  for (std::string_view start : {"Server ", "Proxy ", "Backup Server ",
                                 "backend ", "Connect from ", "Stopping "})
    if (line.starts_with(start)) return "no request";
  return begins_haproxy_line(line) ? "cut short" : "";
}

// "GPTBot/1.2", "Mozilla/5.0 (...": a name, a slash, a digit.
bool looks_like_agent(std::string_view value) {
  const std::size_t slash = value.find('/');
  return slash != std::string_view::npos && slash > 0 &&
         slash + 1 < value.size() && is_digit(value[slash + 1]) &&
         std::ranges::all_of(value.substr(0, slash), [](char c) {
           return is_digit(c) || (c >= 'a' && c <= 'z') ||
                  (c >= 'A' && c <= 'Z') || c == '-' || c == '_' || c == '.' ||
                  c == ' ';
         });
}

struct SlotCount {
  std::size_t filled = 0, agents = 0;
  std::set<std::string> values;
};

// The one capture most of whose values are names of programs. A response's
// Server header says the same on each line, so one value alone is not enough.
std::optional<std::size_t> agent_slot(const std::vector<SlotCount>& slots) {
  std::optional<std::size_t> found;
  for (std::size_t i = 0; i < slots.size(); ++i) {
    if (slots[i].agents * 2 <= slots[i].filled || slots[i].values.size() < 2)
      continue;
    if (found) return std::nullopt;
    found = i;
  }
  return found;
}

std::string haproxy_weakness(bool zone, std::string_view agent) {
  std::string text(kSizeWithHeader);
  if (!zone) text += "; times have no zone and are taken as UTC";
  text += "; ";
  text += agent;
  return text;
}

constexpr std::string_view kNoAgent =
    "no capture is known to be the user agent (--format "
    "haproxy:captures=Host|User-Agent says so)";
constexpr std::string_view kGuessedAgent =
    "the user agent is the capture that looks like one, cut at its length";
constexpr std::string_view kToldAgent = "captures are cut at their length";

Format with_setup(const HaproxySetup& setup, std::string weakness) {
  return {
      .name = "haproxy",
      .parse = [setup](std::string_view line,
                       RawLine& out) { return take_haproxy(setup, line, out); },
      .self_delimiting = true,
      .weakness = std::move(weakness),
      .aside = no_haproxy_request};
}

Format settle_haproxy(const std::vector<std::string>& lines) {
  bool zone = true;
  std::map<std::size_t, std::size_t> sizes;
  std::vector<HaproxyLine> read;
  for (const std::string& text : lines) {
    HaproxyLine line;
    if (!read_haproxy_line(text, line)) continue;
    zone = zone && line.zone;
    if (!line.captures.empty()) ++sizes[line.captures.size()];
    read.push_back(std::move(line));
  }
  HaproxySetup setup;
  // Frontends that capture differently cannot be told apart.
  if (sizes.size() != 1)
    return with_setup(setup, haproxy_weakness(zone, kNoAgent));
  std::vector<SlotCount> slots(sizes.begin()->first);
  for (const HaproxyLine& line : read)
    for (std::size_t i = 0; i < line.captures.size(); ++i) {
      const std::string_view value = line.captures[i];
      if (value.empty()) continue;
      ++slots[i].filled;
      slots[i].agents += looks_like_agent(value);
      slots[i].values.emplace(value);
    }
  setup.agent = agent_slot(slots);
  if (setup.agent) setup.captures = slots.size();
  return with_setup(
      setup, haproxy_weakness(zone, setup.agent ? kGuessedAgent : kNoAgent));
}

std::unexpected<Error> bad_option(std::string_view piece) {
  return fail(ErrorKind::usage,
              "the setup of HAProxy's log has a part that is not understood",
              printable(piece, 60),
              "write haproxy:captures=Host|User-Agent,zone=+0100");
}

}  // namespace

Format haproxy_format() {
  Format format = with_setup({}, haproxy_weakness(false, kNoAgent));
  format.settle = settle_haproxy;
  return format;
}

Result<Format> format_from_haproxy(std::string_view text) {
  HaproxySetup setup;
  bool zone = false;
  for (std::string_view piece : split(text, ',')) {
    const std::size_t equals = piece.find('=');
    const std::string_view name = trim(piece.substr(0, equals));
    if (equals == std::string_view::npos) return bad_option(piece);
    const std::string_view value = trim(piece.substr(equals + 1));
    if (name == "zone") {
      const auto offset = parse_zone(value);
      if (!offset) return bad_option(piece);
      setup.offset = *offset;
      zone = true;
    } else if (name == "captures") {
      const auto headers = split(value, '|');
      setup.captures = headers.size();
      for (std::size_t i = 0; i < headers.size(); ++i) {
        if (iequals(headers[i], "User-Agent")) setup.agent = i;
        if (iequals(headers[i], "Host")) setup.host = i;
        if (iequals(headers[i], "Referer")) setup.referer = i;
      }
    } else {
      return bad_option(piece);
    }
  }
  return with_setup(
      setup, haproxy_weakness(zone, setup.agent ? kToldAgent : kNoAgent));
}

}  // namespace veto::logs
