// SPDX-License-Identifier: GPL-3.0-or-later
//
// The tables behind words.h, keyed by run and image.
#include <map>

#include "audit/faces/words.h"
#include "base/text.h"

namespace veto::faces {
namespace {

constexpr std::string_view kWordsTable = R"sql(
CREATE TABLE words_beside (
  run_id TEXT NOT NULL,
  digest TEXT NOT NULL,
  ordinal INTEGER NOT NULL,
  page TEXT NOT NULL,
  kind TEXT NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (run_id, digest, ordinal)
)
)sql";

constexpr std::string_view kOfferedTable = R"sql(
CREATE TABLE offered_beside (
  run_id TEXT NOT NULL,
  digest TEXT NOT NULL,
  ordinal INTEGER NOT NULL,
  url TEXT NOT NULL,
  PRIMARY KEY (run_id, digest, ordinal)
)
)sql";

void insert_words(soci::session& sql, const std::string& run_id,
                  const ImageRecord& image) {
  const std::string digest = image.digest.hex();
  int ordinal = 0;
  for (const WordsBeside& words : image.words) {
    const std::string page = to_valid_utf8(words.page);
    const std::string text = to_valid_utf8(words.text);
    sql << "INSERT INTO words_beside (run_id, digest, ordinal, page, kind, "
           "text) VALUES (:run, :digest, :ordinal, :page, :kind, :text)",
        soci::use(run_id), soci::use(digest), soci::use(ordinal),
        soci::use(page), soci::use(words.kind), soci::use(text);
    ++ordinal;
  }
  ordinal = 0;
  for (const std::string& offered : image.offered) {
    const std::string url = to_valid_utf8(offered);
    sql << "INSERT INTO offered_beside (run_id, digest, ordinal, url) VALUES "
           "(:run, :digest, :ordinal, :url)",
        soci::use(run_id), soci::use(digest), soci::use(ordinal),
        soci::use(url);
    ++ordinal;
  }
}

using ByDigest = std::map<std::string, Beside>;

ByDigest all_of(soci::session& sql, const std::string& run_id) {
  ByDigest found;
  const soci::rowset<soci::row> words =
      (sql.prepare << "SELECT digest, page, kind, text FROM words_beside "
                      "WHERE run_id = :run ORDER BY digest, ordinal",
       soci::use(run_id));
  for (const soci::row& row : words) {
    found[row.get<std::string>(0)].words.push_back({row.get<std::string>(1),
                                                    row.get<std::string>(2),
                                                    row.get<std::string>(3)});
  }
  const soci::rowset<soci::row> offered =
      (sql.prepare << "SELECT digest, url FROM offered_beside "
                      "WHERE run_id = :run ORDER BY digest, ordinal",
       soci::use(run_id));
  for (const soci::row& row : offered) {
    found[row.get<std::string>(0)].offered.push_back(row.get<std::string>(1));
  }
  return found;
}

}  // namespace

Status open_words(Database& db) {
  return migrate(db, "words", {kWordsTable, kOfferedTable});
}

Status store_words(Database& db, const std::string& run_id,
                   const std::vector<ImageRecord>& images) {
  return db.transact(
      "store the words beside pictures", [&](soci::session& sql) {
        for (const char* table : {"words_beside", "offered_beside"}) {
          sql << "DELETE FROM " << table << " WHERE run_id = :run",
              soci::use(run_id);
        }
        for (const ImageRecord& image : images)
          insert_words(sql, run_id, image);
      });
}

Status read_words(Database& db, const std::string& run_id,
                  std::vector<ImageRecord>& images) {
  ByDigest found;
  auto read =
      db.attempt("read the words beside pictures",
                 [&](soci::session& sql) { found = all_of(sql, run_id); });
  if (!read) return read;
  for (ImageRecord& image : images) {
    const auto beside = found.find(image.digest.hex());
    if (beside == found.end()) continue;
    image.words = std::move(beside->second.words);
    image.offered = std::move(beside->second.offered);
  }
  return {};
}

}  // namespace veto::faces
