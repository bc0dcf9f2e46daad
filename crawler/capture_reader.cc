// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/api/capture_reader.h"

#include "crawler/content_coding.h"
#include "crawler/crawl_tables.h"
#include "crawler/http_message.h"
#include "crawler/robots_files.h"
#include "crawler/warc_reader.h"

namespace veto::crawler {
namespace {

// Rows are read in pieces, so that `visit` may use the database itself.
constexpr int kPiece = 200;
// A record is larger than its payload by its two headers.
constexpr std::uint64_t kMaxHeaders = 1u << 20;

}  // namespace

Status CaptureReader::for_each_capture(
    std::string_view run_id,
    const std::function<Status(const Capture&)>& visit) {
  auto migrated = migrate_crawl(case_.db());
  if (!migrated) return migrated;
  const std::string run(run_id);
  std::vector<Capture> piece;
  do {
    const auto last = piece.empty() ? std::optional<Capture>() : piece.back();
    auto next = case_.db().attempt("read the captures", [&](auto& sql) {
      return captures_after(sql, run, last ? &*last : nullptr, kPiece);
    });
    if (!next) return pass(next);
    piece = std::move(*next);
    for (const Capture& capture : piece) {
      auto visited = visit(capture);
      if (!visited) return visited;
    }
  } while (!piece.empty());
  return {};
}

Status CaptureReader::for_each_page(
    std::string_view run_id, const std::function<Status(const Page&)>& visit) {
  auto migrated = migrate_crawl(case_.db());
  if (!migrated) return migrated;
  const std::string run(run_id);
  std::vector<PageRow> piece;
  do {
    const auto last = piece.empty() ? std::optional<PageRow>() : piece.back();
    auto next = case_.db().attempt("read the pages", [&](auto& sql) {
      return pages_after(sql, run, last ? &*last : nullptr, kPiece);
    });
    if (!next) return pass(next);
    piece = std::move(*next);
    for (const PageRow& row : piece) {
      auto visited = visit(row.page);
      if (!visited) return visited;
    }
  } while (!piece.empty());
  return {};
}

Result<Capture> CaptureReader::capture(std::string_view id) {
  auto migrated = migrate_crawl(case_.db());
  if (!migrated) return pass(migrated);
  const std::string wanted(id);
  auto found = case_.db().attempt(
      "read a capture", [&](auto& sql) { return find_capture(sql, wanted); });
  if (!found) return pass(found);
  if (!*found)
    return fail(ErrorKind::not_found, "there is no such capture", wanted);
  return std::move(**found);
}

Result<std::string> CaptureReader::record(const Capture& capture,
                                          std::uint64_t max_bytes) {
  if (capture.warc_file.empty())
    return fail(ErrorKind::not_found, "there was no response to keep",
                capture.url);
  auto record =
      read_warc_member(case_.path(capture.warc_file), capture.warc_offset,
                       capture.warc_length, max_bytes);
  if (record && sha256(*record).hex() != capture.id)
    return fail(ErrorKind::damaged, "a WARC record is not what was captured",
                capture.warc_file);
  return record;
}

Result<std::string> CaptureReader::payload(const Capture& capture,
                                           std::uint64_t max_bytes) {
  const auto bytes = record(capture, capture.payload_size + kMaxHeaders);
  if (!bytes) return bytes;
  const auto parsed = parse_warc_record(*bytes);
  if (!parsed) return std::unexpected(parsed.error());
  // A "resource" record's block is the body itself.
  const bool bare = parsed->field("WARC-Type") == "resource";
  const std::size_t head = bare ? 0 : http_head_size(parsed->block);
  const std::string_view body = parsed->block.substr(head);
  if ((head == 0 && !bare) || sha256(body) != capture.payload_digest)
    return fail(ErrorKind::damaged, "a payload does not match its digest",
                capture.url);
  auto decoded = decode_content(capture.headers, body, max_bytes);
  if (!decoded) decoded.error().where = capture.url;
  return decoded;
}

Result<std::map<std::string, RobotsHistory>> CaptureReader::robots() {
  auto migrated = migrate_crawl(case_.db());
  if (!migrated) return pass(migrated);
  auto rows = case_.db().attempt("read the robots versions",
                                 [](auto& sql) { return all_robots(sql); });
  if (!rows) return pass(rows);
  std::map<std::string, RobotsHistory> histories;
  for (const RobotsRow& row : *rows) {
    auto text = read_robots(case_.dir(), row.file, row.digest);
    if (!text) return pass(text);
    auto& history = histories.try_emplace(row.origin, row.origin).first->second;
    for (const UtcTime time : {row.seen_from, row.seen_to}) {
      auto sighted = history.sighted(time, row.status, *text,
                                     Provenance::captured, row.source);
      if (!sighted) return pass(sighted);
    }
  }
  return histories;
}

}  // namespace veto::crawler
