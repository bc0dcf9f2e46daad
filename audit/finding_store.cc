// SPDX-License-Identifier: GPL-3.0-or-later
//
// The finding table: one row a finding, its JSON as a whole. Findings are few
// and always read together, so nothing but their order needs columns.

#include <fmt/format.h>

#include "audit/finding.h"

namespace veto::audit {
namespace {

using nlohmann::json;

Status open_tables(Database& db) {
  return migrate(db, "audit",
                 {"CREATE TABLE finding ("
                  "run_id TEXT NOT NULL, stage TEXT NOT NULL, "
                  "id TEXT NOT NULL, code TEXT NOT NULL, body TEXT NOT NULL, "
                  "PRIMARY KEY (run_id, id))"});
}

Result<Finding> read_row(const std::string& body) {
  const json parsed = json::parse(body, nullptr, /*allow_exceptions=*/false);
  if (parsed.is_discarded())
    return fail(ErrorKind::damaged, "a stored finding is not JSON");
  return finding_from_json(parsed);
}

}  // namespace

Status store_findings(Case& the_case, std::string_view stage,
                      const std::vector<Finding>& findings) {
  const std::string run = the_case.run_id();
  if (run.empty())
    return fail(ErrorKind::bug, "findings are stored outside a run");
  for (const Finding& finding : findings)
    if (finding.id.empty())
      return fail(ErrorKind::bug, "a finding has no id", finding.code);
  if (auto ready = open_tables(the_case.db()); !ready) return ready;

  const std::string owner(stage);
  return the_case.db().transact("store findings", [&](soci::session& sql) {
    sql << "DELETE FROM finding WHERE run_id = :run AND stage = :stage",
        soci::use(run), soci::use(owner);
    std::string id, code, body;
    // The same id means the same facts: the first one says it all.
    soci::statement insert =
        (sql.prepare << "INSERT INTO finding (run_id, stage, id, code, body) "
                        "VALUES (:run, :stage, :id, :code, :body) "
                        "ON CONFLICT (run_id, id) DO NOTHING",
         soci::use(run), soci::use(owner), soci::use(id), soci::use(code),
         soci::use(body));
    for (const Finding& finding : findings) {
      id = finding.id;
      code = finding.code;
      // Text of strangers may be no UTF-8; a row must always be readable.
      body =
          to_json(finding).dump(-1, ' ', false, json::error_handler_t::replace);
      insert.execute(true);
    }
  });
}

Result<std::vector<Finding>> load_findings(Case& the_case,
                                           std::string_view run_id) {
  if (auto ready = open_tables(the_case.db()); !ready) return pass(ready);
  const std::string run(run_id);
  auto rows = the_case.db().attempt("read findings", [&](soci::session& sql) {
    std::vector<std::string> bodies;
    std::string body;
    soci::statement select =
        (sql.prepare << "SELECT body FROM finding WHERE run_id = :run "
                        "ORDER BY code, id",
         soci::use(run), soci::into(body));
    select.execute();
    while (select.fetch()) bodies.push_back(body);
    return bodies;
  });
  if (!rows) return pass(rows);

  std::vector<Finding> findings;
  for (const std::string& body : *rows) {
    auto finding = read_row(body);
    if (!finding) return pass(finding);
    findings.push_back(std::move(*finding));
  }
  return findings;
}

}  // namespace veto::audit
