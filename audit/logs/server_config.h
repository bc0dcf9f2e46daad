// SPDX-License-Identifier: GPL-3.0-or-later
//
// The log formats that a server's own configuration defines, and which log it
// writes in which: nginx's log_format and access_log, Apache's LogFormat and
// CustomLog, in the file given and in those that it includes. A configuration
// may be a copy, so what it includes is looked for beside it, and its logs are
// known by their base names.

#ifndef VETO_AUDIT_LOGS_SERVER_CONFIG_H_
#define VETO_AUDIT_LOGS_SERVER_CONFIG_H_

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "audit/logs/escapes.h"
#include "audit/logs/format.h"
#include "base/error.h"

namespace veto::logs {

struct ConfiguredFormat {
  std::string name;
  std::string text;
  Escaping escaping = Escaping::server;
};

struct ConfiguredLog {
  std::string name;    // the file's, with * for what the server puts there
  std::string format;  // its name, or Apache's text of one
};

struct ServerConfig {
  static constexpr std::size_t kMaxFormats = 256;
  static constexpr std::size_t kMaxLogs = 4096;

  bool apache = false;
  std::vector<ConfiguredFormat> formats;  // of two with a name the last counts
  std::vector<ConfiguredLog> logs;
  std::vector<std::string> unread;  // what is included and could not be read
};

// Errors: those of reading the file itself; too_large.
Result<ServerConfig> read_server_config(const std::filesystem::path& file);

// Errors: usage (none of this name: the hint names those there are), and those
// of compiling it.
Result<Format> format_in(const ServerConfig& config, std::string_view name);

// The format the configuration names for a log of this base name, rotated or
// packed; else the only one there is. Errors: usage, naming the choices.
Result<Format> format_for_log(const ServerConfig& config,
                              const std::filesystem::path& log);

// What the server may have called a log before it was rotated, packed and
// copied into a case: "access.log.2.gz", "access.log.2", "access.log".
std::vector<std::string> log_base_names(const std::filesystem::path& log);

// A file's statements, without those of files it includes; `includes` has the
// patterns of these.
void read_nginx_statements(std::string_view text, ServerConfig& config,
                           std::vector<std::string>& includes);
void read_apache_statements(std::string_view text, ServerConfig& config,
                            std::vector<std::string>& includes);

}  // namespace veto::logs

#endif  // VETO_AUDIT_LOGS_SERVER_CONFIG_H_
