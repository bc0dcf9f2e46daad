// SPDX-License-Identifier: GPL-3.0-or-later

#include <nlohmann/json.hpp>

#include "base/json_text.h"
#include "base/text.h"
#include "crawler/crawl_tables.h"

namespace veto::crawler {
namespace {

using nlohmann::json;

constexpr const char* kCaptureColumns =
    "id, run_id, url, target, outcome, problem, time, status, headers, mime, "
    "redirect_to, via, remote_ip, payload_digest, payload_size, truncated, "
    "warc_file, warc_offset, warc_length, import_id, import_entry, "
    "revisit_of, not_modified";

// A capture as the database holds it: numbers and text only.
struct CaptureColumns {
  std::string id, run_id, url, target, outcome, problem, headers, mime,
      redirect_to, via, remote_ip, digest, warc_file, import_id, import_entry,
      revisit_of;
  long long time = 0, size = 0, offset = 0, length = 0;
  int status = 0, truncated = 0, not_modified = 0;
};

std::string headers_text(const Headers& headers) {
  std::string list = "[";
  for (const auto& [name, value] : headers) {
    list += list.size() > 1 ? ",[" : "[";
    append_json(list, name);
    list += ',';
    append_json(list, value);
    list += ']';
  }
  return list + ']';
}

Headers headers_from(const std::string& text) {
  Headers headers;
  const json list = json::parse(text, nullptr, false);
  if (!list.is_array()) return headers;
  for (const auto& field : list)
    if (field.is_array() && field.size() == 2 && field[0].is_string() &&
        field[1].is_string())
      headers.emplace_back(field[0].get<std::string>(),
                           field[1].get<std::string>());
  return headers;
}

Target target_from(const std::string& text) {
  for (Target t : {Target::seed, Target::page, Target::image, Target::robots,
                   Target::sitemap, Target::feed, Target::signal_file})
    if (to_string(t) == text) return t;
  return Target::page;
}

Outcome outcome_from(const std::string& text) {
  for (Outcome o :
       {Outcome::fetched, Outcome::postponed, Outcome::robots_denied,
        Outcome::out_of_scope, Outcome::too_large, Outcome::cancelled,
        Outcome::over_limit, Outcome::trap})
    if (to_string(o) == text) return o;
  return Outcome::failed;
}

// The column holds the enumerator's place.
Truncation truncation_from(int place) {
  for (Truncation t :
       {Truncation::none, Truncation::time, Truncation::disconnect})
    if (static_cast<int>(t) == place) return t;
  return Truncation::length;
}

CaptureColumns row_of(const Capture& capture) {
  CaptureColumns row;
  row.id = capture.id;
  row.run_id = capture.run_id;
  row.url = capture.url;
  row.target = to_string(capture.target);
  row.outcome = to_string(capture.outcome);
  row.problem = to_valid_utf8(capture.problem);
  row.time = to_micros(capture.time);
  row.status = capture.status;
  row.headers = headers_text(capture.headers);
  row.mime = capture.mime;
  row.redirect_to = capture.redirect_to;
  row.via = capture.via;
  row.remote_ip = capture.remote_ip;
  row.digest = capture.payload_digest.hex();
  row.size = static_cast<long long>(capture.payload_size);
  row.truncated = static_cast<int>(capture.truncation);
  row.warc_file = capture.warc_file;
  row.offset = static_cast<long long>(capture.warc_offset);
  row.length = static_cast<long long>(capture.warc_length);
  row.import_id = capture.import_id;
  row.import_entry = to_valid_utf8(capture.import_entry);
  row.revisit_of = capture.revisit_of;
  row.not_modified = capture.not_modified ? 1 : 0;
  return row;
}

Capture capture_of(const CaptureColumns& row) {
  Capture capture;
  capture.id = row.id;
  capture.run_id = row.run_id;
  capture.url = row.url;
  capture.target = target_from(row.target);
  capture.outcome = outcome_from(row.outcome);
  capture.problem = row.problem;
  capture.time = from_micros(row.time);
  capture.status = row.status;
  capture.headers = headers_from(row.headers);
  capture.mime = row.mime;
  capture.redirect_to = row.redirect_to;
  capture.via = row.via;
  capture.remote_ip = row.remote_ip;
  if (auto digest = Digest::parse(row.digest)) capture.payload_digest = *digest;
  capture.payload_size = static_cast<std::uint64_t>(row.size);
  capture.truncation = truncation_from(row.truncated);
  capture.warc_file = row.warc_file;
  capture.warc_offset = static_cast<std::uint64_t>(row.offset);
  capture.warc_length = static_cast<std::uint64_t>(row.length);
  capture.import_id = row.import_id;
  capture.import_entry = row.import_entry;
  capture.revisit_of = row.revisit_of;
  capture.not_modified = row.not_modified != 0;
  return capture;
}

// Reads rows of kCaptureColumns with the condition that follows; `bind` adds
// the condition's values.
template <typename Bind>
std::vector<Capture> select_captures(soci::session& sql,
                                     const std::string& condition,
                                     Bind&& bind) {
  using soci::into;
  CaptureColumns row;
  soci::statement query(sql);
  for (std::string* text : {&row.id, &row.run_id, &row.url, &row.target,
                            &row.outcome, &row.problem})
    query.exchange(into(*text));
  query.exchange(into(row.time));
  query.exchange(into(row.status));
  for (std::string* text : {&row.headers, &row.mime, &row.redirect_to, &row.via,
                            &row.remote_ip, &row.digest})
    query.exchange(into(*text));
  query.exchange(into(row.size));
  query.exchange(into(row.truncated));
  query.exchange(into(row.warc_file));
  query.exchange(into(row.offset));
  query.exchange(into(row.length));
  query.exchange(into(row.import_id));
  query.exchange(into(row.import_entry));
  query.exchange(into(row.revisit_of));
  query.exchange(into(row.not_modified));
  bind(query);
  query.alloc();
  query.prepare(std::string("SELECT ") + kCaptureColumns + " FROM capture " +
                condition);
  query.define_and_bind();
  query.execute();
  std::vector<Capture> captures;
  while (query.fetch()) captures.push_back(capture_of(row));
  return captures;
}

}  // namespace

void insert_capture(const Statements& sql, const Capture& capture) {
  static const std::string kText =
      std::string("INSERT INTO capture (") + kCaptureColumns +
      ") VALUES (:a, :b, :c, :d, :e, :f, :g, :h, :i, :j, :k, :l, :m, :n, "
      ":o, :p, :q, :r, :s, :t, :u, :v, :w) ON CONFLICT (id) DO NOTHING";
  const CaptureColumns row = row_of(capture);
  sql.run(kText, row.id, row.run_id, row.url, row.target, row.outcome,
          row.problem, row.time, row.status, row.headers, row.mime,
          row.redirect_to, row.via, row.remote_ip, row.digest, row.size,
          row.truncated, row.warc_file, row.offset, row.length, row.import_id,
          row.import_entry, row.revisit_of, row.not_modified);
}

void drop_cancelled(soci::session& sql, const std::string& run_id) {
  sql << "DELETE FROM capture WHERE run_id = :r AND outcome = 'cancelled'",
      soci::use(run_id);
}

std::optional<Capture> find_capture(soci::session& sql, const std::string& id) {
  auto found = select_captures(
      sql, "WHERE id = :id",
      [&](soci::statement& query) { query.exchange(soci::use(id)); });
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::vector<Capture> captures_after(soci::session& sql,
                                    const std::string& run_id,
                                    const Capture* last, int limit) {
  if (last == nullptr)
    return select_captures(sql,
                           "WHERE run_id = :r ORDER BY time, url, id LIMIT :n",
                           [&](soci::statement& query) {
                             query.exchange(soci::use(run_id));
                             query.exchange(soci::use(limit));
                           });
  const long long time = to_micros(last->time);
  return select_captures(sql,
                         "WHERE run_id = :r AND (time, url, id) > (:t, :u, :i) "
                         "ORDER BY time, url, id LIMIT :n",
                         [&](soci::statement& query) {
                           query.exchange(soci::use(run_id));
                           query.exchange(soci::use(time));
                           query.exchange(soci::use(last->url));
                           query.exchange(soci::use(last->id));
                           query.exchange(soci::use(limit));
                         });
}

void for_each_kept(soci::session& sql,
                   const std::function<void(const KeptCapture&)>& visit) {
  using soci::into;
  KeptCapture kept;
  std::string outcome, revisit_of;
  int status = 0, truncated = 0;
  long long size = 0;
  soci::statement query =
      (sql.prepare << "SELECT id, run_id, url, payload_digest, payload_size, "
                      "outcome, status, truncated, revisit_of FROM capture "
                      "WHERE warc_length > 0 AND target <> 'robots' "
                      "AND import_id = '' "
                      "ORDER BY time",
       into(kept.id), into(kept.run_id), into(kept.url), into(kept.payload),
       into(size), into(outcome), into(status), into(truncated),
       into(revisit_of));
  query.execute();
  while (query.fetch()) {
    kept.payload_size = static_cast<std::uint64_t>(size);
    kept.whole = outcome == "fetched" && status == 200 && truncated == 0;
    kept.holds_payload = revisit_of.empty();
    visit(kept);
  }
}

}  // namespace veto::crawler
