// SPDX-License-Identifier: GPL-3.0-or-later
//
// A format's text up to the first line break, lines of a log behind it: what
// is compiled takes nothing that it must not take, and the same each time.

#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "audit/logs/escapes.h"
#include "audit/logs/format_text.h"
#include "base/text.h"

namespace {

using namespace veto::logs;

bool within(std::string_view field, std::string_view line) {
  return field.empty() ||
         (field.data() >= line.data() &&
          field.data() + field.size() <= line.data() + line.size());
}

void require(bool holds) {
  if (!holds) std::abort();
}

// A format may have learnt from the line: it is told it twice.
void take_line(const Format& format, std::string_view line) {
  RawLine raw, again;
  const bool taken = format.parse(line, raw);
  require(format.parse(line, again) == taken);
  if (!taken) return;
  require(raw.time == again.time && raw.user_agent == again.user_agent);
  require(raw.status >= 100 && raw.status <= 599 && raw.bytes >= 0);
  require(!raw.ip.empty());
  for (std::string_view field :
       {raw.ip, raw.host, raw.request, raw.method, raw.target, raw.query,
        raw.referer, raw.user_agent, raw.signature})
    require(within(field, line));
  // U+FFFD for half a pair is shorter than its escape: nothing grows.
  require(decode(raw.user_agent, raw.escaping).size() <= raw.user_agent.size());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  const std::string_view all(reinterpret_cast<const char*>(data), size);
  const std::size_t end = all.find('\n');
  const auto format = format_from_text(all.substr(0, end));
  if (end == std::string_view::npos) return 0;
  // Fresh ones: what one input taught them is none of the next's business.
  const std::vector<Format> ready(all_formats().begin(), all_formats().end());
  for (std::string_view line : veto::split(all.substr(end + 1), '\n')) {
    if (format) take_line(*format, line);
    for (const Format& reader : ready) take_line(reader, line);
  }
  return 0;
}
