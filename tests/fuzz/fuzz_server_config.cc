// SPDX-License-Identifier: GPL-3.0-or-later
//
// A server's configuration, read as nginx's and as Apache's: within its bounds,
// and every format in it compiles or is refused.

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "audit/logs/server_config.h"

namespace {

using namespace veto::logs;

void require(bool holds) {
  if (!holds) std::abort();
}

void use(const ServerConfig& config) {
  require(config.formats.size() <= ServerConfig::kMaxFormats);
  require(config.logs.size() <= ServerConfig::kMaxLogs);
  for (const ConfiguredFormat& one : config.formats) {
    const auto format = format_in(config, one.name);
    if (!format) continue;
    RawLine raw;
    format->parse(one.text, raw);
  }
  for (const char* log : {"access.log", "access.log.2.gz", "a-1.log", "x"})
    static_cast<void>(format_for_log(config, log));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  std::vector<std::string> includes;
  ServerConfig nginx, apache;
  apache.apache = true;
  read_nginx_statements(text, nginx, includes);
  read_apache_statements(text, apache, includes);
  require(includes.size() <= size);
  use(nginx);
  use(apache);
  return 0;
}
