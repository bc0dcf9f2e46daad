// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/signals/store.h"

#include <fmt/format.h>

#include "base/text.h"

namespace veto::signals {
namespace {

Status open_tables(Database& db) {
  return migrate(
      db, "signals",
      {"CREATE TABLE signal (run_id TEXT NOT NULL, n INTEGER NOT NULL, "
       "source TEXT NOT NULL, url TEXT NOT NULL, agent TEXT NOT NULL, "
       "name TEXT NOT NULL, raw TEXT NOT NULL, line INTEGER NOT NULL, "
       "evidence TEXT NOT NULL, malformed INTEGER NOT NULL, "
       "PRIMARY KEY (run_id, n))",
       "CREATE TABLE agent_posture (run_id TEXT NOT NULL, "
       "n INTEGER NOT NULL, origin TEXT NOT NULL, scraper TEXT NOT NULL, "
       "token TEXT NOT NULL, named INTEGER NOT NULL, "
       "site_allowed INTEGER NOT NULL, line INTEGER NOT NULL, "
       "rule TEXT NOT NULL, readings_agree INTEGER NOT NULL, "
       "PRIMARY KEY (run_id, n))",
       "CREATE TABLE posture (run_id TEXT NOT NULL, n INTEGER NOT NULL, "
       "url TEXT NOT NULL, kind TEXT NOT NULL, capture TEXT NOT NULL, "
       "noai INTEGER NOT NULL, noimageai INTEGER NOT NULL, "
       "directives TEXT NOT NULL, page_only INTEGER NOT NULL, "
       "host TEXT NOT NULL, PRIMARY KEY (run_id, n))",
       "ALTER TABLE signal ADD COLUMN family TEXT NOT NULL "
       "DEFAULT 'directive'",
       "ALTER TABLE signal ADD COLUMN scope TEXT NOT NULL DEFAULT ''",
       "ALTER TABLE signal ADD COLUMN value TEXT NOT NULL DEFAULT ''",
       "ALTER TABLE signal ADD COLUMN offset INTEGER NOT NULL DEFAULT 0",
       "ALTER TABLE signal ADD COLUMN problem TEXT NOT NULL DEFAULT ''",
       "UPDATE signal SET family = 'rule' WHERE source = 'robots'"});
}

// Directives hold no line feed: printable() sees to that.
std::string join_lines(const std::vector<std::string>& items) {
  std::string text;
  for (const std::string& item : items)
    text += (text.empty() ? "" : "\n") + item;
  return text;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> items;
  if (text.empty()) return items;
  for (std::string_view item : split(text, '\n')) items.emplace_back(item);
  return items;
}

void insert_signals(soci::session& sql, const std::string& run,
                    const std::vector<Signal>& signals) {
  Signal s;
  std::string family, source;
  long long offset = 0;
  int n = 0, malformed = 0;
  soci::statement insert =
      (sql.prepare << "INSERT INTO signal (run_id, n, family, source, url, "
                      "agent, scope, name, value, raw, line, offset, evidence, "
                      "malformed, problem) VALUES (:run, :n, :family, :source, "
                      ":url, :agent, :scope, :name, :value, :raw, :line, "
                      ":offset, :evidence, :malformed, :problem)",
       soci::use(run), soci::use(n), soci::use(family), soci::use(source),
       soci::use(s.url), soci::use(s.agent), soci::use(s.scope),
       soci::use(s.name), soci::use(s.value), soci::use(s.raw),
       soci::use(s.line), soci::use(offset), soci::use(s.evidence),
       soci::use(malformed), soci::use(s.problem));
  for (const Signal& signal : signals) {
    s = signal;
    family = to_string(signal.family);
    source = to_string(signal.source);
    offset = static_cast<long long>(signal.offset);
    malformed = signal.malformed;
    insert.execute(true);
    ++n;
  }
}

void insert_agents(soci::session& sql, const std::string& run,
                   const std::vector<AgentPosture>& agents) {
  AgentPosture a;
  int n = 0, named = 0, allowed = 0, agree = 0;
  soci::statement insert =
      (sql.prepare << "INSERT INTO agent_posture (run_id, n, origin, scraper, "
                      "token, named, site_allowed, line, rule, "
                      "readings_agree) VALUES (:run, :n, :origin, :scraper, "
                      ":token, :named, :allowed, :line, :rule, :agree)",
       soci::use(run), soci::use(n), soci::use(a.origin),
       soci::use(a.scraper_id), soci::use(a.token), soci::use(named),
       soci::use(allowed), soci::use(a.line), soci::use(a.rule),
       soci::use(agree));
  for (const AgentPosture& agent : agents) {
    a = agent;
    named = agent.named;
    allowed = agent.site_allowed;
    agree = agent.readings_agree;
    insert.execute(true);
    ++n;
  }
}

void insert_resources(soci::session& sql, const std::string& run,
                      const std::vector<ResourcePosture>& resources) {
  ResourcePosture r;
  std::string directives;
  int n = 0, noai = 0, noimageai = 0, page_only = 0;
  soci::statement insert =
      (sql.prepare << "INSERT INTO posture (run_id, n, url, kind, capture, "
                      "noai, noimageai, directives, page_only, host) VALUES "
                      "(:run, :n, :url, :kind, :capture, :noai, :noimageai, "
                      ":directives, :page_only, :host)",
       soci::use(run), soci::use(n), soci::use(r.url), soci::use(r.kind),
       soci::use(r.capture_id), soci::use(noai), soci::use(noimageai),
       soci::use(directives), soci::use(page_only), soci::use(r.host));
  for (const ResourcePosture& resource : resources) {
    r = resource;
    directives = join_lines(resource.directives);
    noai = resource.noai;
    noimageai = resource.noimageai;
    page_only = resource.page_only;
    insert.execute(true);
    ++n;
  }
}

std::vector<Signal> select_signals(soci::session& sql, const std::string& run) {
  std::vector<Signal> signals;
  Signal s;
  std::string family, source;
  long long offset = 0;
  int malformed = 0;
  soci::statement select =
      (sql.prepare << "SELECT family, source, url, agent, scope, name, value, "
                      "raw, line, offset, evidence, malformed, problem FROM "
                      "signal WHERE run_id = :run ORDER BY n",
       soci::use(run), soci::into(family), soci::into(source),
       soci::into(s.url), soci::into(s.agent), soci::into(s.scope),
       soci::into(s.name), soci::into(s.value), soci::into(s.raw),
       soci::into(s.line), soci::into(offset), soci::into(s.evidence),
       soci::into(malformed), soci::into(s.problem));
  select.execute();
  while (select.fetch()) {
    s.family = parse_family(family).value_or(Family::directive);
    s.source = parse_source(source).value_or(Source::header);
    s.offset = static_cast<std::size_t>(offset);
    s.malformed = malformed != 0;
    signals.push_back(s);
  }
  return signals;
}

std::vector<AgentPosture> select_agents(soci::session& sql,
                                        const std::string& run) {
  std::vector<AgentPosture> agents;
  AgentPosture a;
  int named = 0, allowed = 0, agree = 0;
  soci::statement select =
      (sql.prepare << "SELECT origin, scraper, token, named, site_allowed, "
                      "line, rule, readings_agree FROM agent_posture "
                      "WHERE run_id = :run ORDER BY n",
       soci::use(run), soci::into(a.origin), soci::into(a.scraper_id),
       soci::into(a.token), soci::into(named), soci::into(allowed),
       soci::into(a.line), soci::into(a.rule), soci::into(agree));
  select.execute();
  while (select.fetch()) {
    a.named = named != 0;
    a.site_allowed = allowed != 0;
    a.readings_agree = agree != 0;
    agents.push_back(a);
  }
  return agents;
}

std::vector<ResourcePosture> select_resources(soci::session& sql,
                                              const std::string& run) {
  std::vector<ResourcePosture> resources;
  ResourcePosture r;
  std::string directives;
  int noai = 0, noimageai = 0, page_only = 0;
  soci::statement select =
      (sql.prepare << "SELECT url, kind, capture, noai, noimageai, "
                      "directives, page_only, host FROM posture "
                      "WHERE run_id = :run ORDER BY n",
       soci::use(run), soci::into(r.url), soci::into(r.kind),
       soci::into(r.capture_id), soci::into(noai), soci::into(noimageai),
       soci::into(directives), soci::into(page_only), soci::into(r.host));
  select.execute();
  while (select.fetch()) {
    r.noai = noai != 0;
    r.noimageai = noimageai != 0;
    r.page_only = page_only != 0;
    r.directives = lines_of(directives);
    resources.push_back(r);
  }
  return resources;
}

}  // namespace

Status store_signals(Case& the_case, const SignalsResult& result) {
  const std::string run = the_case.run_id();
  if (run.empty())
    return fail(ErrorKind::bug, "signals are stored outside a run");
  if (auto ready = open_tables(the_case.db()); !ready) return ready;
  return the_case.db().transact("store signals", [&](soci::session& sql) {
    for (const char* table : {"signal", "agent_posture", "posture"})
      sql << fmt::format("DELETE FROM {} WHERE run_id = :run", table),
          soci::use(run);
    insert_signals(sql, run, result.signals);
    insert_agents(sql, run, result.agents);
    insert_resources(sql, run, result.resources);
  });
}

Result<SignalsResult> load_signals(Case& the_case, std::string_view run_id) {
  if (auto ready = open_tables(the_case.db()); !ready) return pass(ready);
  const std::string run(run_id);
  return the_case.db().attempt("read signals", [&](soci::session& sql) {
    return SignalsResult{select_signals(sql, run), select_agents(sql, run),
                         select_resources(sql, run)};
  });
}

}  // namespace veto::signals
