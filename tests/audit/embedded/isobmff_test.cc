// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/embedded/containers.h"
#include "tests/audit/embedded/files.h"
#include "tests/support.h"

using namespace veto;
using namespace veto::embedded;
using namespace veto::test;
using std::string_literals::operator""s;

namespace {

std::string entry(int version, std::uint64_t id, const std::string& type,
                  const std::string& content) {
  return full_box("infe", version,
                  big(id, version == 2 ? 2 : 4) + big(0, 2) + type + "\0"s +
                      content + "\0"s);
}

std::string info(int version, const std::string& entries, int count) {
  return full_box("iinf", version,
                  big(std::uint64_t(count), version == 0 ? 2 : 4) + entries);
}

struct Where {
  int version = 1;
  std::uint64_t id = 1;
  int method = 0;
  int reference = 0;
  std::uint64_t base = 0;
  std::vector<std::pair<std::uint64_t, std::uint64_t>> extents = {};
};

// Offsets and lengths of four bytes, a base of four.
std::string locations(const std::vector<Where>& items) {
  const int version = items.front().version;
  std::string body = big(0x4440, 2) + big(items.size(), version < 2 ? 2 : 4);
  for (const Where& item : items) {
    body += big(item.id, version < 2 ? 2 : 4);
    if (version > 0) body += big(std::uint64_t(item.method), 2);
    body += big(std::uint64_t(item.reference), 2) + big(item.base, 4) +
            big(item.extents.size(), 2);
    for (const auto& [at, length] : item.extents)
      body += big(at, 4) + big(length, 4);
  }
  return full_box("iloc", version, body);
}

std::string packets(const std::string& file) {
  std::string text;
  for (const Block& block : find_blocks(file)) {
    text += text.empty() ? "" : " | ";
    text += block.kind == BlockKind::jumbf ? "jumbf:" : "";
    text += block.bytes == kProhibited ? "PACKET" : block.bytes;
  }
  return text;
}

// A file whose packet stands in mdat, where the locations written by `where`
// for the packet's place say.
template <typename MakeLocations>
std::string in_mdat(const std::string& entries, MakeLocations where,
                    int info_version = 0) {
  std::string file;
  std::uint64_t at = 0;
  // The second time the place is known.
  for (int pass = 0; pass < 2; ++pass) {
    file = heif("avif", info(info_version, entries, 1) + where(at),
                iso_box("mdat", kProhibited));
    at = file.find(kProhibited);
  }
  return file;
}

}  // namespace

TEST_CASE("HEIF items: where a packet may stand (ISO 14496-12, 8.11.3)") {
  const std::string mime = entry(2, 1, "mime", "application/rdf+xml");
  const std::uint64_t all = kProhibited.size();
  const auto at = [&](Where item, std::uint64_t split) {
    return [=](std::uint64_t place) {
      Where filled = item;
      if (split == 0) filled.extents = {{place - item.base, all}};
      if (split != 0)
        filled.extents = {{place - item.base, split},
                          {place - item.base + split, all - split}};
      return locations({filled});
    };
  };
  CHECK(packets(in_mdat(mime, at({}, 0))) == "PACKET");
  CHECK(packets(in_mdat(mime, at({.version = 0}, 0))) == "PACKET");
  CHECK(packets(in_mdat(mime, at({.version = 2}, 0))) == "PACKET");
  CHECK(packets(in_mdat(mime, at({.base = 10}, 0))) == "PACKET");
  CHECK(packets(in_mdat(mime, at({}, 100))) == "PACKET");
  CHECK(packets(in_mdat(mime, at({}, 0), 1)) == "PACKET");
  CHECK(packets(in_mdat(entry(3, 1, "mime", "application/rdf+xml"),
                        at({}, 0))) == "PACKET");
  // Other items, other files, other versions.
  CHECK(packets(in_mdat(entry(2, 1, "mime", "image/jpeg"), at({}, 0))) == "");
  CHECK(packets(in_mdat(entry(2, 1, "Exif", ""), at({}, 0))) == "");
  CHECK(packets(in_mdat(mime, at({.id = 2}, 0))) == "");
  CHECK(packets(in_mdat(mime, at({.reference = 1}, 0))) == "");
  CHECK(packets(in_mdat(mime, at({.version = 3}, 0))) == "");
  CHECK(packets(in_mdat(mime, at({.method = 2}, 0))) == "");
}

TEST_CASE("HEIF items: within idat, and in boxes of their own") {
  const std::string mime =
      info(0, entry(2, 1, "mime", "application/rdf+xml"), 1);
  const auto within = [&](std::uint64_t at, std::uint64_t length) {
    return mime + locations({{.method = 1, .extents = {{at, length}}}}) +
           iso_box("idat", "xx" + kProhibited);
  };
  CHECK(packets(heif("heic", within(2, kProhibited.size()))) == "PACKET");
  // A length of 0 reaches to the end.
  CHECK(packets(heif("heic", within(2, 0))) == "PACKET");
  // Past the end there is nothing.
  CHECK(packets(heif("heic", within(2, 4'000'000'000u))) == "PACKET");
  CHECK(packets(heif("heic", within(4'000'000'000u, 5))) == "");

  const std::string xmp_uuid =
      "\xBE\x7A\xCF\xCB\x97\xA9\x42\xE8\x9C\x71\x99\x94\x91\xE3\xAF\xAC";
  CHECK(packets(heif("heic", "", iso_box("uuid", xmp_uuid + kProhibited))) ==
        "PACKET");
  const std::string manifest_uuid =
      "\xD8\xFE\xC3\xD6\x1B\x0E\x48\x3C\x92\x97\x58\x28\x87\x7E\xC4\x81";
  const auto manifest = [&](const std::string& purpose) {
    return heif("avif", "",
                iso_box("uuid", manifest_uuid + big(0, 4) + purpose + "\0"s +
                                    big(0, 8) + "boxes"));
  };
  CHECK(packets(manifest("manifest")) == "jumbf:boxes");
  CHECK(packets(manifest("merkle")) == "");
}

TEST_CASE("HEIF items: lists that would never end") {
  const std::string mime =
      info(0, entry(2, 1, "mime", "application/rdf+xml"), 1);
  // Extents that take no bytes, 65535 of them in each of many items.
  std::string body = big(0, 2) + big(65535, 2);
  for (int i = 0; i < 65535; ++i)
    body += big(1, 2) + big(0, 2) + big(0, 2) + big(65535, 2);
  CHECK(find_blocks(heif("avif", mime + full_box("iloc", 1, body))).size() <=
        1);
  // One item, listed many times, each time the whole file.
  std::vector<Where> items(60'000);
  for (Where& item : items) item.extents = {{0, 0}};
  CHECK(find_blocks(heif("avif", mime + locations(items))).size() == 1);
  // One item of very many extents, each the whole file.
  Where large{.extents = {}};
  large.extents.assign(60'000, {0, 0});
  CHECK(find_blocks(heif("avif", mime + locations({large}))).empty());
}
