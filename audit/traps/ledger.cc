// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/traps/ledger.h"

#include <algorithm>
#include <chrono>

namespace veto::traps {
namespace {

using nlohmann::json;

Status open_table(Database& db) {
  return migrate(
      db, "traps",
      {"CREATE TABLE trap (path TEXT PRIMARY KEY, origin TEXT NOT NULL, "
       "deeper TEXT NOT NULL, issued_at BIGINT NOT NULL, "
       "disallowed_from BIGINT NOT NULL)"});
}

// No time is the year 1970's first instant.
constexpr long long kNotDeclared = 0;

Status note(Case& the_case, std::string action, const Trap& trap,
            std::string reason) {
  return the_case.custody({.action = std::move(action),
                           .item = trap.origin + trap.path,
                           .digest = sha256(trap_json(trap).dump()).labelled(),
                           .reason = std::move(reason)});
}

}  // namespace

Status add_trap(Case& the_case, const Trap& trap) {
  if (auto ready = open_table(the_case.db()); !ready) return ready;
  const long long issued = to_micros(trap.issued_at);
  const long long from =
      trap.disallowed_from ? to_micros(*trap.disallowed_from) : kNotDeclared;
  auto stored =
      the_case.db().transact("keep the trap", [&](soci::session& sql) {
        sql << "INSERT INTO trap (path, origin, deeper, issued_at, "
               "disallowed_from) VALUES (:p, :o, :d, :i, :f)",
            soci::use(trap.path), soci::use(trap.origin),
            soci::use(trap.deeper), soci::use(issued), soci::use(from);
      });
  if (!stored) return stored;
  return note(the_case, "create", trap, "a trap for robots was made");
}

Result<std::vector<Trap>> load_traps(Case& the_case) {
  if (auto ready = open_table(the_case.db()); !ready) return pass(ready);
  return the_case.db().attempt("read the traps", [](soci::session& sql) {
    Trap trap;
    long long issued = 0;
    long long from = kNotDeclared;
    soci::statement query =
        (sql.prepare << "SELECT path, origin, deeper, issued_at, "
                        "disallowed_from FROM trap ORDER BY issued_at, path",
         soci::into(trap.path), soci::into(trap.origin),
         soci::into(trap.deeper), soci::into(issued), soci::into(from));
    query.execute();
    std::vector<Trap> traps;
    while (query.fetch()) {
      trap.issued_at = from_micros(issued);
      trap.disallowed_from.reset();
      if (from != kNotDeclared) trap.disallowed_from = from_micros(from);
      traps.push_back(trap);
    }
    return traps;
  });
}

Status declare_disallowed(Case& the_case, std::string_view path,
                          UtcTime since) {
  auto traps = load_traps(the_case);
  if (!traps) return pass(traps);
  const auto trap = std::ranges::find(*traps, path, &Trap::path);
  if (trap == traps->end())
    return fail(ErrorKind::not_found, "this case has no such trap",
                std::string(path), "veto trap list names them");
  if (trap->disallowed_from)
    return fail(ErrorKind::refused, "that is on record already",
                to_rfc3339(*trap->disallowed_from),
                "a record is never written over: make a new trap");
  // Nobody can have disallowed a name before it was drawn.
  if (since < std::chrono::floor<std::chrono::seconds>(trap->issued_at))
    return fail(ErrorKind::usage, "the trap was made later than that",
                to_rfc3339(trap->issued_at));
  trap->disallowed_from = since;
  const long long from = to_micros(since);
  const std::string name(path);
  auto stored =
      the_case.db().transact("keep the trap", [&](soci::session& sql) {
        sql << "UPDATE trap SET disallowed_from = :f WHERE path = :p",
            soci::use(from), soci::use(name);
      });
  if (!stored) return stored;
  return note(the_case, "mark", *trap,
              "robots.txt disallows it, as the user states");
}

std::optional<UtcTime> seen_disallowed(const crawler::RobotsHistory& history,
                                       const Trap& trap) {
  std::optional<UtcTime> since;
  const auto& all = history.versions();
  for (auto it = all.rbegin(); it != all.rend(); ++it) {
    const crawler::RobotsVersion& version = **it;
    // A microsecond parts one version from the next where nothing is unknown.
    if (since && version.seen_to + std::chrono::microseconds(1) < *since) break;
    if (version.availability() != crawler::Availability::rules ||
        version.rules.verdict("*", trap.path).allowed)
      break;
    since = version.seen_from;
  }
  return since;
}

json trap_json(const Trap& trap) {
  return {{"schema", "veto.trap/1"},
          {"origin", trap.origin},
          {"path", trap.path},
          {"deeper", trap.deeper},
          {"canary_prefix", trap.path + std::string(kCanaryPrefix)},
          {"canary_picture", kCanaryPicture},
          {"issued_at", to_rfc3339(trap.issued_at)},
          {"disallowed_from", trap.disallowed_from
                                  ? json(to_rfc3339(*trap.disallowed_from))
                                  : json(nullptr)}};
}

}  // namespace veto::traps
