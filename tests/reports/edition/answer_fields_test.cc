// SPDX-License-Identifier: GPL-3.0-or-later
#include "reports/edition/answer_fields.h"

#include "tests/support.h"

using namespace veto;
using namespace veto::reports;

TEST_CASE("answer fields: those that may tell of a picture's bytes are known") {
  const std::pair<const char*, const char*> telling[] = {
      {"ETag", "\"v1\""},
      {"Repr-Digest", "x"},
      {"Content-MD5", "x"},
      {"X-Goog-Hash", "crc32c=x"},
      {"x-amz-checksum-sha256", "x"},
      {"x-amz-meta-anything", "x"},
      {"Content-Disposition", "inline; filename=anna.jpg"},
      {"Content-Type", "image/jpeg; name=\"anna.jpg\""},
      {"Server", "img/0cc175b9c0f1b6a831c399e269772661.jpg"},
      {"Server", "0c:c1:75:b9:c0:f1:b6:a8:31:c3:99:e2:69:77:26:61"},
      {"Server", "u1kgFr8Kk0PFmcWPPhlXOg=="},
      {"Server", "u1kgFr8Kk0PFmcWPPhlXOg"},
      {"Server", "7XACTDGQTFP2ZU6NTDK6MSCOCP2OFBCA"},
      {"Server", "seo2wwxtdlr5vnqcmjagcrjstm"},
  };
  for (const auto& [name, value] : telling) {
    CAPTURE(name);
    CAPTURE(value);
    CHECK_FALSE(is_harmless_field(name, value));
    CHECK(may_tell_of_bytes({{"Date", "x"}, {name, value}}));
  }
}

TEST_CASE("answer fields: what a finding about opt-outs needs is told") {
  const std::pair<const char*, const char*> harmless[] = {
      {"X-Robots-Tag", "noindex, noimageai, unavailable_after: 25 Jun 2030"},
      {"tdm-reservation", "1"},
      {"TDM-Policy", "https://example.org/policies/text-and-data-mining.json"},
      {"Content-Usage", "train-ai=n"},
      {"Content-Signal", "search=yes, ai-train=no"},
      {"Content-Type", "text/html; charset=utf-8"},
      {"Last-Modified", "Sat, 01 Nov 2025 00:00:00 GMT"},
      {"Link", "<https://example.org/licence>; rel=\"license\""},
      {"Link",
       "<https://creativecommons.org/licenses/by-nc-nd/4.0/>; rel=\"license\""},
      {"Cache-Control", "public, max-age=31536000, immutable"},
      {"Server", "nginx/1.24.0 (Ubuntu)"},
      // URLs stay as they are.
      {"Location", "/img/0cc175b9c0f1b6a831c399e269772661.jpg"},
  };
  crawler::Headers all;
  for (const auto& [name, value] : harmless) {
    CAPTURE(name);
    CHECK(is_harmless_field(name, value));
    all.emplace_back(name, value);
  }
  CHECK_FALSE(may_tell_of_bytes(all));
}
