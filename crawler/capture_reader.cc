// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/api/capture_reader.h"

#include "crawler/content_coding.h"
#include "crawler/crawl_tables.h"
#include "crawler/robots_files.h"
#include "crawler/stored_body.h"

namespace veto::crawler {
namespace {

// Rows are read in pieces, so that `visit` may use the database itself.
constexpr int kPageOfRows = 200;

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
      return captures_after(sql, run, last ? &*last : nullptr, kPageOfRows);
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
      return pages_after(sql, run, last ? &*last : nullptr, kPageOfRows);
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
  return stored_record(case_.dir(), capture, max_bytes);
}

Result<std::string> CaptureReader::payload(const Capture& capture,
                                           std::uint64_t max_bytes) {
  Result<Capture> holder = capture;
  if (!capture.revisit_of.empty()) holder = this->capture(capture.revisit_of);
  if (!holder) return pass(holder);
  if (holder->payload_digest != capture.payload_digest)
    return fail(ErrorKind::damaged,
                "the capture that is referred to has another payload",
                capture.url);
  const auto body = stored_body(case_.dir(), *holder);
  if (!body) return body;
  auto decoded = decode_content(capture.headers, *body, max_bytes);
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
