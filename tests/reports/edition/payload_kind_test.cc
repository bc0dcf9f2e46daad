// SPDX-License-Identifier: GPL-3.0-or-later
#include "reports/edition/payload_kind.h"

#include "tests/support.h"

using namespace veto::reports;

TEST_CASE("payload kind: by its bytes, whatever its server calls it") {
  using std::string_literals::operator""s;
  struct Row {
    std::string bytes;
    const char* mime;
    PayloadKind kind;
  };
  const Row rows[] = {
      {"", "image/jpeg", PayloadKind::empty},
      {"<p>x", "text/html", PayloadKind::text},
      {"{}", "application/ld+json", PayloadKind::text},
      {"User-agent: *", "", PayloadKind::text},
      {"<rss/>", "application/rss+xml", PayloadKind::text},
      {"\xFF\xD8\xFF\xE0", "text/html", PayloadKind::picture},
      {"GIF89a", "", PayloadKind::picture},
      {"not one", "image/png", PayloadKind::picture},
      {"<svg/>", "image/svg+xml", PayloadKind::picture},
      {"<svg/>", "text/html", PayloadKind::text},
      {"<!DOCTYPE html><svg/>", "", PayloadKind::text},
      {"wOF2....", "font/woff2", PayloadKind::font},
      {"plain", "font/woff2", PayloadKind::other},
      {"%PDF-1.7", "text/plain", PayloadKind::other},
      {"%PDF-1.7", "application/pdf", PayloadKind::other},
      {"\0\0\0\x18"
       "ftypmp42"s,
       "text/plain", PayloadKind::other},
      {"<\0p\0>\0"s, "text/html", PayloadKind::other},
      {"text", "application/octet-stream", PayloadKind::other},
      {"text", "video/mp4", PayloadKind::other},
  };
  for (const Row& row : rows) {
    CAPTURE(row.bytes);
    CAPTURE(row.mime);
    CHECK(payload_kind(row.bytes, row.mime) == row.kind);
  }
}
