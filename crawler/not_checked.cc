// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/not_checked.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "base/url.h"

namespace veto::crawler {
namespace {

constexpr std::array<std::string_view, 21> kPathNames = {
    "login",        "log-in",     "log_in",     "signin",    "sign-in",
    "sign_in",      "logon",      "sso",        "wp-login",  "servicelogin",
    "userlogin",    "user-login", "user_login", "loginpage", "login-page",
    "authenticate", "anmelden",   "einloggen",  "connexion", "inloggen",
    "accedi"};

constexpr std::array<std::string_view, 7> kHostNames = {
    "login", "signin", "sso", "auth", "accounts", "idp", "passport"};

bool has_login_path(const Url& url) {
  const std::string path = to_lower(url.path());
  return std::ranges::any_of(split(path, '/'), [](std::string_view segment) {
    const auto name = segment.substr(0, segment.find_first_of(".;"));
    return std::ranges::find(kPathNames, name) != kPathNames.end();
  });
}

bool has_login_host(const Url& url) {
  const auto label = url.host().substr(0, url.host().find('.'));
  return std::ranges::find(kHostNames, label) != kHostNames.end();
}

bool leads_to_login(std::string_view from, std::string_view to) {
  const auto source = Url::parse(from);
  const auto target = Url::parse(to);
  if (!source || !target) return false;
  if (has_login_path(*source) || has_login_host(*source)) return false;
  return has_login_path(*target) || has_login_host(*target);
}

}  // namespace

std::string not_checked_reason(std::string_view url, int status,
                               std::string_view redirect_to) {
  if (status == 401) return "answered 401, which asks for a login";
  if (status == 403) return "answered 403, which refuses access";
  if (status == 451)
    return "answered 451, which refuses access for legal reasons";
  if (!redirect_to.empty() && leads_to_login(url, redirect_to))
    return "leads to a login";
  return {};
}

}  // namespace veto::crawler
