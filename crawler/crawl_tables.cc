// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/crawl_tables.h"

namespace veto::crawler {
namespace {

constexpr std::string_view kFrontier =
    "CREATE TABLE frontier ("
    "run_id TEXT NOT NULL, url TEXT NOT NULL, host TEXT NOT NULL,"
    "target TEXT NOT NULL, depth INTEGER NOT NULL, redirects INTEGER NOT NULL,"
    "via TEXT NOT NULL, state TEXT NOT NULL, outcome TEXT NOT NULL,"
    "owner TEXT NOT NULL, lease_until BIGINT NOT NULL, epoch BIGINT NOT NULL,"
    "seq BIGINT NOT NULL, PRIMARY KEY (run_id, url))";
constexpr std::string_view kFrontierOrder =
    "CREATE INDEX frontier_order ON frontier (run_id, seq)";
constexpr std::string_view kCapture =
    "CREATE TABLE capture ("
    "id TEXT PRIMARY KEY, run_id TEXT NOT NULL, url TEXT NOT NULL,"
    "target TEXT NOT NULL, outcome TEXT NOT NULL, problem TEXT NOT NULL,"
    "time BIGINT NOT NULL, status INTEGER NOT NULL, headers TEXT NOT NULL,"
    "mime TEXT NOT NULL, redirect_to TEXT NOT NULL, via TEXT NOT NULL,"
    "remote_ip TEXT NOT NULL, payload_digest TEXT NOT NULL,"
    "payload_size BIGINT NOT NULL, truncated INTEGER NOT NULL,"
    "warc_file TEXT NOT NULL, warc_offset BIGINT NOT NULL,"
    "warc_length BIGINT NOT NULL)";
constexpr std::string_view kCaptureOrder =
    "CREATE INDEX capture_order ON capture (run_id, time, url, id)";
constexpr std::string_view kPage =
    "CREATE TABLE page ("
    "capture_id TEXT PRIMARY KEY, run_id TEXT NOT NULL, url TEXT NOT NULL,"
    "time BIGINT NOT NULL, title TEXT NOT NULL, lang TEXT NOT NULL,"
    "tree_refused TEXT NOT NULL, links TEXT NOT NULL, images TEXT NOT NULL,"
    "metas TEXT NOT NULL)";
constexpr std::string_view kPageOrder =
    "CREATE INDEX page_order ON page (run_id, time, url, capture_id)";
constexpr std::string_view kRobots =
    "CREATE TABLE robots_version ("
    "origin TEXT NOT NULL, seen_from BIGINT NOT NULL, seen_to BIGINT NOT NULL,"
    "status INTEGER NOT NULL, digest TEXT NOT NULL, file TEXT NOT NULL,"
    "source TEXT NOT NULL, PRIMARY KEY (origin, seen_from))";
constexpr std::string_view kWarcFile =
    "CREATE TABLE warc_file ("
    "name TEXT PRIMARY KEY, run_id TEXT NOT NULL, size BIGINT NOT NULL)";
constexpr std::string_view kLimit =
    "CREATE TABLE crawl_limit ("
    "run_id TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY (run_id, name))";
constexpr std::string_view kCaptureImport =
    "ALTER TABLE capture ADD COLUMN import_id TEXT NOT NULL DEFAULT ''";
constexpr std::string_view kCaptureEntry =
    "ALTER TABLE capture ADD COLUMN import_entry TEXT NOT NULL DEFAULT ''";
constexpr std::string_view kImport =
    "CREATE TABLE import_source ("
    "id TEXT PRIMARY KEY, run_id TEXT NOT NULL, name TEXT NOT NULL,"
    "kind TEXT NOT NULL, digest TEXT NOT NULL, bytes BIGINT NOT NULL,"
    "base_url TEXT NOT NULL, imported_at BIGINT NOT NULL,"
    "done INTEGER NOT NULL, entries BIGINT NOT NULL, kept BIGINT NOT NULL,"
    "left_out TEXT NOT NULL, problem TEXT NOT NULL)";
constexpr std::string_view kRevisitOf =
    "ALTER TABLE capture ADD COLUMN revisit_of TEXT NOT NULL DEFAULT ''";
constexpr std::string_view kNotModifiedProfile =
    "ALTER TABLE capture ADD COLUMN not_modified INTEGER NOT NULL DEFAULT 0";
constexpr std::string_view kProofToken =
    "CREATE TABLE proof_token (one INTEGER PRIMARY KEY, token TEXT NOT NULL)";
constexpr std::string_view kSiteProof =
    "CREATE TABLE site_proof ("
    "host TEXT PRIMARY KEY, token TEXT NOT NULL, time BIGINT NOT NULL,"
    "url TEXT NOT NULL)";
constexpr std::string_view kOwnSite =
    "CREATE TABLE own_site ("
    "run_id TEXT NOT NULL, host TEXT NOT NULL, inspect INTEGER NOT NULL,"
    "PRIMARY KEY (run_id, host))";

constexpr std::string_view kPageBase =
    "ALTER TABLE page ADD COLUMN base TEXT NOT NULL DEFAULT ''";
constexpr std::string_view kPageCharset =
    "ALTER TABLE page ADD COLUMN charset TEXT NOT NULL DEFAULT ''";
constexpr std::string_view kPageDataUrls =
    "ALTER TABLE page ADD COLUMN data_urls INTEGER NOT NULL DEFAULT 0";
constexpr std::string_view kPageDataImages =
    "ALTER TABLE page ADD COLUMN data_images INTEGER NOT NULL DEFAULT 0";
constexpr std::string_view kPageInlineSvgs =
    "ALTER TABLE page ADD COLUMN inline_svgs INTEGER NOT NULL DEFAULT 0";

}  // namespace

Status migrate_crawl(Database& db) {
  return migrate(db, "crawler",
                 {kFrontier,
                  kFrontierOrder,
                  kCapture,
                  kCaptureOrder,
                  kPage,
                  kPageOrder,
                  kRobots,
                  kWarcFile,
                  kLimit,
                  kPageBase,
                  kPageCharset,
                  kPageDataUrls,
                  kPageDataImages,
                  kPageInlineSvgs,
                  kCaptureImport,
                  kCaptureEntry,
                  kImport,
                  kRevisitOf,
                  kNotModifiedProfile,
                  kProofToken,
                  kSiteProof,
                  kOwnSite});
}

void put_warc_size(soci::session& sql, const std::string& run_id,
                   const std::string& name, std::uint64_t size) {
  const long long bytes = static_cast<long long>(size);
  sql << "INSERT INTO warc_file (name, run_id, size) VALUES (:n, :r, :s) "
         "ON CONFLICT (name) DO UPDATE SET size = excluded.size",
      soci::use(name), soci::use(run_id), soci::use(bytes);
}

WarcSizes warc_sizes(soci::session& sql) {
  WarcSizes sizes;
  std::string name;
  long long size = 0;
  soci::statement query = (sql.prepare << "SELECT name, size FROM warc_file",
                           soci::into(name), soci::into(size));
  query.execute();
  while (query.fetch()) sizes[name] = static_cast<std::uint64_t>(size);
  return sizes;
}

std::vector<ReceivedRow> received_before(soci::session& sql,
                                         const std::string& run_id) {
  std::vector<ReceivedRow> rows;
  std::string url, digest;
  long long bytes = 0;
  int pages = 0;
  soci::statement query =
      (sql.prepare << "SELECT c.url, c.payload_digest, c.payload_size, "
                      "CASE WHEN p.capture_id IS NULL THEN 0 ELSE 1 END FROM "
                      "capture c LEFT JOIN page p ON p.capture_id = c.id "
                      "WHERE c.run_id = :r AND c.status <> 0 "
                      "ORDER BY c.time, c.url",
       soci::use(run_id), soci::into(url), soci::into(digest),
       soci::into(bytes), soci::into(pages));
  query.execute();
  while (query.fetch()) {
    const auto parsed = Digest::parse(digest);
    if (parsed)
      rows.push_back(
          {url, *parsed, static_cast<std::uint64_t>(bytes), pages != 0});
  }
  return rows;
}

void put_limit(soci::session& sql, const std::string& run_id,
               const std::string& name) {
  sql << "INSERT INTO crawl_limit (run_id, name) VALUES (:r, :n) "
         "ON CONFLICT (run_id, name) DO NOTHING",
      soci::use(run_id), soci::use(name);
}

std::vector<std::string> limits_hit(soci::session& sql,
                                    const std::string& run_id) {
  std::vector<std::string> names;
  std::string name;
  soci::statement query =
      (sql.prepare << "SELECT name FROM crawl_limit WHERE run_id = :r",
       soci::use(run_id), soci::into(name));
  query.execute();
  while (query.fetch()) names.push_back(name);
  return names;
}

}  // namespace veto::crawler
