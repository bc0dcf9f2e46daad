// SPDX-License-Identifier: GPL-3.0-or-later
//
// Logs of one JSON object a line (RFC 8259), by where each field stands in it.
// A line is walked once, without a tree; bytes that are no UTF-8 are taken, as
// nginx writes them. An object that names a wanted field twice is in no format:
// its readers differ on which one counts.

#ifndef VETO_AUDIT_LOGS_FORMAT_JSON_H_
#define VETO_AUDIT_LOGS_FORMAT_JSON_H_

#include <string>
#include <string_view>
#include <vector>

#include "audit/logs/format.h"
#include "audit/logs/log_field.h"
#include "base/error.h"

namespace veto::logs {

// A field and its path: names with dots between; of an array its first element
// counts. Of two paths for one field the earlier counts where both are there.
struct JsonPath {
  std::string path;
  Field field = Field::skip;
};

using JsonMapping = std::vector<JsonPath>;

inline constexpr std::size_t kMaxJsonPaths = 32;
inline constexpr std::size_t kMaxJsonDepth = 16;

Format json_format(std::string name, JsonMapping mapping,
                   std::string weakness = {});

// "ip=client.addr,time=ts,method=m,target=u,status=st,bytes=b,agent=ua".
// Errors: usage, naming the piece that is not understood or what is missing.
Result<Format> format_from_mapping(std::string_view text);

// Caddy, Traefik, and the log that `veto signals fix` sets up on nginx.
std::vector<Format> json_formats();

}  // namespace veto::logs

#endif  // VETO_AUDIT_LOGS_FORMAT_JSON_H_
