// SPDX-License-Identifier: GPL-3.0-or-later

#include <stdexcept>

#include "audit/logs/log_store.h"

namespace veto::logs {
namespace {

using nlohmann::json;

std::int64_t micros(UtcTime time) { return to_micros(time); }

UtcTime time_at(const json& row, const char* name) {
  return from_micros(row.at(name).get<std::int64_t>());
}

Digest digest_at(const json& row, const char* name) {
  auto digest = Digest::parse(row.at(name).get<std::string>());
  if (!digest) throw std::runtime_error("a stored digest is none");
  return *digest;
}

audit::Identity identity_at(const json& row) {
  const int value = row.at("identity").get<int>();
  if (value < 0 || value > static_cast<int>(audit::Identity::ix))
    throw std::runtime_error("a stored identity is none");
  return static_cast<audit::Identity>(value);
}

}  // namespace

json to_row(const LogFile& file) {
  return {{"path", file.path.string()},
          {"size", file.size},
          {"file_digest", file.file_digest.hex()},
          {"stream_digest", file.stream_digest.hex()},
          {"format", file.format},
          {"weakness", file.weakness},
          {"lines", file.lines},
          {"parsed", file.parsed},
          {"set_aside", file.set_aside},
          {"reasons", file.reasons},
          {"anchored_to", file.anchored_to},
          {"anchor_stamps", file.anchor_stamps},
          {"first", micros(file.first)},
          {"last", micros(file.last)}};
}

void from_row(const json& row, LogFile& file) {
  file.path = row.at("path").get<std::string>();
  file.size = row.at("size").get<std::uint64_t>();
  file.file_digest = digest_at(row, "file_digest");
  file.stream_digest = digest_at(row, "stream_digest");
  file.format = row.at("format").get<std::string>();
  file.weakness = row.value("weakness", "");
  file.lines = row.at("lines").get<std::uint64_t>();
  file.parsed = row.at("parsed").get<std::uint64_t>();
  file.set_aside = row.at("set_aside").get<std::uint64_t>();
  file.reasons = row.at("reasons").get<decltype(file.reasons)>();
  file.anchored_to = row.value("anchored_to", std::uint64_t{0});
  file.anchor_stamps = row.value("anchor_stamps", std::uint64_t{0});
  file.first = time_at(row, "first");
  file.last = time_at(row, "last");
}

json to_row(const Client& client) {
  json times = json::array();
  for (const auto& stretch : client.times.stretches)
    times.push_back({stretch.number, stretch.count});
  return {{"times", std::move(times)},
          {"times_unit", client.times.unit},
          {"ip", client.ip},
          {"user_agents", client.user_agents},
          {"scraper_id", client.scraper_id},
          {"identity", static_cast<int>(client.identity)},
          {"requests", client.requests},
          {"robots_reads", client.robots_reads},
          {"disallowed", client.disallowed},
          {"excused", client.excused},
          {"face_images", client.face_images},
          {"findings", client.findings},
          {"first", micros(client.first)},
          {"last", micros(client.last)},
          {"own_crawl", client.own_crawl},
          {"declared", client.declared}};
}

void from_row(const json& row, Client& client) {
  // Rows of before there were times have none.
  if (row.contains("times")) {
    client.times.unit = row.at("times_unit").get<std::int64_t>();
    for (const json& one : row.at("times"))
      client.times.stretches.push_back(
          {one.at(0).get<std::int64_t>(), one.at(1).get<std::uint64_t>()});
  }
  client.ip = row.at("ip").get<std::string>();
  client.user_agents = row.at("user_agents").get<std::vector<std::string>>();
  client.scraper_id = row.at("scraper_id").get<std::string>();
  client.identity = identity_at(row);
  client.requests = row.at("requests").get<std::uint64_t>();
  client.robots_reads = row.at("robots_reads").get<std::uint64_t>();
  client.disallowed = row.at("disallowed").get<std::uint64_t>();
  client.excused = row.at("excused").get<std::uint64_t>();
  client.face_images = row.at("face_images").get<std::uint64_t>();
  client.findings = row.at("findings").get<std::uint64_t>();
  client.first = time_at(row, "first");
  client.last = time_at(row, "last");
  client.own_crawl = row.at("own_crawl").get<bool>();
  client.declared = row.at("declared").get<bool>();
}

json to_row(const Verdict& verdict) {
  const LogRequest& request = verdict.request;
  return {{"file", request.file},
          {"line", request.line},
          {"offset", request.offset},
          {"time", micros(request.time)},
          {"ip", request.ip},
          {"host", request.host},
          {"method", request.method},
          {"target", request.target},
          {"status", request.status},
          {"bytes", request.bytes},
          {"agent", verdict.agent},
          {"identity", static_cast<int>(verdict.identity)},
          {"verdict", verdict.verdict},
          {"finding", verdict.finding},
          {"grade", verdict.grade},
          {"excuses", verdict.excuses}};
}

void from_row(const json& row, Verdict& verdict) {
  LogRequest& request = verdict.request;
  request.file = row.at("file").get<std::uint32_t>();
  request.line = row.at("line").get<std::uint64_t>();
  request.offset = row.at("offset").get<std::uint64_t>();
  request.time = time_at(row, "time");
  request.ip = row.at("ip").get<std::string>();
  request.host = row.at("host").get<std::string>();
  request.method = row.at("method").get<std::string>();
  request.target = row.at("target").get<std::string>();
  request.status = row.at("status").get<int>();
  request.bytes = row.at("bytes").get<std::int64_t>();
  verdict.agent = row.at("agent").get<std::string>();
  verdict.identity = identity_at(row);
  verdict.verdict = row.at("verdict").get<std::string>();
  verdict.finding = row.at("finding").get<std::string>();
  verdict.grade = row.at("grade").get<int>();
  verdict.excuses = row.at("excuses").get<std::vector<std::string>>();
}

json to_row(const AgentRate& rate) { return rate_json(rate); }

void from_row(const json& row, AgentRate& rate) { rate = rate_from_json(row); }

json to_row(const LogCounts& counts) {
  return {{"requests", counts.requests},
          {"visitors", counts.visitors},
          {"visitor_requests", counts.visitor_requests},
          {"own_requests", counts.own_requests},
          {"other_host", counts.other_host},
          {"disallowed", counts.disallowed},
          {"excused", counts.excused},
          {"not_judged", counts.not_judged},
          {"verdicts", counts.verdicts},
          {"verdicts_left_out", counts.verdicts_left_out},
          {"clients_left_out", counts.clients_left_out},
          {"passed_over", counts.passed_over},
          {"trap_requests", counts.trap_requests},
          {"trap_excuses", counts.trap_excuses},
          {"excuses", counts.excuses}};
}

void from_row(const json& row, LogCounts& counts) {
  counts.requests = row.at("requests").get<std::uint64_t>();
  counts.visitors = row.at("visitors").get<std::uint64_t>();
  counts.visitor_requests = row.at("visitor_requests").get<std::uint64_t>();
  counts.own_requests = row.at("own_requests").get<std::uint64_t>();
  counts.other_host = row.at("other_host").get<std::uint64_t>();
  counts.disallowed = row.at("disallowed").get<std::uint64_t>();
  counts.excused = row.at("excused").get<std::uint64_t>();
  counts.not_judged = row.at("not_judged").get<std::uint64_t>();
  counts.verdicts = row.at("verdicts").get<std::uint64_t>();
  counts.verdicts_left_out = row.at("verdicts_left_out").get<std::uint64_t>();
  counts.clients_left_out = row.at("clients_left_out").get<std::uint64_t>();
  counts.excuses = row.at("excuses").get<decltype(counts.excuses)>();
  // Rows of earlier programs have none.
  counts.passed_over = row.value("passed_over", decltype(counts.passed_over)());
  counts.trap_requests = row.value("trap_requests", std::uint64_t{0});
  counts.trap_excuses =
      row.value("trap_excuses", decltype(counts.trap_excuses)());
}

}  // namespace veto::logs
