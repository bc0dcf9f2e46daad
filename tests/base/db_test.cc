// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/db.h"

#include "tests/support.h"

using namespace veto;

TEST_CASE("db: a statement is run again with other values") {
  test::TempDir dir;
  auto db = Database::open(dir / "a.db");
  REQUIRE(db);
  const auto told = db->transact("try", [](soci::session& sql) {
    sql << "CREATE TABLE t (n INTEGER PRIMARY KEY, text TEXT NOT NULL)";
    const Statements statements(sql);
    for (int n = 0; n < 3; ++n)
      statements.run("INSERT INTO t (n, text) VALUES (:n, :t)", n,
                     std::string(static_cast<std::size_t>(n * 20), 'x'));
    // One that fails leaves the others as they are, and itself usable.
    CHECK_THROWS(statements.run("INSERT INTO t (n, text) VALUES (:n, :t)", 1,
                                std::string("again")));
    statements.run("INSERT INTO t (n, text) VALUES (:n, :t)", 9,
                   std::string("it's \0 there", 12));
    std::string all;
    sql << "SELECT group_concat(n || ':' || length(text)) FROM "
           "(SELECT * FROM t ORDER BY n)",
        soci::into(all);
    return all;
  });
  REQUIRE(told);
  CHECK(*told == "0:0,1:20,2:40,9:5");
}
