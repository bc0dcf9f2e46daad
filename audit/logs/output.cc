// SPDX-License-Identifier: GPL-3.0-or-later
//
// The machine outputs: "veto.logs/1", and one line a verdict.

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "audit/logs/logs.h"
#include "base/text.h"

namespace veto::logs {
namespace {

using nlohmann::json;

constexpr std::size_t kTarget = 4096;  // bytes of a target that are shown

json time_json(UtcTime time, bool known) {
  return known ? json(to_rfc3339(time)) : json(nullptr);
}

json file_json(const LogFile& file) {
  json reasons = json::array();
  for (const auto& [line, reason] : file.reasons)
    reasons.push_back({{"line", line}, {"reason", reason}});
  return {{"file", to_valid_utf8(file.path.string())},
          {"size", file.size},
          {"sha256", file.file_digest.hex()},
          {"stream_sha256", file.stream_digest.hex()},
          {"format", file.format},
          {"weakness", file.weakness},
          {"lines", file.lines},
          {"parsed", file.parsed},
          {"set_aside", file.set_aside},
          {"reasons", std::move(reasons)},
          {"anchored_to", file.anchored_to},
          {"anchor_stamps", file.anchor_stamps},
          {"first", time_json(file.first, file.parsed > 0)},
          {"last", time_json(file.last, file.parsed > 0)}};
}

json client_json(const Client& client) {
  json agents = json::array();
  for (const std::string& agent : client.user_agents)
    agents.push_back(printable(agent, 1000));
  return {{"ip", client.ip},
          {"user_agents", std::move(agents)},
          {"scraper_id", client.scraper_id},
          {"identity", std::string(to_string(client.identity))},
          {"requests", client.requests},
          {"robots_reads", client.robots_reads},
          {"disallowed", client.disallowed},
          {"excused", client.excused},
          {"face_images", client.face_images},
          {"findings", client.findings},
          {"first", to_rfc3339(client.first)},
          {"last", to_rfc3339(client.last)},
          {"own_crawl", client.own_crawl},
          {"declared", client.declared}};
}

std::string file_of(const LogSummary& summary, std::uint32_t number) {
  return number < summary.files.size() ? summary.files[number].path.string()
                                       : std::string();
}

json automation_json(const LogSummary& summary) {
  json clients = json::array();
  for (const LikelyAutomation& one : summary.automation) {
    json signs = json::object();
    for (const AutomationSign& sign : one.signs)
      signs[std::string(sign.name)] = sign.count;
    clients.push_back(
        {{"network", one.network},
         {"user_agent", printable(one.user_agent, 1000)},
         {"requests", one.requests},
         {"sessions", one.sessions},
         {"first", to_rfc3339(one.first)},
         {"last", to_rfc3339(one.last)},
         {"file", to_valid_utf8(file_of(summary, one.place.file))},
         {"line", one.place.line},
         {"signs", std::move(signs)}});
  }
  return {{"label", "automation likely"},
          {"signs_looked_for", kAutomationSigns},
          {"clients", std::move(clients)},
          {"clients_left_out", summary.automation_left_out},
          {"does_not_show", {"who", "use", "breach"}}};
}

json counts_json(const LogCounts& counts) {
  return {{"requests", counts.requests},
          {"visitors", counts.visitors},
          {"visitor_requests", counts.visitor_requests},
          {"own_requests", counts.own_requests},
          {"other_host", counts.other_host},
          {"disallowed", counts.disallowed},
          {"excused", counts.excused},
          {"not_judged", counts.not_judged},
          {"verdicts_left_out", counts.verdicts_left_out},
          {"clients_left_out", counts.clients_left_out},
          {"passed_over", counts.passed_over},
          {"trap_requests", counts.trap_requests},
          {"trap_excuses", counts.trap_excuses},
          {"excuses", counts.excuses}};
}

// A JSON string. Nearly all that logs hold is plain; a million lines of it are
// not to be built as documents.
void append_quoted(std::string_view text, std::string& out) {
  const bool plain = std::ranges::all_of(text, [](char c) {
    return c >= ' ' && c <= '~' && c != '"' && c != '\\';
  });
  if (plain) {
    out += '"';
    out += text;
    out += '"';
    return;
  }
  out += json(to_valid_utf8(text))
             .dump(-1, ' ', true, json::error_handler_t::replace);
}

}  // namespace

json summary_json(const LogSummary& summary) {
  json files = json::array();
  for (const LogFile& file : summary.files) files.push_back(file_json(file));
  json clients = json::array();
  for (const Client& client : summary.clients)
    clients.push_back(client_json(client));
  json rates = json::array();
  for (const AgentRate& rate : summary.rates) rates.push_back(rate_json(rate));
  json findings = json::array();
  for (const audit::Finding& finding : summary.findings)
    findings.push_back(to_json(finding));
  json document = {{"schema", "veto.logs/1"},
                   {"files", std::move(files)},
                   {"counts", counts_json(summary.counts)},
                   {"clients", std::move(clients)},
                   {"rates", std::move(rates)},
                   {"verdicts", summary.counts.verdicts},
                   {"findings", std::move(findings)},
                   {"does_not_show", {"use", "claim", "law"}}};
  if (summary.looked_for_automation)
    document["undeclared"] = automation_json(summary);
  return document;
}

std::string verdict_jsonl(const LogSummary& summary, const Verdict& verdict) {
  const LogRequest& request = verdict.request;
  const std::string file = file_of(summary, request.file);
  // In the order DESIGN lists them.
  std::string line;
  line += R"({"file":)";
  append_quoted(file, line);
  fmt::format_to(std::back_inserter(line), R"(,"line":{},"offset":{},"time":")",
                 request.line, request.offset);
  line += to_rfc3339(request.time);
  line += R"(","ip":)";
  append_quoted(request.ip, line);
  line += R"(,"agent":)";
  append_quoted(printable(verdict.agent, 200), line);
  line += R"(,"identity":)";
  append_quoted(to_string(verdict.identity), line);
  line += R"(,"method":)";
  append_quoted(request.method, line);
  line += R"(,"target":)";
  append_quoted(std::string_view(request.target).substr(0, kTarget), line);
  fmt::format_to(std::back_inserter(line), R"(,"status":{},"bytes":{},)",
                 request.status, request.bytes);
  line += R"("verdict":)";
  append_quoted(verdict.verdict, line);
  line += R"(,"finding":)";
  append_quoted(verdict.finding, line);
  fmt::format_to(std::back_inserter(line), R"(,"grade":{},"excuses":[)",
                 verdict.grade);
  for (const std::string& excuse : verdict.excuses) {
    if (line.back() != '[') line += ',';
    append_quoted(excuse, line);
  }
  return line += "]}";
}

}  // namespace veto::logs
