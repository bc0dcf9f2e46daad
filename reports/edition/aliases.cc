// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/edition/aliases.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/random.h"

namespace veto::reports {
namespace {

constexpr std::size_t kHexDigits = 64;

constexpr std::string_view kSpelled = "alias-";
constexpr std::size_t kSpelledDigits = 32;

bool is_finding_id(std::string_view text) { return text.size() != kHexDigits; }

std::string spelling(std::string_view hex) {
  return std::string(kSpelled) + std::string(hex.substr(0, kSpelledDigits));
}

}  // namespace

Result<Aliases> Aliases::draw() {
  auto secret = random_salt();
  if (!secret) return pass(secret);
  return Aliases(*std::move(secret));
}

Digest Aliases::of(const Digest& digest) {
  const std::string hex = digest.hex();
  renamed_.insert(hex);
  const Digest name = hmac_sha256(secret_, hex);
  names_.insert(name.hex());
  return name;
}

std::string Aliases::of_hex(std::string_view text) {
  if (text.size() != kHexDigits) return std::string(text);
  const auto digest = Digest::parse(text);
  return digest ? of(*digest).hex() : std::string(text);
}

std::string Aliases::spelled(std::string_view text) const {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const auto digits =
        std::min(text.find_first_not_of("0123456789abcdef", at), text.size());
    const std::string_view run = text.substr(at, digits - at);
    out += names_.contains(run) ? spelling(run) : std::string(run);
    if (digits < text.size()) out += text[digits];
    at = digits + 1;
  }
  return out;
}

std::string Aliases::of_finding(std::string_view id) {
  renamed_.insert(std::string(id));
  return hmac_sha256(secret_, id).base32();
}

std::string Aliases::lines() const {
  std::string hex;
  for (const unsigned char byte : secret_) hex += fmt::format("{:02x}", byte);
  using nlohmann::json;
  std::string text =
      json{{"schema", "veto.aliases/1"},
           {"secret", hex},
           {"alias",
            "HMAC-SHA-256 of the text under the secret: 'alias-' and its "
            "first 32 hexadecimal digits; base32 for a finding's id"}}
          .dump() +
      '\n';
  for (const std::string& one : renamed_) {
    const Digest alias = hmac_sha256(secret_, one);
    text += json{{"of", one},
                 {"alias",
                  is_finding_id(one) ? alias.base32() : spelling(alias.hex())}}
                .dump() +
            '\n';
  }
  return text;
}

bool is_spelled_alias(std::string_view text) {
  return text.size() == kSpelled.size() + kSpelledDigits &&
         text.starts_with(kSpelled) &&
         text.find_first_not_of("0123456789abcdef", kSpelled.size()) ==
             std::string_view::npos;
}

}  // namespace veto::reports
