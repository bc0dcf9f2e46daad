// SPDX-License-Identifier: GPL-3.0-or-later
//
// The log formats this program reads, and how it tells which one a file is in.
// A format is a function from a line to its fields; the fields are views into
// the line, still escaped. It may hold what it was compiled from, and what
// earlier lines said about later ones: copy it for each file.

#ifndef VETO_AUDIT_LOGS_FORMAT_H_
#define VETO_AUDIT_LOGS_FORMAT_H_

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "audit/logs/escapes.h"
#include "base/error.h"
#include "base/time.h"

namespace veto::logs {

struct RawLine {
  std::string_view host;  // virtual host with its port; "" without one
  std::string_view ip;
  UtcTime time;
  std::string_view request;
  int status = 0;
  std::int64_t bytes = -1;
  std::string_view referer;
  std::string_view user_agent;
  bool has_agent_field = false;
  // Where the format has parts instead of a request line.
  std::string_view method;
  std::string_view target;  // with its query, or without
  std::string_view query;   // with or without its question mark
  // Web Bot Auth (RFC 9421), for who verifies it.
  std::string_view signature_agent, signature_input, signature;
  // Of the response, where the log has them; "" where it carried none.
  std::string_view robots_tag, tdm_reservation;
  bool has_robots_tag = false;
  bool has_tdm_reservation = false;
  Escaping escaping = Escaping::server;
};

struct Format {
  std::string name;
  // `out` must be fresh.
  std::function<bool(std::string_view line, RawLine& out)> parse;
  // The last field says where it ends; else a line cut short may look whole.
  bool self_delimiting = true;
  // Why these lines carry less than others: "" where they do not.
  std::string weakness = {};
  // Why a line that is not in the format is none about a client's request: ""
  // where that is not known.
  std::function<std::string_view(std::string_view line)> aside = {};
  // The format again, with what a sample of its log's lines tells of the rest.
  std::function<Format(const std::vector<std::string>& lines)> settle = {};
  // Why it is taken only where the user names it: "" where it is not.
  std::string only_named = {};
};

// "combined": %h %l %u [time] "request" status bytes "referer" "agent"
bool parse_combined(std::string_view line, RawLine& out);
// "combined_extended": combined, then further fields, as nginx's "main" has.
bool parse_combined_extended(std::string_view line, RawLine& out);
// "common": combined without referer and agent.
bool parse_common(std::string_view line, RawLine& out);
// "lighttpd": combined with the request's host in the place of %l.
bool parse_lighttpd(std::string_view line, RawLine& out);
// "envoy", see there.
bool parse_envoy(std::string_view line, RawLine& out);
// "vhost_combined": Apache's "%v:%p " or nginx's "$host " before combined.
bool parse_vhost_combined(std::string_view line, RawLine& out);

std::span<const Format> all_formats();
// With what these lines tell of the log.
Format settled(const Format& format, const std::vector<std::string>& lines);
const Format* format_named(std::string_view name);

// The format that at least 95 of 100 of these lines are in, each with a valid
// address, behind syslog's prefix or without; lines that are about no request
// do not count. Never "w3c", which a line of its own names. Errors:
// unsupported, naming a sample line.
Result<Format> detect_format(const std::vector<std::string>& samples);

// Of the NCSA family: Varnish writes "- - - [" where there was no request.
std::string_view no_client(std::string_view line);
// combined or, where most lines name a host there, lighttpd.
Format settle_combined(const std::vector<std::string>& lines);

// What the formats share: "%l %u [time] "request" status bytes", from behind
// the address to behind the byte count.
bool parse_common_tail(std::string_view& rest, RawLine& out);
// An address and the space after it, by its characters only.
bool take_address(std::string_view& rest, RawLine& out);
// ` "referer" "agent"`.
bool take_referer_and_agent(std::string_view& rest, RawLine& out);

}  // namespace veto::logs

#endif  // VETO_AUDIT_LOGS_FORMAT_H_
