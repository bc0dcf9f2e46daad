// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/traps/trap.h"

#include <algorithm>

#include "base/random.h"
#include "base/text.h"

namespace veto::traps {
namespace {

constexpr std::size_t kShortestName = 16;
constexpr std::size_t kLongestName = 64;
constexpr std::string_view kMade = "/trap-";
constexpr std::size_t kTokenDigits = 32;
constexpr std::size_t kMaxPath = 2048;

// nginx's $request_id, Apache's UNIQUE_ID and Caddy's UUID.
bool is_name(std::string_view text) {
  return text.size() >= kShortestName && text.size() <= kLongestName &&
         std::ranges::all_of(text, [](char c) {
           const char lower = ascii_lower(c);
           return is_digit(c) || (lower >= 'a' && lower <= 'z') || c == '-' ||
                  c == '_' || c == '@';
         });
}

}  // namespace

Result<Trap> new_trap(const Url& site, UtcTime now) {
  if (!site.is_http())
    return fail(ErrorKind::usage, "not an http or https address", site.href(),
                "name the site as https://example.org/");
  auto token = random_token();
  if (!token) return pass(token);
  auto deeper = random_token();
  if (!deeper) return pass(deeper);
  Trap trap;
  trap.origin = site.origin();
  trap.path = std::string(kMade) + *token + "/";
  trap.deeper = trap.path + *deeper + "/";
  trap.issued_at = now;
  return trap;
}

Result<Trap> parse_trap(std::string_view text) {
  const auto bad = [&](const char* what) {
    return fail(ErrorKind::usage, what, printable(text, 200),
                "write it as /trap/ or /trap/=2026-11-01T00:00:00Z");
  };
  Trap trap;
  // A path may hold "="; a time never does.
  const auto equals = text.rfind('=');
  if (equals != std::string_view::npos) {
    auto time = parse_rfc3339(text.substr(equals + 1));
    if (time) {
      trap.disallowed_from = *time;
      text = text.substr(0, equals);
    } else if (text.find('/', equals) == std::string_view::npos) {
      return bad("what follows the trap's path is no time");
    }
  }
  if (!text.starts_with('/') || text.size() < 2 || text.size() > kMaxPath)
    return bad("a trap is a path of the site, longer than \"/\"");
  trap.path = text;
  return trap;
}

bool holds(const Trap& trap, std::string_view target) {
  if (!target.starts_with(trap.path)) return false;
  target.remove_prefix(trap.path.size());
  return target.empty() || trap.path.ends_with('/') || target.front() == '/' ||
         target.front() == '?';
}

bool is_made(const Trap& trap) {
  std::string_view name = trap.path;
  if (!name.starts_with(kMade) || !name.ends_with('/')) return false;
  name.remove_prefix(kMade.size());
  name.remove_suffix(1);
  return name.size() == kTokenDigits && std::ranges::all_of(name, [](char c) {
           return hex_value(c) >= 0 && c == ascii_lower(c);
         });
}

std::optional<Canary> canary_of(const Trap& trap, std::string_view target) {
  if (!is_made(trap) || !target.starts_with(trap.path)) return {};
  target.remove_prefix(trap.path.size());
  if (!target.starts_with(kCanaryPrefix)) return {};
  target.remove_prefix(kCanaryPrefix.size());
  const auto end = target.find('/');
  if (end == std::string_view::npos || !is_name(target.substr(0, end)))
    return {};
  const std::string_view rest = target.substr(end + 1);
  if (!rest.empty() && rest != kCanaryPicture) return {};
  return Canary{target.substr(0, end), rest};
}

Result<std::vector<Trap>> parse_traps(const std::vector<std::string>& texts) {
  std::vector<Trap> traps;
  for (const std::string& text : texts) {
    auto trap = parse_trap(text);
    if (!trap) return pass(trap);
    if (std::ranges::find(traps, trap->path, &Trap::path) == traps.end())
      traps.push_back(std::move(*trap));
  }
  return traps;
}

std::string_view first_part(std::string_view target) {
  if (!target.starts_with('/')) return {};
  const auto end = target.find('/', 1);
  return target.substr(0, end == std::string_view::npos ? end : end + 1);
}

}  // namespace veto::traps
