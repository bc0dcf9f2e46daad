// SPDX-License-Identifier: GPL-3.0-or-later
//
// Lines of HAProxy's logs: in what is taken no quote and no brace stands where
// a client's text is, so none can be the server's own.

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "audit/logs/format_haproxy.h"
#include "audit/logs/haproxy_line.h"
#include "base/text.h"

namespace {

using namespace veto::logs;

void require(bool holds) {
  if (!holds) std::abort();
}

void take_line(std::string_view text) {
  HaproxyLine line, again;
  if (!read_haproxy_line(text, line)) {
    require(!read_haproxy_line(text, again));
    return;
  }
  require(read_haproxy_line(text, again, HaproxyStatus::any));
  require(line.status >= 100 && line.status <= 599 && line.bytes >= 0);
  require(!line.request.contains('"'));
  require(line.captures.size() <= HaproxyLine::kMaxCaptures);
  for (std::string_view capture : line.captures)
    require(!capture.contains('"'));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  const std::string_view all(reinterpret_cast<const char*>(data), size);
  std::vector<std::string> lines;
  for (std::string_view line : veto::split(all, '\n')) {
    take_line(line);
    lines.emplace_back(line);
  }
  const Format format = settled(haproxy_format(), lines);
  for (const std::string& line : lines) {
    RawLine raw;
    if (format.parse(line, raw)) continue;
    format.aside(line);
  }
  // The first line may be a setup, too.
  if (const auto given = format_from_haproxy(lines.front()))
    for (const std::string& line : lines) {
      RawLine raw;
      given->parse(line, raw);
    }
  return 0;
}
