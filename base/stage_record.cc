// SPDX-License-Identifier: GPL-3.0-or-later

#include "base/stage_record.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "base/check.h"
#include "base/text.h"

namespace veto {
namespace {

using nlohmann::json;

std::string to_text(const StageReport& report) {
  json counts = json::array(), incomplete = json::array();
  json notes = json::array();
  for (const auto& count : report.counts)
    counts.push_back({{"name", count.name}, {"value", count.value}});
  for (const auto& text : report.incomplete)
    incomplete.push_back(to_valid_utf8(text));
  for (const auto& text : report.notes) notes.push_back(to_valid_utf8(text));
  return json{{"counts", std::move(counts)},
              {"incomplete", std::move(incomplete)},
              {"notes", std::move(notes)},
              {"interrupted", report.interrupted}}
      .dump();
}

StageReport from_text(const std::string& text) {
  const json stored = json::parse(text);
  StageReport report;
  for (const auto& count : stored.at("counts"))
    report.counts.push_back({count.at("name").get<std::string>(),
                             count.at("value").get<std::uint64_t>()});
  report.incomplete = stored.at("incomplete").get<std::vector<std::string>>();
  if (stored.contains("notes"))
    report.notes = stored.at("notes").get<std::vector<std::string>>();
  report.interrupted = stored.at("interrupted").get<bool>();
  return report;
}

}  // namespace

Status note_stage(Case& the_case, std::string_view stage,
                  const StageReport& report) {
  VETO_CHECK(!the_case.run_id().empty());
  const std::string run_id = the_case.run_id(), name(stage);
  const std::string text = to_text(report);
  const long long ended = to_micros(the_case.clock().now());
  return the_case.db().transact("record a stage", [&](soci::session& sql) {
    sql << "DELETE FROM stage WHERE run_id = :run AND name = :name",
        soci::use(run_id), soci::use(name);
    sql << "INSERT INTO stage (run_id, name, ended, report) "
           "VALUES (:run, :name, :ended, :report)",
        soci::use(run_id), soci::use(name), soci::use(ended), soci::use(text);
  });
}

Result<std::vector<StageRecord>> stages_of(Case& the_case,
                                           std::string_view run_id) {
  std::vector<std::pair<std::string, std::string>> rows;
  const std::string run(run_id);
  auto read = the_case.db().attempt("read the stages", [&](auto& sql) {
    std::string name, text;
    soci::statement query =
        (sql.prepare << "SELECT name, report FROM stage WHERE run_id = :run "
                        "ORDER BY ended, name",
         soci::use(run), soci::into(name), soci::into(text));
    query.execute();
    while (query.fetch()) rows.emplace_back(name, text);
  });
  if (!read) return pass(read);
  std::vector<StageRecord> records;
  for (auto& [name, text] : rows) {
    try {
      records.push_back({std::move(name), from_text(text)});
    } catch (const json::exception&) {
      return fail(ErrorKind::damaged, "a stage's record cannot be read",
                  the_case.path("case.db").string(),
                  "compare with a copy of the case");
    }
  }
  return records;
}

}  // namespace veto
