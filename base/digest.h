// SPDX-License-Identifier: GPL-3.0-or-later
//
// SHA-256 (FIPS 180-4) as the name of things, and the text forms it takes.

#ifndef VETO_BASE_DIGEST_H_
#define VETO_BASE_DIGEST_H_

#include <array>
#include <compare>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "base/error.h"

namespace veto {

// 32 bytes. Text form: 64 lower-case hexadecimal digits.
struct Digest {
  std::array<std::uint8_t, 32> bytes{};

  std::string hex() const;
  // "sha256:<hex>", the form WARC and WACZ use.
  std::string labelled() const;
  // RFC 4648 base32 in lower case without padding, 52 characters.
  std::string base32() const;
  // Accepts hex, or "sha256:" and hex. Errors: damaged.
  static Result<Digest> parse(std::string_view text);

  auto operator<=>(const Digest&) const = default;
};

Digest sha256(std::string_view bytes);
// HMAC (RFC 2104): what nobody can tell from chance who has not the key.
Digest hmac_sha256(std::string_view key, std::string_view bytes);
// 128 lower-case hexadecimal digits; for manifests only.
std::string sha512_hex(std::string_view bytes);

// For bytes that arrive in pieces. finish() may be called once.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(Sha256&&) noexcept;
  Sha256& operator=(Sha256&&) noexcept;

  void update(std::string_view bytes);
  Digest finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// Reads the file in pieces. Errors: not_found, io.
Result<Digest> sha256_file(const std::filesystem::path& path);

}  // namespace veto

#endif  // VETO_BASE_DIGEST_H_
