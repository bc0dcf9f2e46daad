// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/edition/log_names.h"

namespace veto::reports {

std::string log_name_in_edition(const logs::LogFile& file, Aliases& aliases) {
  constexpr std::size_t kDigits = 16;
  const std::string name = file.path.filename().string();
  if (!name.starts_with(file.file_digest.hex().substr(0, kDigits))) return name;
  return "alias-" + aliases.of(file.file_digest).hex().substr(0, kDigits) +
         name.substr(kDigits);
}

}  // namespace veto::reports
