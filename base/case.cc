// SPDX-License-Identifier: GPL-3.0-or-later

#include "base/case.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <pwd.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/check.h"
#include "base/file.h"
#include "base/text.h"

namespace veto {
namespace {

constexpr std::uint64_t kMaxCustodyBytes = 256u << 20;
constexpr std::array kFolders = {"captures", "robots",  "logs",
                                 "report",   "bundles", "requests"};

constexpr const char* kRunTable =
    "CREATE TABLE run ("
    "id TEXT PRIMARY KEY, started BIGINT NOT NULL, ended BIGINT,"
    "command TEXT NOT NULL, outcome TEXT NOT NULL)";
// Read and written in base/stage_record.cc.
constexpr const char* kStageTable =
    "CREATE TABLE stage ("
    "run_id TEXT NOT NULL, name TEXT NOT NULL, ended BIGINT NOT NULL,"
    "report TEXT NOT NULL, PRIMARY KEY (run_id, name))";
constexpr const char* kRunKind =
    "ALTER TABLE run ADD COLUMN kind TEXT NOT NULL DEFAULT ''";

struct Chain {
  std::uint64_t count = 0;
  Digest head;
  std::uint64_t whole = 0;  // bytes of whole lines
  std::uint64_t half = 0;   // bytes after them: an event a crash cut short
};

// Every line but the last is checked by verification; here the last one must
// be whole, for a new event to be chained to it.
Result<Chain> read_chain(const std::filesystem::path& path) {
  auto bytes = read_file(path, kMaxCustodyBytes);
  if (!bytes && bytes.error().kind == ErrorKind::not_found) return Chain{};
  if (!bytes) return pass(bytes);
  Chain chain;
  std::string_view last;
  std::string_view rest = *bytes;
  while (!rest.empty()) {
    const auto end = rest.find('\n');
    if (end == std::string_view::npos) break;
    last = rest.substr(0, end);
    rest.remove_prefix(end + 1);
    ++chain.count;
  }
  chain.half = rest.size();
  chain.whole = bytes->size() - rest.size();
  if (chain.count == 0) return chain;
  if (!nlohmann::json::accept(last))
    return fail(ErrorKind::damaged, "the last custody event cannot be read",
                path.string(), "compare with a copy of the case");
  chain.head = sha256(last);
  return chain;
}

// An event without its line feed was never acknowledged. It is removed so
// that the chain can go on; the removal is the next event.
Status cut_half_event(const std::filesystem::path& path, const Chain& chain) {
  auto file = AppendFile::open(path);
  if (!file) return pass(file);
  return file->truncate(chain.whole);
}

// Empty, or with no more in it than a create() that was killed leaves.
bool is_unused(const std::filesystem::path& dir) {
  std::error_code code;
  if (!std::filesystem::is_directory(dir, code)) return false;
  for (const auto& entry : std::filesystem::directory_iterator(dir, code)) {
    const std::string name = entry.path().filename().string();
    if (std::ranges::find(kFolders, name) == kFolders.end() ||
        !entry.is_directory(code) ||
        !std::filesystem::is_empty(entry.path(), code))
      return false;
  }
  return !code;
}

// The user this process works for, by name where the system knows it.
std::string actor_name() {
  const uid_t id = ::geteuid();
  std::array<char, 16384> space;
  passwd entry{};
  passwd* found = nullptr;
  if (::getpwuid_r(id, &entry, space.data(), space.size(), &found) == 0 &&
      found && *entry.pw_name != '\0')
    return to_valid_utf8(entry.pw_name);
  return fmt::format("user {}", id);
}

std::string run_id_at(UtcTime start) {
  const auto micros = to_micros(start) % 1'000'000;
  const std::string compact = to_compact(start);
  return fmt::format("{}.{:06}Z", compact.substr(0, compact.size() - 1),
                     micros);
}

}  // namespace

// flock is released by the kernel when the process ends, however it ends.
class Case::Lock {
 public:
  explicit Lock(int fd) : fd_(fd) {}
  ~Lock() { ::close(fd_); }
  Lock(const Lock&) = delete;
  Lock& operator=(const Lock&) = delete;

  static Result<std::shared_ptr<Lock>> take(const std::filesystem::path& dir) {
    const auto path = dir / "case.lock";
    const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (fd < 0)
      return fail(ErrorKind::io, "cannot open the case's lock", path.string(),
                  "check the permissions of the case folder");
    if (::flock(fd, LOCK_EX | LOCK_NB) != 0) {
      ::close(fd);
      return fail(ErrorKind::refused, "another veto is working on this case",
                  dir.string(), "wait for it to end");
    }
    return std::make_shared<Lock>(fd);
  }

