// SPDX-License-Identifier: GPL-3.0-or-later
//
// The parser against npm's whatwg-url, whose answers are in
// tests/vectors/url_corpus.json (scripts/gen_url_corpus.mjs). There is no list
// of differences to let through: in this corpus there are none. What is known
// to differ is outside it, and named in base/url_idna.h.
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "base/url.h"
#include "tests/support.h"

using namespace veto;
using nlohmann::json;

namespace {

std::string corpus_path() {
  // Another corpus of the same form, say a far larger one.
  const char* other = std::getenv("VETO_URL_CORPUS");
  if (other != nullptr) return other;
  return (test::source_dir() / "tests/vectors/url_corpus.json").string();
}

std::string bytes_from_hex(const std::string& hex) {
  std::string out;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
    out += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
  }
  return out;
}

Result<Url> parse_case(const json& one) {
  const std::string input = one.contains("bytes")
                                ? bytes_from_hex(one["bytes"])
                                : one["input"].get<std::string>();
  if (!one.contains("base")) return Url::parse(input);
  const auto base = Url::parse(one["base"].get<std::string>());
  return base ? Url::parse(input, *base) : base;
}

// "?q" where the URL API has it, "" for an empty query as for none.
std::string with_prefix(char prefix, const std::optional<std::string>& text) {
  return text && !text->empty() ? prefix + *text : "";
}

// Our answer in the corpus's form, with the parts that the URL API names.
json answer(const json& one) {
  json out = one;
  for (const char* part :
       {"failure", "href", "protocol", "username", "password", "hostname",
        "port", "pathname", "search", "hash", "origin"}) {
    out.erase(part);
  }
  const auto url = parse_case(one);
  if (!url) {
    out["failure"] = true;
    return out;
  }
  const auto put = [&out](const char* part, std::string_view text) {
    if (!text.empty()) out[part] = text;
  };
  put("href", url->href());
  put("protocol", url->scheme() + ":");
  put("username", url->username());
  put("password", url->password());
  put("hostname", url->host());
  put("port", url->port() ? std::to_string(*url->port()) : "");
  put("pathname", url->path());
  put("search", with_prefix('?', url->query()));
  put("hash", with_prefix('#', url->fragment()));
  put("origin", url->origin());
  return out;
}

}  // namespace

TEST_CASE("url: every case of the corpus is read as whatwg-url reads it") {
  std::ifstream file(corpus_path());
  REQUIRE(file.good());
  const json corpus = json::parse(file);
  REQUIRE(corpus["cases"].size() > 4000);
  std::size_t failures = 0;
  int differences = 0;
  for (const json& one : corpus["cases"]) {
    failures += one.contains("failure") ? 1 : 0;
    const json ours = answer(one);
    if (ours == one) continue;
    ++differences;
    MESSAGE("expected " << one.dump() << "\n     got " << ours.dump());
  }
  CHECK(differences == 0);
  // The corpus has both sides in earnest.
  CHECK(failures > corpus["cases"].size() / 20);
  CHECK(failures < corpus["cases"].size() / 2);
}

TEST_CASE("url: what was parsed parses to itself") {
  std::ifstream file(corpus_path());
  REQUIRE(file.good());
  const json corpus = json::parse(file);
  for (const json& one : corpus["cases"]) {
    const auto url = parse_case(one);
    if (!url) continue;
    const auto again = Url::parse(url->href());
    const bool same = again && again->href() == url->href() &&
                      again->host() == url->host() &&
                      again->path() == url->path();
    CHECK_MESSAGE(same, one.dump());
  }
}
