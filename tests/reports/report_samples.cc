// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/reports/report_samples.h"

#include <doctest/doctest.h>

#include "config/scrapers.h"

namespace veto::test {
namespace {

using audit::Identity;

constexpr const char* kSite = "https://example.org";
constexpr const char* kFirst = "2026-11-20T08:00:00.000Z";
constexpr const char* kLast = "2026-11-21T09:30:00.000Z";
constexpr const char* kImage = "https://example.org/img/team.jpg";

faces::ImageRecord image(std::string url, std::vector<faces::Face> faces) {
  faces::ImageRecord image;
  image.digest = sha256(url);
  image.capture_id = sha256("capture " + url).hex();
  image.urls = {std::move(url)};
  image.pages = {std::string(kSite) + "/about"};
  image.format = "jpeg";
  image.width = 1600;
  image.height = 1067;
  image.bytes = 245678;
  image.faces = std::move(faces);
  return image;
}

faces::FacesResult sample_faces() {
  faces::FacesResult result;
  result.detector = {"YuNet-S", "OpenCV 4.6.0", std::string(64, 'e'),
                     "Measured recall: 84 of 100 faces at least 24 pixels "
                     "wide; 2 of 100 pictures without people gave one."};
  result.images.push_back(
      image(kImage, {{{120, 80, 96, 128}, 0.93, faces::Band::face},
                     {{700, 90, 88, 110}, 0.61, faces::Band::possible}}));
  result.images.push_back(image(std::string(kSite) + "/img/logo.png", {}));
  auto damaged = image(std::string(kSite) + "/img/broken.jpg", {});
  damaged.skipped = "damaged: the picture ends early";
  result.images.push_back(damaged);
  return result;
}

signals::SignalsResult sample_signals() {
  signals::SignalsResult result;
  result.agents = {
      {kSite, "gptbot", "GPTBot", true, false, 4, "Disallow: /", true},
      {kSite, "ccbot", "CCBot", false, true, 0, "", true},
      {kSite, "img2dataset", "img2dataset", true, true, 9, "Disallow: /",
       false}};
  result.resources = {
      {std::string(kSite) + "/about",
       "page",
       "c",
       true,
       true,
       {},
       false,
       "example.org"},
      {kImage, "image", "c", false, false, {}, true, "example.org"}};
  return result;
}

logs::Client client(const char* ip, std::string agent, std::string id,
                    Identity identity, bool declared) {
  logs::Client client;
  client.ip = ip;
  client.user_agents = {std::move(agent)};
  client.scraper_id = std::move(id);
  client.identity = identity;
  client.requests = 12345;
  client.robots_reads = 2;
  client.first = at(kFirst);
  client.last = at(kLast);
  client.declared = declared;
  return client;
}

logs::LogSummary sample_logs() {
  logs::LogSummary summary;
  logs::LogFile file;
  file.path = "logs/access.log";
  file.size = 1000;
  file.file_digest = sha256("file");
  file.stream_digest = sha256("stream");
  file.format = "combined";
  file.lines = 20000;
  file.parsed = 19998;
  file.set_aside = 2;
  file.first = at(kFirst);
  file.last = at(kLast);
  summary.files.push_back(file);
  summary.clients = {
      client(kClaimed, std::string("GPTBot/1.2 ") + kHostile, "gptbot",
             Identity::i1, true),
      client(kVerified, "CCBot/2.0", "ccbot", Identity::i3, true),
      client(kBrowser, "Mozilla/5.0 (X11; Linux x86_64)", "", Identity::i0,
             false),
      client(kPerson, "Mozilla/5.0 (Macintosh)", "", Identity::i0, false)};
  return summary;
}

void add_line(audit::Finding& finding, const std::string& request) {
  const std::string raw = finding.facts["client_ip"].get<std::string>() +
                          " - - [20/Nov/2026:08:00:00 +0000] \"" + request +
                          "\" 200 245678 \"-\" \"" +
                          finding.facts["agent"].get<std::string>() + "/2.0\"";
  finding.evidence.push_back(
      {"log_line",
       sha256("stream").hex() + "#" +
           std::to_string(
               std::stoul(sha256(raw).hex().substr(0, 7), nullptr, 16)),
       "access.log:10", sha256(raw).hex(), raw});
}

audit::Finding delivery(const char* ip, const char* agent, Identity identity) {
  audit::Finding finding = sample_finding("R1", ip, agent, identity);
  finding.facts["distinct_images"] = 1;
  finding.facts["automation"] = "";
  finding.facts["image_url"] = kImage;
  finding.facts["images"] = {{{"url", kImage},
                              {"digest", sha256(kImage).hex()},
                              {"bytes", 245678},
                              {"capture_id", "c"},
                              {"count", 3},
                              {"first", kFirst},
                              {"last", kLast}}};
  finding.grade = {identity == Identity::i3 ? 4 : 2, 4, 3, 4};
  add_line(finding, "GET /img/team.jpg HTTP/1.1");
  finding.seal_id();
  return finding;
}

audit::Finding violation(const char* code, const char* ip, const char* agent,
                         Identity identity) {
  audit::Finding finding = sample_finding(code, ip, agent, identity);
  const bool read = std::string(code) == "V1";
  finding.facts.update(
      {{"rule_line", 4},
       {"rule_text", "Disallow: /private/"},
       {"rule_group", *agent ? agent : "*"},
       {"version_digest", sha256("robots").hex()},
       {"version_from", "2026-11-01T00:00:00.000Z"},
       {"version_provenance", "captured"},
       {"versions", {sha256("robots").hex()}},
       {"robots_read_time", nullptr},
       {"robots_read_status", nullptr},
       {"robots_read_version", nullptr},
       {"robots_read_by_size", nullptr},
       {"complete_from", nullptr},
       {"automation", std::string(ip) == kBrowser ? "machine_pace" : ""},
       {"targets",
        {{{"target", std::string("/private/") + kHostile},
          {"time", kFirst},
          {"status", 200},
          {"bytes", 512},
          {"line", 4},
          {"rule", "Disallow: /private/"}}}}});
  if (read) {
    finding.facts["robots_read_time"] = "2026-11-20T07:00:00.000Z";
    finding.facts["robots_read_status"] = 200;
    finding.facts["robots_read_by_size"] = true;
  } else {
    finding.facts["complete_from"] = "2026-11-01T00:00:00.000Z";
  }
  finding.grade = {identity == Identity::i3 ? 4 : 2, 3, 3, read ? 4 : 3};
  finding.excuses = {{"not_disallowed_then", false, ""},
                     {"grace", false, "4 other requests set aside for it"}};
  finding.evidence.push_back({"robots", sha256("robots").hex(),
                              std::string(kSite) + "/robots.txt",
                              sha256("robots").hex(), ""});
  add_line(finding, std::string("GET /private/") + kHostile + " HTTP/1.1");
  finding.seal_id();
  return finding;
}

audit::Finding kept() {
  audit::Finding finding =
      sample_finding("P1", kVerified, "CCBot", Identity::i3);
  finding.facts["robots_reads"] = 2;
  finding.facts["robots_read_time"] = kFirst;
  finding.facts["robots_read_status"] = 200;
  finding.facts["allowed_fetches"] = 88;
  finding.facts["version_digest"] = sha256("robots").hex();
  finding.grade = {4, 3, 3, 4};
  add_line(finding, "GET /robots.txt HTTP/1.1");
  finding.seal_id();
  return finding;
}

std::vector<audit::Finding> site_findings() {
  audit::Finding hole;
  hole.code = "G1";
  hole.subject = kSite;
  hole.facts = {{"origin", kSite}, {"images", 7}, {"pages", 2}};
  hole.does_not_show = {"use", "embedded_metadata"};
  audit::Finding name;
  name.code = "G3";
  name.subject = std::string(kSite) + " img2dataset";
  name.facts = {
      {"origin", kSite}, {"token", "img2dataset"}, {"google_reads", "img"}};
  name.evidence.push_back({"robots", sha256("robots").hex(),
                           std::string(kSite) + "/robots.txt:8",
                           sha256("robots").hex(), "User-agent: img2dataset"});
  audit::Finding refused;
  refused.code = "S2";
  refused.subject = "robots.txt refused";
  refused.facts = {
      {"count", 3}, {"clients", 1}, {"first", kFirst}, {"last", kLast}};
  return {hole, name, refused};
}

std::map<std::string, crawler::RobotsHistory> sample_robots() {
  crawler::RobotsHistory history(kSite);
  const auto seen = history.sighted(
      at(kFirst), 200,
      "User-agent: GPTBot\nDisallow: /\nUser-agent: img2dataset\n"
      "Disallow: /\n",
      crawler::Provenance::captured, "capture");
  REQUIRE(seen);
  return {{kSite, history}};
}

}  // namespace

UtcTime at(std::string_view rfc3339) {
  const auto time = parse_rfc3339(rfc3339);
  REQUIRE(time);
  return *time;
}

audit::Finding sample_finding(std::string code, std::string ip,
                              std::string agent, Identity identity) {
  const auto* scraper =
      config::ScraperRegistry::built_in().match(agent + "/2.0");
  audit::Finding finding;
  finding.code = std::move(code);
  finding.subject = ip + " " + agent;
  finding.identity = identity;
  finding.does_not_show = {"use", "claim", "law"};
  finding.facts = {{"client_ip", ip},
                   {"agent", agent},
                   {"agent_name", agent},
                   {"scraper_id", scraper ? scraper->id : ""},
                   {"user_agents", {agent + "/1.0 " + kHostile}},
                   {"identity", audit::to_string(identity)},
                   {"count", 3},
                   {"first", kFirst},
                   {"last", kLast},
                   {"requests", 400}};
  // Below I3 a finding should hold no operator; if it does, it is not printed.
  finding.operator_name = "Operator of " + agent;
  return finding;
}

reports::ReportData empty_report() {
  reports::ReportData data;
  data.case_name = "sample";
  data.tool_version = "0.1.0";
  data.run = {"20261123T094424.123456Z", at("2026-11-23T09:44:24.123Z"),
              "veto audit https://example.org/", "incomplete", ""};
  data.written = at("2026-11-23T10:00:00.000Z");
  data.not_done = {"Nothing ran."};
  return data;
}

reports::ReportData sample_report() {
  reports::ReportData data = empty_report();
  data.settings.seeds.value = {std::string(kSite) + "/"};
  data.settings.complete_from.value = at("2026-11-01T00:00:00.000Z");
  data.not_done.clear();
  data.crawl.captures = 40;
  data.crawl.pages = 12;
  data.crawl.images = 1;
  data.crawl.failed = 1;
  data.crawl.first = at("2026-11-23T09:44:25.000Z");
  data.crawl.last = at("2026-11-23T09:46:00.000Z");
  data.crawl.problems = {std::string(kSite) + "/gone: did not answer"};
  data.faces = sample_faces();
  data.signals = sample_signals();
  data.logs = sample_logs();
  data.robots = sample_robots();
  data.findings = {delivery(kClaimed, "GPTBot", Identity::i1),
                   delivery(kVerified, "CCBot", Identity::i3),
                   violation("V1", kClaimed, "GPTBot", Identity::i1),
                   violation("V1", kVerified, "CCBot", Identity::i3),
                   violation("V2", kBrowser, "", Identity::i0),
                   kept()};
  for (auto& finding : site_findings()) data.findings.push_back(finding);
  data.thumbnails[sha256(kImage).hex()] = std::string("\xff\xd8\xff", 3);
  return data;
}

}  // namespace veto::test
