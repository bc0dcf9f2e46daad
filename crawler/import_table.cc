// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/import_table.h"

#include <nlohmann/json.hpp>

#include "base/text.h"
#include "crawler/crawl_tables.h"

namespace veto::crawler {
namespace {

using nlohmann::json;

constexpr const char* kSourceColumns =
    "id, run_id, name, kind, digest, bytes, base_url, imported_at, done, "
    "entries, kept, left_out, problem";

struct SourceColumns {
  std::string id, run_id, name, kind, digest, base_url, left_out, problem;
  long long bytes = 0, imported_at = 0, entries = 0, kept = 0;
  int done = 0;
};

std::string text_of(const std::vector<LeftOut>& left_out) {
  json list = json::array();
  for (const LeftOut& left : left_out)
    list.push_back({{"reason", to_valid_utf8(left.reason)},
                    {"count", left.count},
                    {"loss", left.loss},
                    {"example", to_valid_utf8(left.example)}});
  return list.dump();
}

// Throws what nlohmann throws when the text is no such list.
std::vector<LeftOut> left_out_of(const std::string& text) {
  std::vector<LeftOut> list;
  for (const json& left : json::parse(text))
    list.push_back({left.at("reason").get<std::string>(),
                    left.at("count").get<std::uint64_t>(),
                    left.at("loss").get<bool>(),
                    left.at("example").get<std::string>()});
  return list;
}

ImportedSource source_of(const SourceColumns& row) {
  ImportedSource source;
  source.id = row.id;
  source.run_id = row.run_id;
  source.name = row.name;
  source.kind = row.kind;
  source.digest = Digest::parse(row.digest).value_or(Digest{});
  source.bytes = static_cast<std::uint64_t>(row.bytes);
  source.base_url = row.base_url;
  source.imported = from_micros(row.imported_at);
  source.done = row.done != 0;
  source.entries = static_cast<std::uint64_t>(row.entries);
  source.kept = static_cast<std::uint64_t>(row.kept);
  source.left_out = left_out_of(row.left_out);
  source.problem = row.problem;
  return source;
}

std::vector<ImportedSource> select_imports(soci::session& sql,
                                           const std::string& condition,
                                           const std::string& value) {
  using soci::into;
  SourceColumns row;
  soci::statement query =
      (sql.prepare << "SELECT " << kSourceColumns << " FROM import_source "
                   << condition,
       soci::use(value), into(row.id), into(row.run_id), into(row.name),
       into(row.kind), into(row.digest), into(row.bytes), into(row.base_url),
       into(row.imported_at), into(row.done), into(row.entries), into(row.kept),
       into(row.left_out), into(row.problem));
  query.execute();
  std::vector<ImportedSource> sources;
  while (query.fetch()) sources.push_back(source_of(row));
  return sources;
}

}  // namespace

void put_import(soci::session& sql, const ImportedSource& source) {
  using soci::use;
  const std::string name = to_valid_utf8(source.name);
  const std::string problem = to_valid_utf8(source.problem);
  const std::string digest = source.digest.hex();
  const std::string left_out = text_of(source.left_out);
  const auto bytes = static_cast<long long>(source.bytes);
  const auto entries = static_cast<long long>(source.entries);
  const auto kept = static_cast<long long>(source.kept);
  const long long imported_at = to_micros(source.imported);
  const int done = source.done ? 1 : 0;
  sql << "INSERT INTO import_source (" << kSourceColumns
      << ") VALUES (:a, :b, :c, :d, :e, :f, :g, :h, :i, :j, :k, :l, :m) "
         "ON CONFLICT (id) DO UPDATE SET done = excluded.done, "
         "entries = excluded.entries, kept = excluded.kept, "
         "left_out = excluded.left_out, problem = excluded.problem",
      use(source.id), use(source.run_id), use(name), use(source.kind),
      use(digest), use(bytes), use(source.base_url), use(imported_at),
      use(done), use(entries), use(kept), use(left_out), use(problem);
}

std::optional<ImportedSource> find_import(soci::session& sql,
                                          const std::string& id) {
  auto found = select_imports(sql, "WHERE id = :id", id);
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::vector<ImportedSource> imports_of(soci::session& sql,
                                       const std::string& run_id) {
  return select_imports(sql, "WHERE run_id = :r ORDER BY imported_at, id",
                        run_id);
}

Result<std::vector<ImportedSource>> load_imports(Case& the_case,
                                                 std::string_view run_id) {
  auto migrated = migrate_crawl(the_case.db());
  if (!migrated) return pass(migrated);
  const std::string run(run_id);
  return the_case.db().attempt("read the imports", [&](soci::session& sql) {
    return imports_of(sql, run);
  });
}

}  // namespace veto::crawler
