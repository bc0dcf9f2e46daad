// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/logs/summary.h"

#include <algorithm>
#include <map>

#include "audit/logs/codes.h"
#include "audit/logs/identity.h"
#include "audit/logs/trap_judge.h"

namespace veto::logs {
namespace {

// As the findings grade it: identity, rules, log and predicate.
int grade_of(const Material& material, audit::Identity identity,
             const Judged& one) {
  const Code* code = find_code(one.judgement.code);
  if (!code) return 0;
  return audit::Grade{.identity = identity_grade(identity),
                      .rules = !code->rule    ? 4
                               : one.captured ? 3
                                              : 2,
                      .log = log_grade(material, {one.request->place}, true),
                      .predicate = code->predicate}
      .value();
}

struct Gathered {
  Client client;
  bool listed = false;
};

// As its first name of the registry was judged over all it asked for; of
// others, whether it has a name at all.
audit::Identity identity_of(const Material& material, std::uint32_t index,
                            const Client& client) {
  const Actor& actor = material.collector.actors().all()[index];
  audit::Identity claimed = audit::Identity::i0;
  for (const AgentUse& use : actor.uses) {
    const Agent& agent = material.collector.agents()[use.agent];
    if (agent.scraper && agent.scraper->id == client.scraper_id)
      return judge_identity(agent, actor.address, actor.first, actor.last,
                            material.proofs,
                            signing_of(material, index, {use.agent}))
          .level;
    claimed = std::max(claimed, agent.identity);
  }
  return claimed;
}

Gathered gather(const Material& material, std::uint32_t index) {
  const Actor& actor = material.collector.actors().all()[index];
  const Conduct& conduct = material.tally.conduct(index);
  Gathered out;
  Client& client = out.client;
  client.ip = actor.address.text;
  client.requests = actor.requests;
  client.robots_reads = actor.reads.size();
  client.disallowed = conduct.disallowed;
  client.excused = conduct.excused;
  client.first = actor.first;
  client.last = actor.last;
  client.times = actor.times;
  client.own_crawl = actor.own;
  client.declared =
      std::ranges::any_of(actor.reads, [&](const RobotsRead& read) {
        return !may_be_person(material, index, read.agent);
      });
  for (const AgentUse& use : actor.uses) {
    const Agent& agent = material.collector.agents()[use.agent];
    client.user_agents.push_back(agent.text);
    if (client.scraper_id.empty() && agent.scraper)
      client.scraper_id = agent.scraper->id;
    client.declared |= agent.declared() || agent.automated;
  }
  out.listed = client.declared;
  client.identity = identity_of(material, index, client);
  return out;
}

}  // namespace

void count_verdict(const Judgement& judgement, LogCounts& counts) {
  ++counts.verdicts;
  const bool against = counts_against(judgement.code);
  counts.disallowed += against;
  counts.excused += !against && !judgement.excuses.empty();
  for (const AppliedExcuse& excuse : judgement.excuses)
    ++counts.excuses[std::string(excuse.name)];
}

Verdict verdict_of(const Material& material, const Judged& one) {
  const Candidate& request = *one.request;
  const Judgement& judgement = one.judgement;
  const Agent& agent = material.collector.agents()[request.agent];
  const Actor& actor = material.collector.actors().all()[request.actor];
  Verdict verdict;
  verdict.request.file = request.place.file;
  verdict.request.line = request.place.line;
  verdict.request.offset = request.place.offset;
  verdict.request.time = request.time;
  verdict.request.ip = actor.address.text;
  verdict.request.host = request.host;
  verdict.request.method = request.method;
  verdict.request.target = request.target;
  verdict.request.status = request.status;
  verdict.request.bytes = request.bytes;
  verdict.agent = agent.token;
  verdict.identity =
      judge_identity(agent, actor.address, request.time, request.time,
                     material.proofs,
                     signing_of(material, request.actor, {request.agent}))
          .level;
  verdict.verdict = std::string(judgement.verdict);
  verdict.finding = std::string(judgement.code);
  verdict.grade = grade_of(material, verdict.identity, one);
  for (const AppliedExcuse& excuse : judgement.excuses)
    verdict.excuses.emplace_back(excuse.name);
  return verdict;
}

void add_clients(const Material& material,
                 const std::vector<ClientFinding>& findings,
                 LogSummary& summary) {
  std::map<std::uint32_t, std::uint64_t> found, faces;
  for (const ClientFinding& one : findings) {
    ++found[one.actor];
    if (one.finding.code == "R1")
      faces[one.actor] += one.finding.facts["count"].get<std::uint64_t>();
  }
  LogCounts& counts = summary.counts;
  const auto& collected = material.collector.counts();
  counts.requests = collected.requests;
  counts.own_requests = collected.own;
  counts.other_host = collected.other_host;
  counts.not_judged = collected.not_judged;
  for (const JudgedHit& one :
       judge_trap_hits(material.inputs.traps, material.inputs.history,
                       material.collector, material.rules, material.judge)) {
    ++counts.trap_requests;
    if (!one.excuse.empty()) ++counts.trap_excuses[std::string(one.excuse)];
  }
  const auto& actors = material.collector.actors().all();
  for (std::uint32_t i = 0; i < actors.size(); ++i) {
    Gathered one = gather(material, i);
    if (!one.listed && !found.contains(i)) {
      ++counts.visitors;
      counts.visitor_requests += one.client.requests;
      continue;
    }
    if (const auto it = found.find(i); it != found.end())
      one.client.findings = it->second;
    if (const auto it = faces.find(i); it != faces.end())
      one.client.face_images = it->second;
    summary.clients.push_back(std::move(one.client));
  }
  std::ranges::sort(summary.clients, [](const auto& a, const auto& b) {
    return std::tie(b.findings, b.disallowed, b.requests, a.ip) <
           std::tie(a.findings, a.disallowed, a.requests, b.ip);
  });
  if (summary.clients.size() > LogSummary::kMaxClients) {
    counts.clients_left_out = summary.clients.size() - LogSummary::kMaxClients;
    summary.clients.resize(LogSummary::kMaxClients);
  }
}

}  // namespace veto::logs
