// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/import_session.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "crawler/crawl_tables.h"
#include "crawler/import_table.h"

namespace veto::crawler {
namespace {

constexpr std::uint64_t kImportGroupBytes = 8u << 20;
constexpr std::size_t kGroupRecords = 500;
constexpr std::size_t kMaxReasons = 100;

std::string source_id(const std::string& run_id, const std::string& name,
                      const Digest& digest) {
  return sha256(fmt::format("{}\n{}\n{}", run_id, name, digest.hex())).hex();
}

}  // namespace

Result<ImportSession> ImportSession::open(Case& the_case, const Sinks& sinks) {
  auto migrated = migrate_crawl(the_case.db());
  if (!migrated) return pass(migrated);
  auto sizes = the_case.db().attempt("read the archive's sizes",
                                     [](auto& sql) { return warc_sizes(sql); });
  if (!sizes) return pass(sizes);
  WarcWriter::Options options;
  options.case_dir = the_case.dir();
  options.run_id = the_case.run_id();
  options.user_agent = "none, these records were imported from files";
  options.now = the_case.clock().now();
  auto writer = WarcWriter::open(std::move(options), *sizes);
  if (!writer) return pass(writer);
  for (const auto& [name, bytes] : writer->set_aside()) {
    CustodyEvent event;
    event.action = "import";
    event.item = "captures/" + name;
    event.reason = fmt::format(
        "set aside {} bytes that no index had acknowledged when the program "
        "was stopped",
        bytes);
    auto noted = the_case.custody(event);
    if (!noted) return pass(noted);
  }
  return ImportSession(the_case, sinks, std::move(*writer));
}

// Two sources of one name and different contents must not share addresses.
Result<std::string> ImportSession::name_for(const Source& source,
                                            const Digest& digest) {
  auto known = case_->db().attempt("read the imports", [&](auto& sql) {
    return imports_of(sql, case_->run_id());
  });
  if (!known) return pass(known);
  const bool taken = std::ranges::any_of(*known, [&](const auto& other) {
    return other.name == source.name && other.digest != digest;
  });
  if (!taken) return source.name;
  return fmt::format("{}-{}", source.name, digest.hex().substr(0, 8));
}

Result<ImportedSource> ImportSession::row_for(const Source& source,
                                              const ImportLimits& limits) {
  auto digest = digest_of(source, limits);
  if (!digest) return pass(digest);
  auto name = name_for(source, digest->digest);
  if (!name) return pass(name);
  ImportedSource row;
  row.id = source_id(case_->run_id(), *name, digest->digest);
  auto known = case_->db().attempt(
      "read the imports", [&](auto& sql) { return find_import(sql, row.id); });
  if (!known) return pass(known);
  row.run_id = case_->run_id();
  row.name = std::move(*name);
  row.kind = to_string(source.kind);
  row.digest = digest->digest;
  row.bytes = digest->bytes;
  row.base_url = source.url;
  // An import that was cut short goes on under its first date, so that what it
  // wrote then is what it would write now.
  row.imported = *known ? (*known)->imported : case_->clock().now();
  row.done = *known && (*known)->done;
  return row;
}

Status ImportSession::take(const Source& given, const ImportLimits& limits,
                           const std::stop_token& stop) {
  auto row = row_for(given, limits);
  if (!row) return pass(row);
  if (row->done) {
    sinks_->warning({ErrorKind::refused, "imported before, so left as it is",
                     given.name, ""});
    return {};
  }
  row_ = std::move(*row);
  auto begun = commit();
  if (!begun) return begun;
  Source source = given;
  source.name = row_.name;
  Status kept;
  ImportSinks into;
  into.take = [&](ImportEntry entry) {
    kept = stop.stop_requested()
               ? Status(fail(ErrorKind::interrupted, "asked to stop"))
               : keep(std::move(entry));
    return kept;
  };
  into.pass_over = [&](auto reason, auto name) { leave(reason, name, false); };
  into.lose = [&](auto reason, auto name) { leave(reason, name, true); };
  auto read = read_source(source, limits, into);
  // What is wrong with the source is its own; what could not be kept is not.
  if (!kept && kept.error().kind != ErrorKind::interrupted) return kept;
  row_.done = kept.has_value();
  if (!read && kept) row_.problem = printable(read.error().message(), 500);
  auto committed = commit();
  if (!committed) return committed;
  auto noted = note_custody();
  return noted ? kept : noted;
}

Status ImportSession::keep(ImportEntry entry) {
  if (!is_wanted(entry)) {
    leave("no page and no image", entry.name, false);
    return {};
  }
  ImportedRecord record = import_record(std::move(entry), row_);
  auto known = case_->db().attempt("look for a capture", [&](auto& sql) {
    return find_capture(sql, record.capture.id);
  });
  if (!known) return pass(known);
  ++row_.entries;
  ++row_.kept;
  sinks_->step("entries read", ++total_, 0);
  if (*known) return {};
  group_bytes_ += record.members.size();
  group_.push_back(std::move(record));
  if (group_bytes_ < kImportGroupBytes && group_.size() < kGroupRecords)
    return {};
  return commit();
}

void ImportSession::leave(std::string_view reason, std::string_view name,
                          bool loss) {
  ++row_.entries;
  sinks_->step("entries read", ++total_, 0);
  const std::string text = row_.left_out.size() < kMaxReasons
                               ? printable(reason, 300)
                               : "for other reasons";
  const auto known =
      std::ranges::find_if(row_.left_out, [&](const LeftOut& left) {
        return left.reason == text && left.loss == loss;
      });
  if (known != row_.left_out.end())
    ++known->count;
  else
    row_.left_out.push_back({text, 1, loss, printable(name, 300)});
}

Status ImportSession::commit() {
  for (ImportedRecord& record : group_) {
    auto place = writer_.append(record.members);
    if (!place) return pass(place);
    record.capture.warc_file = place->file;
    record.capture.warc_offset = place->offset;
    record.members.clear();
  }
  auto synced = writer_.sync();
  if (!synced) return synced;
  auto stored =
      case_->db().transact("store what was imported", [&](soci::session& sql) {
        for (const ImportedRecord& record : group_) {
          insert_capture(sql, record.capture);
          if (record.page) insert_page(sql, record.capture, *record.page);
        }
        put_import(sql, row_);
        put_warc_size(sql, row_.run_id, writer_.file_name(),
                      writer_.file_size());
      });
  if (!stored) {
    writer_.roll_back();
    return stored;
  }
  writer_.acknowledge();
  group_.clear();
  group_bytes_ = 0;
  return {};
}

Status ImportSession::note_custody() {
  CustodyEvent event;
  event.action = "import";
  event.item = row_.name;
  event.digest = row_.digest.labelled();
  event.reason = fmt::format("{}, handed over by the user: {} of {} entries",
                             row_.kind, row_.kept, row_.entries);
  if (!row_.done) event.reason += ", stopped before its end";
  if (!row_.problem.empty()) event.reason += "; " + row_.problem;
  return case_->custody(event);
}

}  // namespace veto::crawler
