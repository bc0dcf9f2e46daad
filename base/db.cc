// SPDX-License-Identifier: GPL-3.0-or-later

#include "base/db.h"

#include <fmt/format.h>
#include <soci/sqlite3/soci-sqlite3.h>

namespace veto {
namespace {

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

int version_of(soci::session& sql, const std::string& module) {
  int version = 0;
  sql << "SELECT COALESCE(MAX(n), 0) FROM schema_version WHERE module = :m",
      soci::use(module), soci::into(version);
  return version;
}

}  // namespace

Error db_error(std::string_view what, const std::exception& thrown) {
  const std::string_view text = thrown.what();
  Error error{ErrorKind::io, fmt::format("cannot {} ({})", what, text), {}, {}};
  if (contains(text, "locked") || contains(text, "busy")) {
    error.kind = ErrorKind::refused;
    error.hint = "another veto is working on this case; wait for it to end";
  } else if (contains(text, "not a database") || contains(text, "malformed")) {
    error.kind = ErrorKind::damaged;
    error.hint = "restore case.db from a copy, or begin a new case";
  } else if (contains(text, "full")) {
    error.hint = "free some space and run again";
  }
  return error;
}

Result<Database> Database::open(const std::filesystem::path& path) {
  Database db;
  try {
    // Quoted, so that a path with spaces stays one parameter. No more than
    // this: SOCI runs the other options' statements in its constructor, before
    // the busy time is set, and forgets its handle when one of them throws.
    db.session_ = std::make_unique<soci::session>(
        soci::sqlite3, fmt::format("dbname=\"{}\" timeout=5", path.string()));
    *db.session_ << "PRAGMA journal_mode = WAL";
    *db.session_ << "PRAGMA synchronous = FULL";
    *db.session_ << "PRAGMA foreign_keys = ON";
    *db.session_ << "CREATE TABLE IF NOT EXISTS schema_version ("
                    "module TEXT PRIMARY KEY, n INTEGER NOT NULL)";
  } catch (const std::exception& thrown) {
    Error error = db_error("open the database", thrown);
    error.where = path.string();
    return std::unexpected(std::move(error));
  }
  return db;
}

soci::statement& Statements::prepared(const std::string& text) const {
  auto found = prepared_.find(text);
  if (found != prepared_.end()) return found->second;
  soci::statement statement(*sql_);
  statement.alloc();
  statement.prepare(text);
  return prepared_.emplace(text, std::move(statement)).first->second;
}

Status migrate(Database& db, std::string_view module,
               std::initializer_list<std::string_view> steps) {
  const std::string name(module);
  const auto found = db.attempt("read the schema version", [&](auto& sql) {
    return version_of(sql, name);
  });
  if (!found) return std::unexpected(found.error());
  if (*found > static_cast<int>(steps.size()))
    return fail(ErrorKind::unsupported,
                fmt::format("the case was written by a newer veto ({} tables "
                            "are in form {}, this program knows {})",
                            name, *found, steps.size()),
                {}, "use the newer program");
  return db.transact("bring the tables up to date", [&](soci::session& sql) {
    for (int n = *found; n < static_cast<int>(steps.size()); ++n)
      sql << std::string(*(steps.begin() + n));
    const int newest = static_cast<int>(steps.size());
    sql << "INSERT INTO schema_version (module, n) VALUES (:m, :n) "
           "ON CONFLICT (module) DO UPDATE SET n = excluded.n",
        soci::use(name), soci::use(newest);
  });
}

}  // namespace veto
