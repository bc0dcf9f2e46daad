// SPDX-License-Identifier: GPL-3.0-or-later

#include "base/digest.h"

#include <openssl/evp.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>

#include "base/check.h"
#include "base/text.h"

namespace veto {
namespace {

constexpr char kHexDigits[] = "0123456789abcdef";

std::string to_hex(const std::uint8_t* bytes, std::size_t size) {
  std::string text;
  text.reserve(size * 2);
  for (std::size_t i = 0; i < size; ++i) {
    text += kHexDigits[bytes[i] >> 4];
    text += kHexDigits[bytes[i] & 15];
  }
  return text;
}

// Looked up once: OpenSSL 3 otherwise does so for every digest.
const EVP_MD* sha256_method() {
  static const EVP_MD* const method = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  VETO_CHECK(method != nullptr);
  return method;
}

}  // namespace

struct Sha256::State {
  EVP_MD_CTX* context = EVP_MD_CTX_new();
  ~State() { EVP_MD_CTX_free(context); }
};

Sha256::Sha256() : state_(std::make_unique<State>()) {
  VETO_CHECK(state_->context != nullptr);
  VETO_CHECK(EVP_DigestInit_ex(state_->context, sha256_method(), nullptr) == 1);
}
Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;

void Sha256::update(std::string_view bytes) {
  VETO_CHECK(EVP_DigestUpdate(state_->context, bytes.data(), bytes.size()) ==
             1);
}

Digest Sha256::finish() {
  Digest digest;
  unsigned size = 0;
  VETO_CHECK(EVP_DigestFinal_ex(state_->context, digest.bytes.data(), &size) ==
             1);
  VETO_CHECK(size == digest.bytes.size());
  return digest;
}

std::string Digest::hex() const { return to_hex(bytes.data(), bytes.size()); }

std::string Digest::labelled() const { return "sha256:" + hex(); }

std::string Digest::base32() const {
  constexpr char kAlphabet[] = "abcdefghijklmnopqrstuvwxyz234567";
  std::string text;
  std::uint32_t buffer = 0;
  int bits = 0;
  for (std::uint8_t byte : bytes) {
    buffer = (buffer << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += kAlphabet[(buffer >> bits) & 31];
    }
  }
  if (bits > 0) text += kAlphabet[(buffer << (5 - bits)) & 31];
  return text;
}

Result<Digest> Digest::parse(std::string_view text) {
  std::string_view digits = text;
  if (digits.starts_with("sha256:")) digits.remove_prefix(7);
  Digest digest;
  if (digits.size() != digest.bytes.size() * 2)
    return fail(ErrorKind::damaged, "not a SHA-256 digest", std::string(text));
  for (std::size_t i = 0; i < digest.bytes.size(); ++i) {
    const int high = hex_value(digits[2 * i]);
    const int low = hex_value(digits[2 * i + 1]);
    if (high < 0 || low < 0)
      return fail(ErrorKind::damaged, "not a SHA-256 digest",
                  std::string(text));
    digest.bytes[i] = static_cast<std::uint8_t>(high * 16 + low);
  }
  return digest;
}

Digest sha256(std::string_view bytes) {
  Sha256 hash;
  hash.update(bytes);
  return hash.finish();
}

Digest hmac_sha256(std::string_view key, std::string_view bytes) {
  std::array<char, 64> block{};  // of SHA-256
  const Digest short_key = key.size() > block.size() ? sha256(key) : Digest();
  if (key.size() > block.size())
    std::copy_n(short_key.bytes.begin(), short_key.bytes.size(), block.begin());
  else
    std::copy_n(key.begin(), key.size(), block.begin());
  const auto keyed = [&](char pad, std::string_view text) {
    std::array<char, 64> padded = block;
    for (char& c : padded) c = static_cast<char>(c ^ pad);
    Sha256 hash;
    hash.update({padded.data(), padded.size()});
    hash.update(text);
    return hash.finish();
  };
  const Digest inner = keyed(0x36, bytes);
  return keyed(0x5c, {reinterpret_cast<const char*>(inner.bytes.data()),
                      inner.bytes.size()});
}

std::string sha512_hex(std::string_view bytes) {
  std::array<std::uint8_t, 64> out{};
  unsigned size = 0;
  VETO_CHECK(EVP_Digest(bytes.data(), bytes.size(), out.data(), &size,
                        EVP_sha512(), nullptr) == 1);
  return to_hex(out.data(), size);
}

Result<Digest> sha256_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in)
    return fail(errno == ENOENT ? ErrorKind::not_found : ErrorKind::io,
                std::string("cannot read file (") + std::strerror(errno) + ")",
                path.string());
  Sha256 hash;
  std::array<char, 65536> piece;
  while (in) {
    in.read(piece.data(), piece.size());
    hash.update({piece.data(), static_cast<std::size_t>(in.gcount())});
  }
  if (in.bad())
    return fail(ErrorKind::io, "reading the file failed", path.string());
  return hash.finish();
}

}  // namespace veto
