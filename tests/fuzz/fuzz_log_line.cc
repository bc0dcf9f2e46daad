// SPDX-License-Identifier: GPL-3.0-or-later
//
// Log lines from strangers: every format, then everything that is decoded out
// of a line that one of them takes.

#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "audit/logs/address.h"
#include "audit/logs/agent.h"
#include "audit/logs/escapes.h"
#include "audit/logs/format.h"
#include "audit/logs/request_line.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  using namespace veto::logs;
  const std::string_view line(reinterpret_cast<const char*>(data), size);
  static const veto::config::ScraperRegistry registry;
  for (const Format& format : all_formats()) {
    RawLine raw;
    if (!format.parse(line, raw)) continue;
    if (raw.status < 100 || raw.status > 599 || raw.bytes < 0) std::abort();
    parse_address(raw.ip);
    // Decoding never makes a field longer.
    if (unescape(raw.user_agent).size() > raw.user_agent.size()) std::abort();
    const std::string text = unescape(raw.request);
    std::string store;
    const RequestLine request = parse_request_line(text, store);
    kind_of_target(request.target);
    is_robots_txt(request.target);
    read_agent(unescape(raw.user_agent), true, registry, "veto");
  }
  return 0;
}
