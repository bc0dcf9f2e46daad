// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/key_directory.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/base64.h"
#include "base/bounded_json.h"
#include "base/digest.h"
#include "base/text.h"

namespace veto::logs {
namespace {

using nlohmann::json;

constexpr std::size_t kKeyBytes = 32;
constexpr std::size_t kMaxKeyText = 64;
// Beyond the year 9999 a time has no text form.
constexpr std::int64_t kLastSecond = 253'402'300'799;

std::string_view text_of(const json& object, const char* name) {
  const auto at = object.find(name);
  if (at == object.end() || !at->is_string()) return {};
  return at->get_ref<const std::string&>();
}

std::optional<UtcTime> time_of(const json& key, const char* name) {
  const auto at = key.find(name);
  if (at == key.end() || !at->is_number_integer()) return std::nullopt;
  const auto seconds = at->is_number_unsigned()
                           ? static_cast<std::int64_t>(std::min<std::uint64_t>(
                                 at->get<std::uint64_t>(), kLastSecond))
                           : std::max<std::int64_t>(at->get<std::int64_t>(), 0);
  return from_micros(seconds * 1'000'000);
}

std::optional<std::string> decode_base64url(std::string_view text) {
  std::string standard(text);
  for (char& c : standard) {
    if (c == '+' || c == '/' || c == '=') return std::nullopt;
    c = c == '-' ? '+' : c == '_' ? '/' : c;
  }
  return decode_base64(standard);
}

std::optional<SigningKey> read_key(const json& key) {
  if (!key.is_object() || text_of(key, "kty") != "OKP" ||
      text_of(key, "crv") != "Ed25519")
    return std::nullopt;
  const std::string_view x = text_of(key, "x");
  if (x.size() > kMaxKeyText) return std::nullopt;
  auto bytes = decode_base64url(x);
  if (!bytes || bytes->size() != kKeyBytes) return std::nullopt;
  SigningKey read;
  // RFC 7638, section 3: the required members alone, in order of their names.
  const Digest digest = sha256(R"({"crv":"Ed25519","kty":"OKP","x":")" +
                               base64url(*bytes) + "\"}");
  read.thumbprint = base64url(std::string_view(
      reinterpret_cast<const char*>(digest.bytes.data()), digest.bytes.size()));
  read.bytes = std::move(*bytes);
  read.from = time_of(key, "nbf");
  read.until = time_of(key, "exp");
  return read;
}

}  // namespace

std::string base64url(std::string_view bytes) {
  constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  std::string text;
  std::uint32_t held = 0;
  int bits = 0;
  for (const char byte : bytes) {
    held = (held << 8) | static_cast<unsigned char>(byte);
    for (bits += 8; bits >= 6; bits -= 6)
      text += kDigits[(held >> (bits - 6)) & 63];
  }
  if (bits > 0) text += kDigits[(held << (6 - bits)) & 63];
  return text;
}

Result<KeyDirectory> read_key_directory(std::string_view text) {
  if (text.size() > kMaxDirectoryBytes)
    return fail(ErrorKind::too_large, "a key directory is longer than 1 MiB");
  constexpr int kMaxDepth = 8;
  bool deep = false;
  const auto document = parse_bounded_json<json>(text, kMaxDepth, deep);
  const auto list =
      document.is_object() ? document.find("keys") : document.end();
  if (!document.is_object() || list == document.end() || !list->is_array())
    return fail(ErrorKind::damaged, "a key directory is no JWK set");
  if (list->size() > kMaxDirectoryKeys)
    return fail(ErrorKind::too_large, "a key directory holds over 200 keys");
  KeyDirectory directory;
  for (const json& one : *list) {
    auto key = read_key(one);
    if (key)
      directory.keys.push_back(std::move(*key));
    else
      ++directory.others;
  }
  if (directory.keys.empty())
    return fail(ErrorKind::damaged, "a key directory holds no Ed25519 key");
  return directory;
}

}  // namespace veto::logs
