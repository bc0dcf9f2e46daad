// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/summary_json.h"

#include "audit/faces/marks_json.h"
#include "base/text.h"
#include "reports/address.h"
#include "reports/exposures.h"
#include "reports/finding_words.h"
#include "reports/headlines.h"
#include "reports/texts_json.h"
#include "reports/withdrawn.h"

namespace veto::reports {
namespace {

using nlohmann::json;

json time_or_null(const std::optional<UtcTime>& time) {
  return time ? json(to_rfc3339(*time)) : json(nullptr);
}

json crawl_json(const CrawlFacts& crawl) {
  return {{"captures", crawl.captures},
          {"pages", crawl.pages},
          {"pages_unread", crawl.pages_unread},
          {"images", crawl.images},
          {"robots_denied", crawl.robots_denied},
          {"out_of_scope", crawl.out_of_scope},
          {"over_limit", crawl.over_limit},
          {"trapped", crawl.trapped},
          {"failed", crawl.failed},
          {"cut", crawl.cut},
          {"cancelled", crawl.cancelled},
          {"imported", crawl.imported},
          {"first", time_or_null(crawl.first)},
          {"last", time_or_null(crawl.last)}};
}

json imports_json(const std::vector<crawler::ImportedSource>& imports) {
  json list = json::array();
  for (const auto& source : imports) {
    json left_out = json::array();
    for (const auto& left : source.left_out)
      left_out.push_back({{"reason", to_valid_utf8(left.reason)},
                          {"count", left.count},
                          {"loss", left.loss}});
    list.push_back({{"name", to_valid_utf8(source.name)},
                    {"kind", source.kind},
                    {"sha256", source.digest.hex()},
                    {"bytes", source.bytes},
                    {"imported", to_rfc3339(source.imported)},
                    {"whole", source.done && source.problem.empty()},
                    {"problem", to_valid_utf8(source.problem)},
                    {"entries", source.entries},
                    {"kept", source.kept},
                    {"left_out", std::move(left_out)}});
  }
  return list;
}

// Absent, since null would say that there is no mark, is what a lesser edition
// leaves out: who made one, and any other than "not-a-face", with whether it
// makes the face count.
void leave_mark_out(const faces::MarkedFace& marked, json& face) {
  face.erase("marked_by");
  if (marked.mark()) return;
  for (const char* name : {"mark", "marked_at", "counts"}) face.erase(name);
}

json marks_json(const ReportData& data) {
  const auto counts = faces::count_marks(*data.faces, data.marks);
  if (!data.edition) return faces::mark_counts_json(counts);
  return {{to_string(faces::Mark::not_a_face), counts.not_a_face},
          {"left_out", data.edition->count(kMarksLeftOut)}};
}

json image_json(const ReportData& data, const faces::ImageRecord& image,
                const Exposures& exposures) {
  const auto exposure = exposures.find(&image);
  json list = json::array();
  for (const auto& marked : data.marks.faces_of(image)) {
    list.push_back(faces::marked_face_json(marked));
    list.back()["score"] = marked.face.score;  // not rounded
    if (data.edition) leave_mark_out(marked, list.back());
  }
  return {{"sha256", image.digest.hex()},
          {"capture", image.capture_id},
          {"urls", texts_json(image.urls)},
          {"pages", texts_json(image.pages)},
          {"format", image.format},
          {"width", image.width},
          {"height", image.height},
          {"bytes", image.bytes},
          {"skipped", image.skipped},
          {"imported", image.imported},
          {"within_page", image.inline_ordinal},
          {"withdrawn", data.withdrawn.contains(image.digest.hex())},
          {"exposure", exposure == exposures.end()
                           ? json(nullptr)
                           : exposure::exposure_json(exposure->second)},
          {"faces", std::move(list)}};
}

// Images with faces and images that were not examined; the others are counted.
json faces_json(const ReportData& data) {
  const faces::FacesResult& result = *data.faces;
  const Exposures exposures = exposures_of(data);
  json listed = json::array();
  std::size_t examined = 0;
  for (const auto& image : result.images) {
    examined += image.skipped.empty();
    if (!image.faces.empty() || !image.skipped.empty())
      listed.push_back(image_json(data, image, exposures));
  }
  return {{"detector",
           {{"name", result.detector.name},
            {"version", result.detector.version},
            {"weights_sha256", result.detector.weights_sha256},
            {"known_limits", result.detector.known_limits}}},
          {"images", result.images.size()},
          {"examined", examined},
          {"marks", marks_json(data)},
          {"graded", is_graded(data)},
          {"listed", std::move(listed)}};
}

json signals_json(const signals::SignalsResult& result) {
  json agents = json::array(), holes = json::array();
  for (const auto& agent : result.agents)
    agents.push_back({{"origin", agent.origin},
                      {"agent", agent.token},
                      {"scraper_id", agent.scraper_id},
                      {"named", agent.named},
                      {"site_allowed", agent.site_allowed},
                      {"line", agent.line},
                      {"rule", to_valid_utf8(agent.rule)},
                      {"readings_agree", agent.readings_agree}});
  for (const auto& resource : result.resources)
    if (resource.page_only)
      holes.push_back({{"url", resource.url}, {"host", resource.host}});
  return {{"signals", result.signals.size()},
          {"resources", result.resources.size()},
          {"agents", std::move(agents)},
          {"images_without_their_pages_opt_out", std::move(holes)}};
}

json logs_json(const logs::LogSummary& summary, const Addresses& addresses) {
  json files = json::array(), clients = json::array();
  for (const auto& file : summary.files)
    files.push_back(
        {{"file", to_valid_utf8(file.path.filename().string())},
         {"size", file.size},
         {"sha256", file.file_digest.hex()},
         {"stream_sha256", file.stream_digest.hex()},
         {"format", file.format},
         {"lines", file.lines},
         {"parsed", file.parsed},
         {"set_aside", file.set_aside},
         {"first", file.parsed ? json(to_rfc3339(file.first)) : json(nullptr)},
         {"last", file.parsed ? json(to_rfc3339(file.last)) : json(nullptr)}});
  for (const auto& client : summary.clients)
    clients.push_back({{"client", addresses.shown(client.ip)},
                       {"user_agents", texts_json(client.user_agents)},
                       {"scraper_id", client.scraper_id},
                       {"identity", audit::to_string(client.identity)},
                       {"declared", client.declared},
                       {"own_crawl", client.own_crawl},
                       {"requests", client.requests},
                       {"robots_reads", client.robots_reads},
                       {"disallowed", client.disallowed},
                       {"excused", client.excused},
                       {"face_images", client.face_images},
                       {"first", to_rfc3339(client.first)},
                       {"last", to_rfc3339(client.last)}});
  json rates = json::array();
  for (const auto& rate : summary.rates) rates.push_back(rate_json(rate));
  return {{"files", std::move(files)},
          {"clients", std::move(clients)},
          {"rates", std::move(rates)}};
}

json settings_json(const config::Settings& s) {
  return {{"seeds", texts_json(*s.seeds)},
          {"scope", *s.scope},
          {"max_pages", *s.max_pages},
          {"max_images", *s.max_images},
          {"max_depth", *s.max_depth},
          {"max_body", *s.max_body},
          {"delay_ms", s.delay->count()},
          {"user_agent_token", *s.user_agent_token},
          {"face_score", *s.face_score},
          {"possible_face_score", *s.possible_face_score},
          {"faces_thorough", *s.faces_thorough},
          {"faces_turns", *s.faces_turns},
          {"log_origin", *s.log_origin},
          {"complete_from", time_or_null(*s.complete_from)},
          {"language", *s.language}};
}

json edition_json(const EditionNote& edition) {
  json left_out = json::array();
  for (const auto& [id, count] : edition.left_out)
    left_out.push_back({{"what", id}, {"count", count}});
  return {{"name", edition.name}, {"left_out", std::move(left_out)}};
}

json stages_json(const ReportData& data) {
  json list = json::array();
  for (const auto& [stage, report] : data.stages)
    list.push_back({{"stage", stage},
                    {"incomplete", texts_json(report.incomplete)},
                    {"interrupted", report.interrupted}});
  return list;
}

json findings_json(const ReportData& data) {
  json by_code = json::object(), list = json::array();
  int withdrawn = 0;
  for (const auto& finding : data.findings) {
    const bool back = is_withdrawn(data, finding);
    if (back)
      ++withdrawn;
    else
      by_code[finding.code] = by_code.value(finding.code, 0) + 1;
    list.push_back({{"id", finding.id},
                    {"code", finding.code},
                    {"grade", finding.grade.value()},
                    {"identity", audit::to_string(finding.identity)},
                    {"fileable", stands_as_fact(data, finding)},
                    {"withdrawn", back}});
  }
  return {{"by_code", std::move(by_code)},
          {"withdrawn", withdrawn},
          {"list", std::move(list)}};
}

}  // namespace

json summary_json(const ReportData& data, const Texts& texts) {
  const Addresses addresses(
      data.logs ? data.logs->clients : std::vector<logs::Client>{},
      data.findings);
  json summary = {
      {"schema", "veto.summary/1"},
      {"tool", {{"name", "veto"}, {"version", data.tool_version}}},
      {"case", to_valid_utf8(data.case_name)},
      {"run",
       {{"id", data.run.id},
        {"started", to_rfc3339(data.run.started)},
        {"command", to_valid_utf8(data.run.command)},
        {"outcome", outcome_of(data)}}},
      {"written", to_rfc3339(data.written)},
      {"custody",
       {{"events", data.custody_events}, {"head", data.custody_head.hex()}}},
      {"headlines", texts_json(headlines(data, texts))},
      {"settings", settings_json(data.settings)},
      {"crawl", crawl_json(data.crawl)},
      {"imports", imports_json(data.imports)},
      {"findings", findings_json(data)},
      {"stages", stages_json(data)},
      {"not_done", texts_json(data.not_done)}};
  if (data.edition)
    summary["edition"] = edition_json(*data.edition);
  else
    summary["marks_kept"] = data.marks.size();
  summary["faces"] = data.faces ? faces_json(data) : json(nullptr);
  summary["signals"] =
      data.signals ? signals_json(*data.signals) : json(nullptr);
  summary["logs"] =
      data.logs ? logs_json(*data.logs, addresses) : json(nullptr);
  return summary;
}

std::string findings_jsonl(const ReportData& data) {
  std::string text;
  for (const auto& finding : data.findings) {
    json line = audit::to_json(finding);
    // Beside the finding, whose own members stay as they were stored.
    if (is_withdrawn(data, finding)) line["withdrawn"] = "not-a-face";
    text += line.dump(-1, ' ', false, json::error_handler_t::replace) + '\n';
  }
  return text;
}

}  // namespace veto::reports
