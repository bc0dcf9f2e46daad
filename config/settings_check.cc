// SPDX-License-Identifier: GPL-3.0-or-later

#include "config/settings_check.h"

#include <algorithm>

#include "base/text.h"
#include "base/url.h"
#include "config/scrapers.h"
#include "config/time_stamp_authorities.h"

namespace veto::config {
namespace {

bool is_letter(char c) {
  return ascii_lower(c) >= 'a' && ascii_lower(c) <= 'z';
}

}  // namespace

std::string_view check_seed(std::string& text) {
  const auto url = Url::parse(trim(text));
  if (!url || !url->is_http())
    return "must be URLs that begin with https:// or http://";
  text = url->without_fragment();
  return {};
}

std::string_view check_authority(std::string& text) {
  text = authority_address(trim(text));
  if (check_seed(text).empty()) return {};
  return "must be http or https URLs, or names that veto bundle --list-tsa "
         "shows";
}

std::string_view check_scope(std::string& text) {
  for (std::string_view name : {"site", "host", "prefix", "page"})
    if (text == name) return {};
  return "must be site, host, prefix or page";
}

std::string_view check_edition(std::string& text) {
  for (std::string_view name :
       {"confidential", "non-confidential", "publishable"})
    if (text == name) return {};
  return "must be confidential, non-confidential or publishable";
}

std::string_view check_token(std::string& text) {
  if (text.size() <= 64 && is_product_token(text)) return {};
  return "must be of letters, \"-\" and \"_\" alone, at most 64";
}

// It goes into a comment of the User-Agent field (RFC 9110, section 10.1.5):
// a parenthesis or a line break would end it.
std::string_view check_contact(std::string& text) {
  const bool fits = text.size() <= 200 && std::ranges::all_of(text, [](char c) {
                      return c > 0x20 && c < 0x7F && c != '(' && c != ')' &&
                             c != ';' && c != '\\';
                    });
  return fits ? "" : "must be one URL or mail address, at most 200 bytes";
}

// What it means is for those who read logs.
std::string_view check_log_format(std::string& text) {
  return text.size() <= 16 * 1024 ? "" : "must be at most 16 KiB";
}

std::string_view check_trap(std::string& text) {
  return text.size() > 1 && text.size() <= 4096 && text.starts_with('/')
             ? ""
             : "must be paths of the site, as /trap/ or /trap/=TIME";
}

std::string_view check_origin(std::string& text) {
  if (text.empty()) return {};
  const auto url = Url::parse(trim(text));
  if (!url || !url->is_http() || url->request_target() != "/" ||
      url->fragment() || !url->username().empty())
    return "must be scheme and host alone, as https://example.org";
  text = url->origin();
  return {};
}

std::string_view check_language(std::string& text) {
  const auto pieces = split(text, '-');
  bool fits = text.size() <= 35;
  for (std::size_t i = 0; i < pieces.size(); ++i)
    fits = fits && pieces[i].size() >= 2 && pieces[i].size() <= 8 &&
           std::ranges::all_of(pieces[i], [&](char c) {
             return is_letter(c) || (i > 0 && c >= '0' && c <= '9');
           });
  return fits && pieces[0].size() <= 3 ? "" : "must be a language, as en";
}

// 64 bytes: ub-common-name of RFC 5280.
std::string_view check_signer(std::string& text) {
  const bool fits =
      !text.empty() && text.size() <= 64 && printable(text) == text;
  return fits ? "" : "must be 1 to 64 bytes of printable text";
}

}  // namespace veto::config
