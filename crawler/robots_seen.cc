// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/api/robots_seen.h"

#include "crawler/crawl_tables.h"
#include "crawler/robots_files.h"

namespace veto::crawler {
namespace {

struct SeenRow {
  RobotsRow version;
  std::optional<Capture> capture;
};

std::vector<SeenRow> read_rows(soci::session& sql) {
  std::vector<SeenRow> rows;
  for (RobotsRow& version : all_robots(sql)) {
    auto capture = find_capture(sql, version.source);
    rows.push_back({std::move(version), std::move(capture)});
  }
  return rows;
}

}  // namespace

Result<std::vector<SeenRobots>> seen_robots(Case& the_case) {
  auto migrated = migrate_crawl(the_case.db());
  if (!migrated) return pass(migrated);
  auto rows = the_case.db().attempt("read the robots versions",
                                    [](auto& sql) { return read_rows(sql); });
  if (!rows) return pass(rows);
  std::vector<SeenRobots> all;
  for (SeenRow& row : *rows) {
    const RobotsRow& version = row.version;
    auto text = read_robots(the_case.dir(), version.file, version.digest);
    if (!text) return pass(text);
    SeenRobots seen;
    seen.origin = version.origin;
    seen.first_seen = version.seen_from;
    seen.last_seen = version.seen_to;
    seen.status = version.status;
    seen.text = std::move(*text);
    seen.digest = version.digest;
    seen.file = version.file;
    seen.source = version.source;
    seen.capture = std::move(row.capture);
    all.push_back(std::move(seen));
  }
  return all;
}

}  // namespace veto::crawler