 private:
  int fd_;
};

bool Case::is_case(const std::filesystem::path& dir) {
  std::error_code ignored;
  return std::filesystem::exists(dir / "case.db", ignored);
}

Result<Case> Case::create(const std::filesystem::path& dir,
                          std::shared_ptr<const Clock> clock) {
  std::error_code code;
  if (std::filesystem::exists(dir, code) && !is_unused(dir))
    return fail(ErrorKind::refused, "the folder is not empty", dir.string(),
                "name a new folder, or an existing case");
  for (const char* part : kFolders) {
    auto made = make_dirs(dir / part);
    if (!made) return pass(made);
  }
  // A database, so that open() sees a case.
  auto db = Database::open(dir / "case.db");
  if (!db) return pass(db);
  auto opened = open(dir, std::move(clock));
  if (!opened) return opened;
  CustodyEvent made;
  made.action = "create";
  made.item = "case.db";
  auto noted = opened->custody(made);
  if (!noted) return pass(noted);
  return opened;
}

Result<Case> Case::open(const std::filesystem::path& dir,
                        std::shared_ptr<const Clock> clock) {
  if (!is_case(dir))
    return fail(ErrorKind::not_found, "there is no case here", dir.string(),
                "begin one with: veto audit URL --case DIR");
  auto lock = Lock::take(dir);
  if (!lock) return pass(lock);
  auto db = Database::open(dir / "case.db");
  if (!db) return pass(db);
  auto migrated = migrate(*db, "base", {kRunTable, kStageTable, kRunKind});
  if (!migrated) return pass(migrated);
  auto chain = read_chain(dir / "custody.jsonl");
  if (!chain) return pass(chain);
  Case opened;
  opened.dir_ = dir;
  opened.lock_ = std::move(*lock);
  opened.db_ = std::make_shared<Database>(std::move(*db));
  opened.clock_ = std::move(clock);
  opened.custody_count_ = chain->count;
  opened.custody_head_ = chain->head;
  if (chain->half == 0) return opened;
  auto cut = cut_half_event(dir / "custody.jsonl", *chain);
  if (!cut) return pass(cut);
  CustodyEvent event;
  event.action = "open";
  event.item = "custody.jsonl";
  event.reason = fmt::format(
      "removed {} bytes of an event that was being written when the program "
      "was stopped",
      chain->half);
  auto noted = opened.custody(event);
  if (!noted) return pass(noted);
  return opened;
}

Status Case::begin_run(std::string_view command, std::string_view kind) {
  const UtcTime start = clock_->now();
  const std::string id = run_id_at(start);
  const std::string text = to_valid_utf8(command);
  const std::string kind_text(kind);
  auto begun = db_->transact("begin a run", [&](soci::session& sql) {
    const long long micros = to_micros(start);
    sql << "INSERT INTO run (id, started, command, outcome, kind) "
           "VALUES (:id, :started, :command, 'running', :kind)",
        soci::use(id), soci::use(micros), soci::use(text), soci::use(kind_text);
  });
  if (begun) run_id_ = id;
  return begun;
}

Status Case::end_run(std::string_view outcome) {
  VETO_CHECK(!run_id_.empty());
  const std::string text(outcome);
  return db_->transact("end the run", [&](soci::session& sql) {
    const long long micros = to_micros(clock_->now());
    sql << "UPDATE run SET ended = :ended, outcome = :outcome WHERE id = :id",
        soci::use(micros), soci::use(text), soci::use(run_id_);
  });
}

Result<bool> Case::resume_run(std::string_view kind) {
  auto records = runs();
  if (!records) return pass(records);
  const auto newest = std::find_if(
      records->rbegin(), records->rend(),
      [&](const RunRecord& record) { return record.kind == kind; });
  if (newest == records->rend() ||
      (newest->outcome != "running" && newest->outcome != "interrupted" &&
       newest->outcome != "imported"))
    return false;
  auto taken = take_up_run(newest->id);
  if (!taken) return pass(taken);
  return true;
}

Status Case::take_up_run(std::string_view id) {
  const std::string wanted(id);
  auto marked = db_->transact("take up the run", [&](soci::session& sql) {
    sql << "UPDATE run SET outcome = 'running' WHERE id = :id",
        soci::use(wanted);
  });
  if (marked) run_id_ = wanted;
  return marked;
}

Result<std::vector<RunRecord>> Case::runs() {
  return db_->attempt("read the runs", [](soci::session& sql) {
    std::vector<RunRecord> records;
    RunRecord record;
    long long started = 0;
    soci::statement query =
        (sql.prepare << "SELECT id, started, command, outcome, kind FROM run "
                        "ORDER BY started, id",
         soci::into(record.id), soci::into(started), soci::into(record.command),
         soci::into(record.outcome), soci::into(record.kind));
    query.execute();
    while (query.fetch()) {
      record.started = from_micros(started);
      records.push_back(record);
    }
    return records;
  });
}

Status Case::custody(const CustodyEvent& event) {
  // nlohmann::json orders keys by name and dump() writes no white space: one
  // canonical form for one event.
  nlohmann::json line = {
      {"seq", custody_count_ + 1},   {"time", to_rfc3339(clock_->now())},
      {"action", event.action},      {"item", to_valid_utf8(event.item)},
      {"prev", custody_head_.hex()}, {"tool", "veto"},
      {"actor", actor_name()},
  };
  if (!run_id_.empty()) line["run"] = run_id_;
  if (!event.digest.empty()) line["digest"] = event.digest;
  if (!event.digest_before.empty()) line["digest_before"] = event.digest_before;
  if (!event.reason.empty()) line["reason"] = to_valid_utf8(event.reason);
  const std::string text = line.dump();
  auto file = AppendFile::open(dir_ / "custody.jsonl");
  if (!file) return pass(file);
  auto appended = file->append(text + "\n");
  if (!appended) return appended;
  auto synced = file->sync();
  if (!synced) return synced;
  ++custody_count_;
  custody_head_ = sha256(text);
  return {};
}

}  // namespace veto
