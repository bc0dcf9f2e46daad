// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a user says of the formats of their logs: nothing, one format as
// format_text.h takes it, or their server's configuration, as FILE or, with one
// of its formats, FILE:NAME.

#ifndef VETO_AUDIT_LOGS_FORMAT_CHOICE_H_
#define VETO_AUDIT_LOGS_FORMAT_CHOICE_H_

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "audit/logs/format.h"
#include "audit/logs/server_config.h"
#include "base/error.h"

namespace veto::logs {

class FormatChoice {
 public:
  // "" for nothing. Errors: usage; those of reading a configuration.
  static Result<FormatChoice> read(const std::string& text);

  // Empty where the lines must tell. Errors: those of format_for_log.
  Result<std::optional<Format>> of(const std::filesystem::path& log) const;

  // Included parts of the configuration that could not be read.
  std::vector<std::string> unread() const;

 private:
  std::optional<Format> format_;
  std::optional<ServerConfig> config_;
};

}  // namespace veto::logs

#endif  // VETO_AUDIT_LOGS_FORMAT_CHOICE_H_
