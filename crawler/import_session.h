// SPDX-License-Identifier: GPL-3.0-or-later
//
// Makes imported entries durable: WARC records written and fsynced, then one
// transaction with the index and the source's row, in groups. What an earlier,
// killed import left is not written twice.

#ifndef VETO_CRAWLER_IMPORT_SESSION_H_
#define VETO_CRAWLER_IMPORT_SESSION_H_

#include <stop_token>
#include <string>
#include <vector>

#include "base/case.h"
#include "base/stage.h"
#include "crawler/api/imports.h"
#include "crawler/import_record.h"
#include "crawler/import_source.h"
#include "crawler/warc_writer.h"

namespace veto::crawler {

class ImportSession {
 public:
  // Errors: those of the archive and the database.
  static Result<ImportSession> open(Case& the_case, const Sinks& sinks);

  // Reads one source into the case; what is wrong with it is in its row.
  // Errors: io; interrupted, with what came before kept.
  Status take(const Source& source, const ImportLimits& limits,
              const std::stop_token& stop);

 private:
  ImportSession(Case& the_case, const Sinks& sinks, WarcWriter writer)
      : case_(&the_case), sinks_(&sinks), writer_(std::move(writer)) {}

  Result<ImportedSource> row_for(const Source& source,
                                 const ImportLimits& limits);
  Result<std::string> name_for(const Source& source, const Digest& digest);
  Status keep(ImportEntry entry);
  void leave(std::string_view reason, std::string_view name, bool loss);
  Status commit();
  Status note_custody();

  Case* case_;
  const Sinks* sinks_;
  WarcWriter writer_;
  ImportedSource row_;  // of the source at hand
  std::vector<ImportedRecord> group_;
  std::uint64_t group_bytes_ = 0;
  std::uint64_t total_ = 0;  // entries of all sources
};

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_IMPORT_SESSION_H_
