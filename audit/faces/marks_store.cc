// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/faces/marks_store.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "audit/faces/face_id.h"
#include "base/text.h"

namespace veto::faces {
namespace {

constexpr std::string_view kMarkTable = R"sql(
CREATE TABLE face_mark (
  number BIGINT NOT NULL PRIMARY KEY,
  digest TEXT NOT NULL,
  x INTEGER NOT NULL,
  y INTEGER NOT NULL,
  w INTEGER NOT NULL,
  h INTEGER NOT NULL,
  mark TEXT NOT NULL,
  made_by TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  note TEXT NOT NULL
)
)sql";

Status open_marks(Database& db) { return migrate(db, "marks", {kMarkTable}); }

void insert_marking(const Statements& sql, long long number,
                    const Marking& marking) {
  sql.run(
      "INSERT INTO face_mark (number, digest, x, y, w, h, mark, made_by, "
      "made_at, note) VALUES (:number, :digest, :x, :y, :w, :h, :mark, :by, "
      ":at, :note)",
      number, marking.image.hex(), marking.box.x, marking.box.y, marking.box.w,
      marking.box.h, std::string(to_string(marking.mark)),
      to_valid_utf8(marking.by), static_cast<long long>(to_micros(marking.at)),
      to_valid_utf8(marking.note));
}

// The order they were made in; a clock may stand still or go back.
long long last_number(soci::session& sql) {
  long long number = 0;
  sql << "SELECT COALESCE(MAX(number), 0) FROM face_mark", soci::into(number);
  return number;
}

Status note_custody(Case& the_case, const std::vector<Marking>& markings) {
  CustodyEvent event;
  event.action = "mark";
  event.item = markings.size() == 1
                   ? face_id(markings[0].image, markings[0].box)
                   : fmt::format("{} faces", markings.size());
  event.digest = sha256(markings_jsonl(markings)).labelled();
  event.reason = fmt::format("marked by {}", markings[0].by);
  return the_case.custody(event);
}

Result<Marking> marking_of(const soci::row& row) {
  auto digest = Digest::parse(row.get<std::string>(0));
  if (!digest) return pass(digest);
  const auto name = row.get<std::string>(5);
  auto mark = mark_of(name);
  if (!mark)
    return fail(ErrorKind::damaged, "the case holds a mark of no known kind",
                printable(name, 60));
  return Marking{
      *digest,
      {row.get<int>(1), row.get<int>(2), row.get<int>(3), row.get<int>(4)},
      *mark,
      row.get<std::string>(6),
      from_micros(row.get<long long>(7)),
      row.get<std::string>(8)};
}

Result<Marks> read_marks(soci::session& sql) {
  Marks marks;
  const soci::rowset<soci::row> rows =
      (sql.prepare << "SELECT digest, x, y, w, h, mark, made_by, made_at, note "
                      "FROM face_mark ORDER BY number");
  for (const soci::row& row : rows) {
    auto marking = marking_of(row);
    if (!marking) return pass(marking);
    marks.add(*std::move(marking));
  }
  return marks;
}

}  // namespace

std::string markings_jsonl(const std::vector<Marking>& markings) {
  std::string text;
  for (const Marking& m : markings)
    text += nlohmann::json{{"at", to_rfc3339(m.at)},
                           {"by", to_valid_utf8(m.by)},
                           {"h", m.box.h},
                           {"image", m.image.hex()},
                           {"mark", to_string(m.mark)},
                           {"note", to_valid_utf8(m.note)},
                           {"w", m.box.w},
                           {"x", m.box.x},
                           {"y", m.box.y}}
                .dump() +
            '\n';
  return text;
}

Status store_marks(Case& the_case, const std::vector<Marking>& markings) {
  if (markings.empty()) return {};
  if (auto opened = open_marks(the_case.db()); !opened) return opened;
  auto stored =
      the_case.db().transact("keep the marks", [&](soci::session& sql) {
        long long number = last_number(sql);
        const Statements statements(sql);
        for (const Marking& marking : markings)
          insert_marking(statements, ++number, marking);
      });
  if (!stored) return stored;
  return note_custody(the_case, markings);
}

Result<Marks> load_marks(Case& the_case) {
  if (auto opened = open_marks(the_case.db()); !opened) return pass(opened);
  auto marks = the_case.db().attempt("read the marks", read_marks);
  if (!marks) return pass(marks);
  return *std::move(marks);
}

}  // namespace veto::faces
