// SPDX-License-Identifier: GPL-3.0-or-later
//
// Web Bot Auth, offline: keys made known beforehand, and what a log line
// carries of a signature.

#include "audit/logs/signature.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <utility>

#include "tests/audit/logs/log_support.h"
#include "tests/audit/logs/signature_sample.h"

namespace veto::logs {
namespace {

using test::jwk_set;
using test::kPublicKey;
using test::kThumbprint;
using test::sign;

TEST_CASE("key directory: the thumbprint of RFC 8037, appendix A.3") {
  const auto directory = read_key_directory(jwk_set());
  REQUIRE(directory.has_value());
  REQUIRE(directory->keys.size() == 1);
  CHECK(directory->keys[0].thumbprint == kThumbprint);
  CHECK(base64url(directory->keys[0].bytes) == kPublicKey);
  CHECK(!directory->keys[0].from.has_value());
  const auto timed = read_key_directory(
      jwk_set(R"(, "nbf": 1700000000, "exp": 18446744073709551615)"));
  REQUIRE(timed.has_value());
  CHECK(timed->keys[0].from == from_micros(1'700'000'000'000'000));
  CHECK(timed->keys[0].until > timed->keys[0].from);
}

TEST_CASE("key directory: keys of other kinds are counted, and none is none") {
  const std::string key =
      std::string(R"({"kty": "OKP", "crv": "Ed25519", "x": ")") + kPublicKey +
      "\"}";
  const auto mixed = read_key_directory(
      R"({"keys": [{"kty": "RSA", "n": "x", "e": "AQAB"}, 1, {},
          {"kty": "OKP", "crv": "X25519", "x": "AAAA"},
          {"kty": "OKP", "crv": "Ed25519", "x": "AAAA"},
          {"kty": "OKP", "crv": "Ed25519",
           "x": "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo"}, )" +
      key + "]}");
  REQUIRE(mixed.has_value());
  CHECK(mixed->keys.size() == 1);
  CHECK(mixed->others == 6);
  for (const char* text :
       {"", "[]", "{}", "{\"keys\": {}}", "{\"keys\": []}", "{\"keys\": [1]}",
        "{\"keys\": [[[[[[[[[[1]]]]]]]]]]}", "<html>"}) {
    CAPTURE(text);
    const auto none = read_key_directory(text);
    REQUIRE(!none.has_value());
    CHECK(none.error().kind == ErrorKind::damaged);
  }
  std::string many = R"({"keys": [)";
  for (int i = 0; i < 201; ++i) many += key + (i < 200 ? "," : "]}");
  CHECK(read_key_directory(many).error().kind == ErrorKind::too_large);
}

// 2026-11-23T10:00:00Z.
constexpr std::int64_t kNow = 1'795'428'000;

struct SignedRequest {
  std::string host = "example.org";
  std::string agent = R"("https://bot.acme.test")";
  std::string components = R"("@authority" "signature-agent")";
  std::string parameters =
      fmt::format(R"(;created={};expires={};keyid="{}";alg="ed25519")"
                  R"(;nonce="abc";tag="web-bot-auth")",
                  kNow - 10, kNow + 290, kThumbprint);
  // What is signed; made of the above where it is empty.
  std::string base;
  std::string keys = jwk_set();
  std::string signature;
  std::int64_t time = kNow;

  std::string note() const {
    const std::string written = "(" + components + ")" + parameters;
    const std::string signs =
        base.empty()
            ? "\"@authority\": example.org\n\"signature-agent\": " + agent +
                  "\n\"@signature-params\": " + written
            : base + "\n\"@signature-params\": " + written;
    const std::string made = signature.empty() ? sign(signs) : signature;
    const auto directory = read_key_directory(keys);
    REQUIRE(directory.has_value());
    const SignatureCheck check = check_signature(
        {host, agent, "sig=" + written, made, from_micros(time * 1'000'000)},
        "bot.acme.test", [&](std::string_view id) -> const SigningKey* {
          for (const SigningKey& key : directory->keys)
            if (key.thumbprint == id) return &key;
          return nullptr;
        });
    CHECK(check.is_signed() == (check.key != nullptr));
    return std::string(check.note);
  }
};

TEST_CASE("signature: one that was made as it should be") {
  CHECK(SignedRequest().note() == "signed");
  for (const char* host :
       {"EXAMPLE.org", "example.org:443", "example.org:80", " example.org "}) {
    CAPTURE(host);
    SignedRequest one;
    one.host = host;
    CHECK(one.note() == "signed");
  }
  SignedRequest port;
  port.host = "example.org:8443";
  CHECK(port.note() == "signature_wrong");
  port.base =
      "\"@authority\": example.org:8443\n\"signature-agent\": " + port.agent;
  CHECK(port.note() == "signed");
  SignedRequest alone;
  alone.agent.clear();
  alone.components = R"("@authority")";
  alone.base = "\"@authority\": example.org";
  CHECK(alone.note() == "signed");
  SignedRequest keyed;
  keyed.agent = R"(a2="https://bot.acme.test")";
  keyed.components = R"("@authority" "signature-agent";key="a2")";
  keyed.base =
      "\"@authority\": example.org\n\"signature-agent\";key=\"a2\": "
      "\"https://bot.acme.test\"";
  CHECK(keyed.note() == "signed");
  SignedRequest turned;
  turned.components = R"("signature-agent" "@authority")";
  turned.base =
      "\"signature-agent\": " + turned.agent + "\n\"@authority\": example.org";
  CHECK(turned.note() == "signed");
}

TEST_CASE("signature: what is not verified, and why") {
  const auto parameters = [](std::int64_t created, std::int64_t expires,
                             const char* more) {
    return fmt::format(R"(;created={};expires={};keyid="{}"{})", created,
                       expires, kThumbprint, more);
  };
  constexpr const char* kTag = R"(;tag="web-bot-auth")";
  const std::pair<const char*, void (*)(SignedRequest&)> changes[] = {
      {"signature_no_host", [](SignedRequest& r) { r.host.clear(); }},
      {"signature_wrong", [](SignedRequest& r) { r.host = "other.org"; }},
      {"signature_wrong",
       [](SignedRequest& r) { r.base = "\"@authority\": a.org"; }},
      {"signature_unreadable", [](SignedRequest& r) { r.signature = "x"; }},
      {"signature_unreadable",
       [](SignedRequest& r) { r.signature = "other=:AAAA:"; }},
      {"signature_unreadable", [](SignedRequest& r) { r.signature = "sig=1"; }},
      {"signature_unreadable", [](SignedRequest& r) { r.components = "'"; }},
      {"signature_wrong", [](SignedRequest& r) { r.signature = "sig=:AAAA:"; }},
      {"signature_components", [](SignedRequest& r) { r.components.clear(); }},
      {"signature_components",
       [](SignedRequest& r) { r.components = R"("@authority")"; }},
      {"signature_components",
       [](SignedRequest& r) { r.components = R"("signature-agent")"; }},
      {"signature_components",
       [](SignedRequest& r) { r.components += R"( "@path")"; }},
      {"signature_components",
       [](SignedRequest& r) { r.components += R"( "@authority")"; }},
      {"signature_components",
       [](SignedRequest& r) {
         r.components = R"("@authority";req "signature-agent")";
       }},
      {"signature_components",
       [](SignedRequest& r) {
         r.components = R"("@authority" "signature-agent";key="a")";
       }},
      {"signature_components", [](SignedRequest& r) { r.agent.clear(); }},
      {"signature_agent",
       [](SignedRequest& r) { r.agent = R"("https://evil.test")"; }},
      {"signature_agent",
       [](SignedRequest& r) { r.agent = R"("http://bot.acme.test")"; }},
      {"signature_agent",
       [](SignedRequest& r) { r.agent = "https://bot.acme.test"; }},
      {"signature_key",
       [](SignedRequest& r) {
         r.keys = R"({"keys": [{"kty": "OKP", "crv": "Ed25519",
                      "x": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}]})";
       }},
      {"signature_key_time",
       [](SignedRequest& r) { r.keys = jwk_set(R"(, "exp": 1700000000)"); }},
      {"signature_key_time",
       [](SignedRequest& r) { r.keys = jwk_set(R"(, "nbf": 1900000000)"); }},
      {"signature_time", [](SignedRequest& r) { r.time = kNow + 351; }},
      {"signature_time", [](SignedRequest& r) { r.time = kNow - 71; }},
      {"signed", [](SignedRequest& r) { r.time = kNow + 350; }},
      {"signed", [](SignedRequest& r) { r.time = kNow - 70; }}};
  for (const auto& [expected, change] : changes) {
    SignedRequest one;
    change(one);
    CAPTURE(one.components);
    CAPTURE(one.agent);
    CHECK(one.note() == expected);
  }
  const struct {
    const char* expected;
    std::string parameters;
  } others[] = {
      {"signature_other_use", parameters(kNow, kNow + 9, "")},
      {"signature_other_use", parameters(kNow, kNow + 9, ";tag=\"x\"")},
      {"signature_algorithm",
       parameters(kNow, kNow + 9, ";tag=\"web-bot-auth\";alg=\"rsa\"")},
      {"signature_time", parameters(kNow + 9, kNow, kTag)},
      {"signature_time",
       fmt::format(";created={};keyid=\"{}\"{}", kNow, kThumbprint, kTag)},
      {"signature_time",
       fmt::format(";expires={};keyid=\"{}\"{}", kNow, kThumbprint, kTag)},
      {"signature_key",
       fmt::format(";created={};expires={}{}", kNow, kNow + 9, kTag)},
      {"signed", parameters(kNow, kNow + 9, kTag)}};
  for (const auto& one : others) {
    CAPTURE(one.parameters);
    SignedRequest request;
    request.parameters = one.parameters;
    CHECK(request.note() == one.expected);
  }
}

}  // namespace
}  // namespace veto::logs
