// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/crawl_tables.h"

namespace veto::crawler {
namespace {

template <typename Bind>
std::vector<RobotsRow> select_robots(soci::session& sql,
                                     const std::string& condition,
                                     Bind&& bind) {
  using soci::into;
  RobotsRow row;
  std::string digest;
  long long from = 0;
  long long to = 0;
  soci::statement query(sql);
  query.exchange(into(row.origin));
  query.exchange(into(from));
  query.exchange(into(to));
  query.exchange(into(row.status));
  query.exchange(into(digest));
  query.exchange(into(row.file));
  query.exchange(into(row.source));
  bind(query);
  query.alloc();
  query.prepare(
      "SELECT origin, seen_from, seen_to, status, digest, file, source "
      "FROM robots_version " +
      condition);
  query.define_and_bind();
  query.execute();
  std::vector<RobotsRow> rows;
  while (query.fetch()) {
    row.seen_from = from_micros(from);
    row.seen_to = from_micros(to);
    if (auto parsed = Digest::parse(digest)) row.digest = *parsed;
    rows.push_back(row);
  }
  return rows;
}

}  // namespace

std::optional<RobotsRow> newest_robots(soci::session& sql,
                                       const std::string& origin) {
  auto rows = select_robots(
      sql, "WHERE origin = :o ORDER BY seen_from DESC LIMIT 1",
      [&](soci::statement& query) { query.exchange(soci::use(origin)); });
  if (rows.empty()) return std::nullopt;
  return std::move(rows.front());
}

void insert_robots(soci::session& sql, const RobotsRow& row) {
  using soci::use;
  const long long from = to_micros(row.seen_from);
  const long long to = to_micros(row.seen_to);
  const std::string digest = row.digest.hex();
  sql << "INSERT INTO robots_version (origin, seen_from, seen_to, status, "
         "digest, file, source) VALUES (:o, :f, :t, :s, :d, :p, :c) "
         "ON CONFLICT (origin, seen_from) DO NOTHING",
      use(row.origin), use(from), use(to), use(row.status), use(digest),
      use(row.file), use(row.source);
}

void extend_robots(soci::session& sql, const RobotsRow& row, UtcTime seen_to) {
  const long long from = to_micros(row.seen_from);
  const long long to = to_micros(seen_to);
  sql << "UPDATE robots_version SET seen_to = :t "
         "WHERE origin = :o AND seen_from = :f AND seen_to < :u",
      soci::use(to), soci::use(row.origin), soci::use(from), soci::use(to);
}

std::vector<RobotsRow> all_robots(soci::session& sql) {
  return select_robots(sql, "ORDER BY origin, seen_from",
                       [](soci::statement&) {});
}

}  // namespace veto::crawler
