// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/embedded/store.h"

namespace veto::embedded {
namespace {

using signals::Signal;

constexpr std::string_view kFileTable = R"sql(
CREATE TABLE embedded (
  run_id TEXT NOT NULL,
  digest TEXT NOT NULL,
  has_xmp INTEGER NOT NULL,
  has_manifest INTEGER NOT NULL,
  PRIMARY KEY (run_id, digest)
)
)sql";

constexpr std::string_view kSignalTable = R"sql(
CREATE TABLE embedded_signal (
  run_id TEXT NOT NULL,
  digest TEXT NOT NULL,
  ordinal INTEGER NOT NULL,
  family TEXT NOT NULL,
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  raw TEXT NOT NULL,
  place BIGINT NOT NULL,
  malformed INTEGER NOT NULL,
  problem TEXT NOT NULL,
  PRIMARY KEY (run_id, digest, ordinal)
)
)sql";

Status open_tables(Database& db) {
  return migrate(db, "embedded", {kFileTable, kSignalTable});
}

void insert_signal(soci::session& sql, const std::string& run_id,
                   const std::string& digest, int ordinal,
                   const Signal& signal) {
  const std::string family(signals::to_string(signal.family));
  const auto place = static_cast<long long>(signal.offset);
  const int malformed = signal.malformed ? 1 : 0;
  sql << "INSERT INTO embedded_signal (run_id, digest, ordinal, family, name, "
         "value, raw, place, malformed, problem) VALUES (:run, :digest, "
         ":ordinal, :family, :name, :value, :raw, :place, :malformed, "
         ":problem)",
      soci::use(run_id), soci::use(digest), soci::use(ordinal),
      soci::use(family), soci::use(signal.name), soci::use(signal.value),
      soci::use(signal.raw), soci::use(place), soci::use(malformed),
      soci::use(signal.problem);
}

Signal signal_of(const soci::row& row) {
  Signal signal;
  signal.source = signals::Source::metadata;
  signal.evidence = row.get<std::string>(0);
  signal.family = signals::parse_family(row.get<std::string>(1))
                      .value_or(signals::Family::embedded);
  signal.name = row.get<std::string>(2);
  signal.value = row.get<std::string>(3);
  signal.raw = row.get<std::string>(4);
  signal.offset = static_cast<std::size_t>(row.get<long long>(5));
  signal.malformed = row.get<int>(6) != 0;
  signal.problem = row.get<std::string>(7);
  return signal;
}

std::map<std::string, Embedded> select_all(soci::session& sql,
                                           const std::string& run_id) {
  std::map<std::string, Embedded> files;
  const soci::rowset<soci::row> found =
      (sql.prepare << "SELECT digest, has_xmp, has_manifest FROM embedded "
                      "WHERE run_id = :run",
       soci::use(run_id));
  for (const soci::row& row : found) {
    Embedded& file = files[row.get<std::string>(0)];
    file.has_xmp = row.get<int>(1) != 0;
    file.has_manifest = row.get<int>(2) != 0;
  }
  const soci::rowset<soci::row> said =
      (sql.prepare << "SELECT digest, family, name, value, raw, place, "
                      "malformed, problem FROM embedded_signal "
                      "WHERE run_id = :run ORDER BY digest, ordinal",
       soci::use(run_id));
  for (const soci::row& row : said)
    files[row.get<std::string>(0)].signals.push_back(signal_of(row));
  return files;
}

}  // namespace

Status begin_store(Database& db, const std::string& run_id) {
  if (auto ready = open_tables(db); !ready) return ready;
  return db.transact("begin on embedded signals", [&](soci::session& sql) {
    for (const char* table : {"embedded", "embedded_signal"})
      sql << "DELETE FROM " << table << " WHERE run_id = :run",
          soci::use(run_id);
  });
}

Status store_embedded(Database& db, const std::string& run_id,
                      const Digest& digest, const Embedded& embedded) {
  if (embedded == Embedded{}) return {};
  return db.transact("store embedded signals", [&](soci::session& sql) {
    const std::string hex = digest.hex();
    const int has_xmp = embedded.has_xmp ? 1 : 0;
    const int has_manifest = embedded.has_manifest ? 1 : 0;
    sql << "INSERT INTO embedded (run_id, digest, has_xmp, has_manifest) "
           "VALUES (:run, :digest, :xmp, :manifest)",
        soci::use(run_id), soci::use(hex), soci::use(has_xmp),
        soci::use(has_manifest);
    int ordinal = 0;
    for (const Signal& signal : embedded.signals)
      insert_signal(sql, run_id, hex, ordinal++, signal);
  });
}

Result<std::map<std::string, Embedded>> load_embedded(Case& the_case,
                                                      std::string_view run_id) {
  if (auto ready = open_tables(the_case.db()); !ready) return pass(ready);
  const std::string run(run_id);
  return the_case.db().attempt(
      "read embedded signals",
      [&](soci::session& sql) { return select_all(sql, run); });
}

}  // namespace veto::embedded
