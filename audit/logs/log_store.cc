// SPDX-License-Identifier: GPL-3.0-or-later
//
// The tables log_file, log_client, log_verdict, log_rate and log_count: one row
// an item, its JSON as a whole, in the order of the LogSummary.

#include "audit/logs/log_store.h"

#include <fmt/format.h>

#include "audit/logs/codes.h"

namespace veto::logs {
namespace {

using nlohmann::json;

constexpr const char* kTables[] = {"log_file", "log_client", "log_verdict",
                                   "log_count", "log_rate"};

Status open_tables(Database& db) {
  return migrate(
      db, "logs",
      {"CREATE TABLE log_file (run_id TEXT NOT NULL, seq INTEGER NOT NULL, "
       "body TEXT NOT NULL, PRIMARY KEY (run_id, seq))",
       "CREATE TABLE log_client (run_id TEXT NOT NULL, seq INTEGER NOT NULL, "
       "body TEXT NOT NULL, PRIMARY KEY (run_id, seq))",
       "CREATE TABLE log_verdict (run_id TEXT NOT NULL, seq INTEGER NOT NULL, "
       "body TEXT NOT NULL, PRIMARY KEY (run_id, seq))",
       "CREATE TABLE log_count (run_id TEXT NOT NULL, seq INTEGER NOT NULL, "
       "body TEXT NOT NULL, PRIMARY KEY (run_id, seq))",
       "CREATE TABLE log_rate (run_id TEXT NOT NULL, seq INTEGER NOT NULL, "
       "body TEXT NOT NULL, PRIMARY KEY (run_id, seq))"});
}

template <typename T>
void insert_all(soci::session& sql, const char* table, const std::string& run,
                const std::vector<T>& items) {
  std::int64_t seq = 0;
  std::string body;
  soci::statement insert =
      (sql.prepare << fmt::format("INSERT INTO {} (run_id, seq, body) "
                                  "VALUES (:run, :seq, :body)",
                                  table),
       soci::use(run), soci::use(seq), soci::use(body));
  for (const T& item : items) {
    body = to_row(item).dump(-1, ' ', false, json::error_handler_t::replace);
    insert.execute(true);
    ++seq;
  }
}

template <typename T>
void select_all(soci::session& sql, const char* table, const std::string& run,
                std::vector<T>& items) {
  std::string body;
  soci::statement select =
      (sql.prepare << fmt::format(
           "SELECT body FROM {} WHERE run_id = :run ORDER BY seq", table),
       soci::use(run), soci::into(body));
  select.execute();
  while (select.fetch()) {
    T item;
    from_row(json::parse(body), item);
    items.push_back(std::move(item));
  }
}

}  // namespace

Status store_summary(Case& the_case, const LogSummary& summary) {
  if (auto ready = open_tables(the_case.db()); !ready) return ready;
  const std::string run = the_case.run_id();
  if (run.empty())
    return fail(ErrorKind::bug, "log results are stored outside a run");
  auto stored =
      the_case.db().transact("store log results", [&](soci::session& sql) {
        for (const char* table : kTables)
          sql << fmt::format("DELETE FROM {} WHERE run_id = :run", table),
              soci::use(run);
        insert_all(sql, "log_file", run, summary.files);
        insert_all(sql, "log_client", run, summary.clients);
        insert_all(sql, "log_verdict", run, summary.verdicts);
        insert_all(sql, "log_rate", run, summary.rates);
        insert_all(sql, "log_count", run, std::vector{summary.counts});
      });
  if (!stored) return stored;
  return audit::store_findings(the_case, "logs", summary.findings);
}

Result<LogSummary> load_logs(Case& the_case, std::string_view run_id) {
  if (auto ready = open_tables(the_case.db()); !ready) return pass(ready);
  const std::string run(run_id);
  LogSummary summary;
  auto loaded =
      the_case.db().attempt("read log results", [&](soci::session& sql) {
        std::vector<LogCounts> counts;
        select_all(sql, "log_file", run, summary.files);
        select_all(sql, "log_client", run, summary.clients);
        select_all(sql, "log_verdict", run, summary.verdicts);
        select_all(sql, "log_rate", run, summary.rates);
        select_all(sql, "log_count", run, counts);
        if (!counts.empty()) summary.counts = counts.front();
      });
  if (!loaded) return pass(loaded);
  auto findings = audit::load_findings(the_case, run_id);
  if (!findings) return pass(findings);
  for (audit::Finding& finding : *findings)
    if (find_code(finding.code)) summary.findings.push_back(std::move(finding));
  return summary;
}

}  // namespace veto::logs
