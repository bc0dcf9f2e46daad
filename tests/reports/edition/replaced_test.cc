// SPDX-License-Identifier: GPL-3.0-or-later
#include "reports/edition/replaced.h"

#include "reports/edition/placeholder.h"
#include "tests/support.h"

using namespace veto;
using namespace veto::reports;

TEST_CASE("replaced: fields that may be a digest of the body are known") {
  const std::pair<const char*, const char*> digests[] = {
      {"ETag", "\"v1\""},
      {"Repr-Digest", "x"},
      {"Content-MD5", "x"},
      {"X-Goog-Hash", "crc32c=x"},
      {"x-amz-checksum-sha256", "x"},
      {"X-Cache-Key", "img/0cc175b9c0f1b6a831c399e269772661.jpg"},
      {"X-Key", "u1kgFr8Kk0PFmcWPPhlXOg=="},
  };
  for (const auto& [name, value] : digests) {
    CAPTURE(name);
    CHECK(may_be_digest(name, value));
  }
  const std::pair<const char*, const char*> others[] = {
      {"X-Robots-Tag", "noindex, noimageai"},
      {"tdm-reservation", "1"},
      {"Content-Type", "image/jpeg"},
      {"Last-Modified", "Sat, 01 Nov 2025 00:00:00 GMT"},
      {"Link", "<https://example.org/licence>; rel=\"license\""},
  };
  for (const auto& [name, value] : others) {
    CAPTURE(name);
    CHECK_FALSE(may_be_digest(name, value));
  }
}

TEST_CASE("replaced: two commitments to one file are not alike") {
  const auto one = Salted::draw(), two = Salted::draw();
  REQUIRE(one);
  REQUIRE(two);
  CHECK(one->commit("x") == one->commit("x"));
  CHECK(one->commit("x") != two->commit("x"));
  CHECK(one->record_id("a") != two->record_id("a"));
  CHECK(one->salt_hex().size() == 64);
}

TEST_CASE("replaced: a placeholder has the picture's size, where it is known") {
  CHECK(placeholder(300, 200).find("width=\"300\" height=\"200\"") !=
        std::string::npos);
  CHECK(placeholder(0, 0).find("width=\"160\"") != std::string::npos);
}
