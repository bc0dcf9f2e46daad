// SPDX-License-Identifier: GPL-3.0-or-later

#include <initializer_list>
#include <nlohmann/json.hpp>

#include "base/json_text.h"
#include "base/text.h"
#include "crawler/crawl_tables.h"

namespace veto::crawler {
namespace {

using nlohmann::json;

constexpr const char* kPageColumns =
    "capture_id, url, time, title, lang, tree_refused, links, images, metas, "
    "base, charset, data_urls, data_images, inline_svgs";

constexpr std::string_view kInBody = "body";

struct PageColumns {
  std::string capture_id, url, title, lang, refused, links, images, metas;
  std::string base, charset;
  long long time = 0;
  int data_urls = 0, data_images = 0, inline_svgs = 0;
};

// Appends one of a list of lists of texts.
void append_list(std::string& out,
                 std::initializer_list<std::string_view> texts) {
  char before = '[';
  if (out.size() > 1) out += ',';
  for (const std::string_view text : texts) {
    out += before;
    append_json(out, text);
    before = ',';
  }
  out += ']';
}

PageColumns row_of(const Page& page) {
  PageColumns row;
  row.capture_id = page.capture_id;
  row.url = page.url;
  row.title = to_valid_utf8(page.title);
  row.lang = to_valid_utf8(page.lang);
  row.refused = page.tree_refused;
  row.base = page.base;
  row.charset = page.charset;
  row.data_urls = page.data_urls;
  row.data_images = page.data_images;
  row.inline_svgs = page.inline_svgs;
  row.links = row.images = row.metas = "[";
  for (const auto& link : page.links) {
    if (link.type.empty())
      append_list(row.links, {link.url, link.rel});
    else
      append_list(row.links, {link.url, link.rel, link.type});
  }
  for (const auto& image : page.images)
    append_list(row.images, {image.url, to_string(image.source), image.alt,
                             image.title, image.caption});
  for (const auto& meta : page.metas) {
    if (meta.in_body)
      append_list(row.metas, {meta.name, meta.content, kInBody});
    else
      append_list(row.metas, {meta.name, meta.content});
  }
  for (std::string* list : {&row.links, &row.images, &row.metas}) *list += ']';
  return row;
}

std::string text_at(const json& list, std::size_t index) {
  if (!list.is_array() || list.size() <= index || !list[index].is_string())
    return {};
  return list[index].get<std::string>();
}

ImageSource source_from(const std::string& text) {
  for (ImageSource source :
       {ImageSource::img, ImageSource::srcset, ImageSource::picture,
        ImageSource::link, ImageSource::meta, ImageSource::input,
        ImageSource::video_poster, ImageSource::icon, ImageSource::background,
        ImageSource::json_ld})
    if (to_string(source) == text) return source;
  return ImageSource::img;
}

json list_from(const std::string& text) {
  json list = json::parse(text, nullptr, false);
  return list.is_array() ? list : json::array();
}

PageRow page_of(const PageColumns& row) {
  PageRow read;
  read.time = from_micros(row.time);
  Page& page = read.page;
  page.capture_id = row.capture_id;
  page.url = row.url;
  page.title = row.title;
  page.lang = row.lang;
  page.tree_refused = row.refused;
  page.base = row.base;
  page.charset = row.charset;
  page.data_urls = row.data_urls;
  page.data_images = row.data_images;
  page.inline_svgs = row.inline_svgs;
  for (const auto& link : list_from(row.links))
    page.links.push_back(
        {text_at(link, 0), text_at(link, 1), text_at(link, 2)});
  for (const auto& image : list_from(row.images))
    page.images.push_back({text_at(image, 0), source_from(text_at(image, 1)),
                           text_at(image, 2), text_at(image, 3),
                           text_at(image, 4)});
  for (const auto& meta : list_from(row.metas))
    page.metas.push_back(
        {text_at(meta, 0), text_at(meta, 1), text_at(meta, 2) == kInBody});
  return read;
}

template <typename Bind>
std::vector<PageRow> select_pages(soci::session& sql,
                                  const std::string& condition, Bind&& bind) {
  using soci::into;
  PageColumns row;
  soci::statement query(sql);
  query.exchange(into(row.capture_id));
  query.exchange(into(row.url));
  query.exchange(into(row.time));
  for (std::string* text : {&row.title, &row.lang, &row.refused, &row.links,
                            &row.images, &row.metas, &row.base, &row.charset})
    query.exchange(into(*text));
  for (int* number : {&row.data_urls, &row.data_images, &row.inline_svgs})
    query.exchange(into(*number));
  bind(query);
  query.alloc();
  query.prepare(std::string("SELECT ") + kPageColumns + " FROM page " +
                condition);
  query.define_and_bind();
  query.execute();
  std::vector<PageRow> pages;
  while (query.fetch()) pages.push_back(page_of(row));
  return pages;
}

}  // namespace

void insert_page(const Statements& sql, const Capture& capture,
                 const Page& page) {
  static const std::string kText =
      std::string("INSERT INTO page (run_id, ") + kPageColumns +
      ") VALUES (:r, :a, :b, :c, :d, :e, :f, :g, :h, :i, :j, :k, :l, :m, "
      ":n) ON CONFLICT (capture_id) DO NOTHING";
  const PageColumns row = row_of(page);
  const long long time = to_micros(capture.time);
  sql.run(kText, capture.run_id, row.capture_id, row.url, time, row.title,
          row.lang, row.refused, row.links, row.images, row.metas, row.base,
          row.charset, row.data_urls, row.data_images, row.inline_svgs);
}

std::vector<PageRow> pages_after(soci::session& sql, const std::string& run_id,
                                 const PageRow* last, int limit) {
  if (last == nullptr)
    return select_pages(
        sql, "WHERE run_id = :r ORDER BY time, url, capture_id LIMIT :n",
        [&](soci::statement& query) {
          query.exchange(soci::use(run_id));
          query.exchange(soci::use(limit));
        });
  const long long time = to_micros(last->time);
  return select_pages(
      sql,
      "WHERE run_id = :r AND (time, url, capture_id) > (:t, :u, :i) "
      "ORDER BY time, url, capture_id LIMIT :n",
      [&](soci::statement& query) {
        query.exchange(soci::use(run_id));
        query.exchange(soci::use(time));
        query.exchange(soci::use(last->page.url));
        query.exchange(soci::use(last->page.capture_id));
        query.exchange(soci::use(limit));
      });
}

}  // namespace veto::crawler
