// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/fixes/wanted.h"

#include <algorithm>
#include <string_view>

#include "base/text.h"
#include "base/url.h"

namespace veto::reports {
namespace {

using std::string_view;

constexpr std::size_t kMaxWantedText = 500;
constexpr std::size_t kMaxWantedList = 200;

// Means nothing to nginx, Apache, Caddy, PHP, a shell or XML; "%" is doubled
// where Apache needs that, "&" and "*" stand in quotes everywhere.
bool is_tame(string_view text) {
  return text.size() <= kMaxWantedText && std::ranges::all_of(text, [](char c) {
           return is_digit(c) || (c >= 'a' && c <= 'z') ||
                  (c >= 'A' && c <= 'Z') ||
                  string_view("-._~:/?@!&*+,=%[]").find(c) != string_view::npos;
         });
}

Status check_policy(string_view text) {
  const auto url = Url::parse(text);
  if (url && url->is_http() && url->username().empty() && is_tame(text))
    return {};
  return fail(ErrorKind::usage, "this is no plain http or https URL",
              "--policy " + printable(text, 200),
              "percent-encode quotes, $, {, }, ; and #");
}

// Only ever read by people.
Status check_origin(string_view text) {
  const auto url = Url::parse(text);
  if (url && url->is_http() && printable(text, kMaxWantedText) == text)
    return {};
  return fail(ErrorKind::usage, "this is no http or https URL",
              "--image-origin " + printable(text, 200));
}

Status check_closed_path(string_view path) {
  const bool fits = path.starts_with('/') && path.size() <= kMaxWantedText &&
                    std::ranges::all_of(path, [](char c) {
                      return c > 0x20 && c < 0x7F && c != '#';
                    });
  if (fits) return {};
  return fail(ErrorKind::usage,
              "a path begins with / and holds printable ASCII without # and "
              "spaces",
              "--close " + printable(path, 200), "percent-encode the rest");
}

}  // namespace

Status check_wanted(const Wanted& wanted) {
  if (wanted.closed.size() > kMaxWantedList ||
      wanted.image_origins.size() > kMaxWantedList)
    return fail(ErrorKind::usage, "more than 200 paths or origins");
  for (const std::string& path : wanted.closed)
    if (auto fits = check_closed_path(path); !fits) return fits;
  for (const std::string& origin : wanted.image_origins)
    if (auto fits = check_origin(origin); !fits) return fits;
  if (!wanted.policy.empty())
    if (auto fits = check_policy(wanted.policy); !fits) return fits;
  if (printable(wanted.contact, kMaxWantedText) != wanted.contact)
    return fail(ErrorKind::usage, "this contact is too long, or not printable",
                "--contact " + printable(wanted.contact, 200));
  return {};
}

Members usage_members(const Wanted& wanted) {
  Members members;
  if (!wanted.training) members.push_back({"train-ai", "n"});
  if (!wanted.answers) members.push_back({"ai-use", "n"});
  if (!wanted.search) members.push_back({"search", "n"});
  return members;
}

Members signal_members(const Wanted& wanted) {
  Members members;
  if (!wanted.training) members.push_back({"ai-train", "no"});
  if (!wanted.answers) members.push_back({"ai-input", "no"});
  if (!wanted.search) members.push_back({"search", "no"});
  return members;
}

std::string joined(const Members& members) {
  std::string text;
  for (const Member& member : members) {
    text += text.empty() ? "" : ", ";
    text += member.key;
    if (!member.value.empty()) text += "=" + member.value;
  }
  return text;
}

}  // namespace veto::reports
