// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the texts among the settings must look like. Each check returns what
// was expected, "" when the text is fine, and may normalise it.

#ifndef VETO_CONFIG_SETTINGS_CHECK_H_
#define VETO_CONFIG_SETTINGS_CHECK_H_

#include <string>
#include <string_view>

namespace veto::config {

std::string_view check_seed(std::string& text);       // http(s) URL
std::string_view check_authority(std::string& text);  // or a known name
std::string_view check_scope(std::string& text);    // site, host, prefix, page
std::string_view check_edition(std::string& text);  // one of the three
std::string_view check_token(std::string& text);    // RFC 9309, 2.2.1
std::string_view check_contact(std::string& text);  // or empty
std::string_view check_log_format(std::string& text);
std::string_view check_trap(std::string& text);
std::string_view check_origin(std::string& text);    // or empty
std::string_view check_language(std::string& text);  // "de", "pt-BR"
std::string_view check_signer(std::string& text);    // a certificate's name

}  // namespace veto::config

#endif  // VETO_CONFIG_SETTINGS_CHECK_H_
