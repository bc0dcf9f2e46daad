// SPDX-License-Identifier: GPL-3.0-or-later
//
// Prefixes of syslog: never more than there is, and told the same each time.

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "audit/logs/syslog_prefix.h"
#include "base/text.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  using namespace veto::logs;
  const std::string_view all(reinterpret_cast<const char*>(data), size);
  std::vector<std::string> lines;
  for (std::string_view line : veto::split(all, '\n')) {
    const std::size_t prefix = syslog_prefix_size(line);
    if (prefix > line.size()) std::abort();
    // What follows has no say in it.
    if (prefix > 0 && syslog_prefix_size(std::string(line) + "x") != prefix)
      std::abort();
    lines.emplace_back(line);
  }
  if (came_through_syslog(lines) &&
      without_syslog(lines).size() != lines.size())
    std::abort();
  const auto format = detect_format(lines);
  if (!format) return 0;
  for (const std::string& line : lines) {
    RawLine raw;
    format->parse(line, raw);
  }
  return 0;
}
