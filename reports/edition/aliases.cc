// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/edition/aliases.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "base/random.h"

namespace veto::reports {
namespace {

constexpr std::size_t kHexDigits = 64;

bool is_finding_id(std::string_view text) { return text.size() != kHexDigits; }

}  // namespace

Result<Aliases> Aliases::draw() {
  auto secret = random_salt();
  if (!secret) return pass(secret);
  return Aliases(*std::move(secret));
}

Digest Aliases::of(const Digest& digest) {
  const std::string hex = digest.hex();
  renamed_.insert(hex);
  return hmac_sha256(secret_, hex);
}

std::string Aliases::of_hex(std::string_view text) {
  if (text.size() != kHexDigits) return std::string(text);
  const auto digest = Digest::parse(text);
  return digest ? of(*digest).hex() : std::string(text);
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
            "HMAC-SHA-256 of the text under the secret; base32 for a "
            "finding's id"}}
          .dump() +
      '\n';
  for (const std::string& one : renamed_) {
    const Digest alias = hmac_sha256(secret_, one);
    text += json{{"of", one},
                 {"alias", is_finding_id(one) ? alias.base32() : alias.hex()}}
                .dump() +
            '\n';
  }
  return text;
}

}  // namespace veto::reports
