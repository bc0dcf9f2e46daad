// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/format_choice.h"

#include "audit/logs/format_text.h"
#include "base/text.h"

namespace veto::logs {
namespace {

namespace fs = std::filesystem;

bool is_file(std::string_view text) {
  std::error_code error;
  return !text.empty() && !text.contains('\0') &&
         fs::is_regular_file(fs::path(text), error);
}

// No format begins like this, so it was meant for a file.
bool looks_like_file(std::string_view text) {
  return text.starts_with('/') || text.starts_with("./") ||
         text.starts_with("../") || text.ends_with(".conf");
}

}  // namespace

Result<FormatChoice> FormatChoice::read(const std::string& text) {
  FormatChoice choice;
  if (text.empty()) return choice;
  const bool ready = format_named(trim(text)) != nullptr;
  const std::string head = text.substr(0, text.rfind(':'));
  const bool whole = !ready && is_file(text);
  if (whole || (!ready && is_file(head))) {
    auto config = read_server_config(whole ? text : head);
    if (!config) return pass(config);
    if (whole) {
      choice.config_ = std::move(*config);
      return choice;
    }
    auto format = format_in(*config, text.substr(head.size() + 1));
    if (!format) return pass(format);
    choice.format_ = std::move(*format);
    return choice;
  }
  if (looks_like_file(text))
    return fail(ErrorKind::not_found, "cannot open the server's configuration",
                printable(text));
  auto format = format_from_text(text);
  if (!format) return pass(format);
  choice.format_ = std::move(*format);
  return choice;
}

Result<std::optional<Format>> FormatChoice::of(const fs::path& log) const {
  if (!config_) return format_;
  auto format = format_for_log(*config_, log);
  if (!format) return pass(format);
  return std::optional<Format>(std::move(*format));
}

std::vector<std::string> FormatChoice::unread() const {
  return config_ ? config_->unread : std::vector<std::string>();
}

}  // namespace veto::logs
