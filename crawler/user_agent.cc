// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/user_agent.h"

#include <fmt/format.h>

namespace veto::crawler {
namespace {

constexpr const char* kVersion = "0.1";

// What would end the comment or the field is left out.
std::string plain(std::string_view text) {
  std::string kept;
  for (const char c : text)
    if (c > ' ' && c < 0x7f && c != '(' && c != ')') kept += c;
  return kept;
}

}  // namespace

std::string user_agent_of(const config::Settings& settings) {
  const std::string name =
      fmt::format("{}/{}", plain(*settings.user_agent_token), kVersion);
  const std::string contact = plain(*settings.contact);
  return contact.empty() ? name : fmt::format("{} (+{})", name, contact);
}

}  // namespace veto::crawler
