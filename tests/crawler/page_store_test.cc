// SPDX-License-Identifier: GPL-3.0-or-later
//
// A page as the case's database keeps it.
#include "crawler/crawl_tables.h"
#include "tests/support.h"

using namespace veto;
using crawler::ImageSource;
using crawler::Page;

TEST_CASE("page: what is stored is read back") {
  const test::TempDir dir;
  auto db = Database::open(dir / "case.db");
  REQUIRE(db);
  REQUIRE(crawler::migrate_crawl(*db));
  Page page;
  page.capture_id = "c1";
  page.url = "https://example.org/a";
  page.base = "https://example.org/base/";
  page.charset = "windows-1252";
  page.title = "Zürich";
  page.lang = "de";
  page.links = {{"https://example.org/b", "nofollow"},
                {"https://example.org/l", "license", "application/rsl+xml"}};
  for (ImageSource source :
       {ImageSource::img, ImageSource::srcset, ImageSource::picture,
        ImageSource::link, ImageSource::meta, ImageSource::input,
        ImageSource::video_poster, ImageSource::icon, ImageSource::background,
        ImageSource::json_ld})
    page.images.push_back({"https://example.org/i", source, "a", "t", "c"});
  page.metas = {{"robots", "noai"}, {"robots", "noindex", true}};
  page.data_urls = 3;
  page.data_images = 2;
  page.inline_svgs = 1;
  crawler::Capture capture;
  capture.run_id = "r";
  const auto rows = db->transact("store a page", [&](soci::session& sql) {
    insert_page(sql, capture, page);
    return crawler::pages_after(sql, "r", nullptr, 10);
  });
  if (!rows) FAIL(rows.error().what);
  REQUIRE(rows->size() == 1);
  const Page& read = rows->front().page;
  CHECK(read.base == page.base);
  CHECK(read.charset == page.charset);
  CHECK(read.title == page.title);
  CHECK(read.data_urls == 3);
  CHECK(read.data_images == 2);
  CHECK(read.inline_svgs == 1);
  REQUIRE(read.links.size() == page.links.size());
  for (std::size_t at = 0; at < page.links.size(); ++at) {
    CHECK(read.links[at].url == page.links[at].url);
    CHECK(read.links[at].rel == page.links[at].rel);
    CHECK(read.links[at].type == page.links[at].type);
  }
  REQUIRE(read.metas.size() == 2);
  CHECK(read.metas[1].content == "noindex");
  CHECK_FALSE(read.metas[0].in_body);
  CHECK(read.metas[1].in_body);
  REQUIRE(read.images.size() == page.images.size());
  for (std::size_t at = 0; at < page.images.size(); ++at)
    CHECK(read.images[at].source == page.images[at].source);
}
