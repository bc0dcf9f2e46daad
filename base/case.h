// SPDX-License-Identifier: GPL-3.0-or-later
//
// The case: one folder for one site owner or complainant. It holds the
// settings file, the database of everything derived, the captures as they came
// in, and the custody log. One process writes at a time.
//
//   veto.toml  case.db  case.lock  captures/  robots/  logs/  custody.jsonl
//   report/  bundles/  requests/

#ifndef VETO_BASE_CASE_H_
#define VETO_BASE_CASE_H_

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/db.h"
#include "base/digest.h"
#include "base/error.h"
#include "base/time.h"

namespace veto {

// One event of custody.jsonl; who did it is this process's user (`actor`).
// `action` is one of: create, open, capture, import, stamp, analyse, mark,
// report, bundle, seal, verify, notice, export, delete.
struct CustodyEvent {
  std::string action;
  std::string item;    // what it was done to: a path in the case, or an id
  std::string digest;  // "sha256:..." of the item afterwards; may be empty
  std::string reason;  // why, in a few words
  // Of the item before, where this changed it; may be empty.
  std::string digest_before = {};
};

// One row of the run table.
struct RunRecord {
  std::string id;
  UtcTime started;
  std::string command;
  // "running" (or killed), "done", "incomplete", "interrupted", "failed";
  // of an import also "imported": nothing has looked at it yet.
  std::string outcome;
  std::string kind;  // "" for what visits sites and judges, or "import"
};

class Case {
 public:
  // Makes the folder and its parts. Errors: refused, when the folder exists
  // and is not an empty one, nor one that a killed create() left; io.
  static Result<Case> create(const std::filesystem::path& dir,
                             std::shared_ptr<const Clock> clock);
  // Opens for writing: takes the lock, migrates the tables base owns. Errors:
  // not_found (no case there), refused (another process writes), io, damaged.
  static Result<Case> open(const std::filesystem::path& dir,
                           std::shared_ptr<const Clock> clock);
  static bool is_case(const std::filesystem::path& dir);

  const std::filesystem::path& dir() const { return dir_; }
  std::filesystem::path path(std::string_view part) const {
    return dir_ / part;
  }
  Database& db() { return *db_; }
  const Clock& clock() const { return *clock_; }
  std::shared_ptr<const Clock> shared_clock() const { return clock_; }

  // Opens a run; stages record under it until end_run. The id reads
  // "20261123T094424.123456Z": its start, to the microsecond.
  Status begin_run(std::string_view command, std::string_view kind = {});
  Status end_run(std::string_view outcome);
  // Takes up the newest run of that kind again when it was interrupted, never
  // ended, or holds imports nobody has looked at; says whether it did.
  Result<bool> resume_run(std::string_view kind = {});
  // Takes up that run, whatever became of it. Errors: io.
  Status take_up_run(std::string_view id);
  // Empty before begin_run.
  const std::string& run_id() const { return run_id_; }
  // Oldest first.
  Result<std::vector<RunRecord>> runs();

  // Appends one canonical JSON line, chained by SHA-256 to the line before
  // it, and makes it durable. Errors: io, damaged (the last line is no event).
  Status custody(const CustodyEvent& event);
  // Digest of the last line, without its line feed; all zero when empty.
  Digest custody_head() const { return custody_head_; }
  std::uint64_t custody_events() const { return custody_count_; }

 private:
  class Lock;
  Case() = default;

  std::filesystem::path dir_;
  std::shared_ptr<Lock> lock_;
  std::shared_ptr<Database> db_;
  std::shared_ptr<const Clock> clock_;
  std::string run_id_;
  std::uint64_t custody_count_ = 0;
  Digest custody_head_;
};

}  // namespace veto

#endif  // VETO_BASE_CASE_H_
