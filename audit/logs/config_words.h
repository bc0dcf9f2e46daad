// SPDX-License-Identifier: GPL-3.0-or-later
//
// Words of a server's configuration, as nginx and Apache write them.

#ifndef VETO_AUDIT_LOGS_CONFIG_WORDS_H_
#define VETO_AUDIT_LOGS_CONFIG_WORDS_H_

#include <optional>
#include <string>
#include <string_view>

namespace veto::logs {

// One word off the front of `rest`: in single or double quotes, where \" and \'
// stand for themselves and \t for a tab, or up to white space or one of
// `stops`. Null at the end, before one of `stops`, and for quotes that do not
// close.
std::optional<std::string> take_config_word(std::string_view& rest,
                                            std::string_view stops);

}  // namespace veto::logs

#endif  // VETO_AUDIT_LOGS_CONFIG_WORDS_H_
