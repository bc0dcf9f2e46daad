// SPDX-License-Identifier: GPL-3.0-or-later
//
// The database session: SOCI over SQLite (WAL) in the case folder. SQL stays
// in the files that own a table; it keeps to what SQLite and PostgreSQL share.
//
// One Database is used by one thread at a time.

#ifndef VETO_BASE_DB_H_
#define VETO_BASE_DB_H_

#include <soci/soci.h>

#include <filesystem>
#include <initializer_list>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "base/error.h"

namespace veto {

// What SOCI threw, as an Error: io (also a full disk), refused when another
// process holds the database.
Error db_error(std::string_view what, const std::exception& thrown);

class Database {
 public:
  // Opens or creates; WAL, foreign keys on, synchronous FULL, 5 s busy time.
  // Errors: io, damaged (not a database).
  static Result<Database> open(const std::filesystem::path& path);

  // Runs `work(soci::session&)`. `what` completes "cannot ...".
  template <typename Work>
  auto attempt(std::string_view what, Work&& work)
      -> Result<std::invoke_result_t<Work, soci::session&>> {
    try {
      if constexpr (std::is_void_v<
                        std::invoke_result_t<Work, soci::session&>>) {
        std::forward<Work>(work)(*session_);
        return {};
      } else {
        return std::forward<Work>(work)(*session_);
      }
    } catch (const std::exception& thrown) {
      return std::unexpected(db_error(what, thrown));
    }
  }

  // The same inside one transaction: all of it or, on any error, nothing.
  template <typename Work>
  auto transact(std::string_view what, Work&& work) {
    return attempt(what, [&](soci::session& sql) {
      soci::transaction transaction(sql);
      if constexpr (std::is_void_v<
                        std::invoke_result_t<Work, soci::session&>>) {
        work(sql);
        transaction.commit();
      } else {
        auto value = work(sql);
        transaction.commit();
        return value;
      }
    });
  }

 private:
  std::unique_ptr<soci::session> session_;
};

// Runs statements of one session, each prepared once however often it runs:
// for a row, SQLite takes longer to read the SQL than to obey it. The session
// must outlive it. What SOCI throws passes through.
class Statements {
 public:
  // Implicit: who has few rows to write hands over the session itself.
  Statements(soci::session& sql) : sql_(&sql) {}

  // `text` holds one ":name" for each value, in order.
  template <typename... Values>
  void run(const std::string& text, const Values&... values) const {
    soci::statement& statement = prepared(text);
    const Unbind unbind{statement};
    (statement.exchange(soci::use(values)), ...);
    statement.define_and_bind();
    statement.execute(true);
  }

 private:
  // The values are the caller's and gone when it returns.
  struct Unbind {
    soci::statement& statement;
    ~Unbind() { statement.bind_clean_up(); }
  };

  soci::statement& prepared(const std::string& text) const;

  soci::session* sql_;
  mutable std::map<std::string, soci::statement, std::less<>> prepared_;
};

// Brings a module's tables to the newest form. Step n+1 turns form n into form
// n+1; steps are only ever added. Errors: unsupported, when the database was
// written by a newer program; io.
Status migrate(Database& db, std::string_view module,
               std::initializer_list<std::string_view> steps);

}  // namespace veto

#endif  // VETO_BASE_DB_H_
