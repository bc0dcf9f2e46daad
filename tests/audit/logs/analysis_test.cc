// SPDX-License-Identifier: GPL-3.0-or-later
//
// The analysis as a whole: files, faces, hosts, outputs.

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "base/gzip.h"
#include "tests/audit/logs/log_support.h"

namespace veto::logs {
namespace {

using nlohmann::json;
using test::at;
using test::codes;
using test::kRules;
using test::Site;

FaceImage face(const std::string& target, std::uint64_t bytes) {
  return {.target = target,
          .url = "http://site.test" + target,
          .digest = sha256(target),
          .bytes = bytes,
          .capture_id = "c"};
}

TEST_CASE("R1: an image of a face, whole") {
  Site one(kRules);
  one.faces = {face("/a.jpg", 5000), face("/b.jpg", 700)};
  one.hit("192.0.2.1", at("10:00:00"), "/a.jpg", "Scrapy/2", 200, 5000)
      .hit("192.0.2.1", at("10:00:09"), "/a.jpg", "Scrapy/2", 200, 5000)
      .hit("192.0.2.1", at("10:00:10"), "/b.jpg", "Scrapy/2", 200, 700)
      .hit("192.0.2.2", at("10:00:00"), "/a.jpg", "Scrapy/2", 200, 4999)
      .hit("192.0.2.3", at("10:00:00"), "/a.jpg", "Scrapy/2", 304, 0)
      .hit("192.0.2.4", at("10:00:00"), "/a.jpg", "Scrapy/2", 200, 5000, "-",
           "HEAD")
      .hit("192.0.2.5", at("10:00:00"), "/a.jpg", "veto/1", 200, 5000)
      .hit("192.0.2.6", at("10:00:00"), "/a.jpg",
           "Mozilla/5.0 (X11; rv:140.0) Gecko/20100101 Firefox/140.0", 200,
           5000, "http://site.test/");
  const auto summary = one.analyse();
  REQUIRE(codes(summary) == "P3 R1");
  const auto& finding = summary.findings[1];
  CHECK(finding.facts["client_ip"] == "192.0.2.1");
  CHECK(finding.facts["count"] == 3);
  CHECK(finding.facts["distinct_images"] == 2);
  CHECK(finding.facts["image_url"] == "http://site.test/a.jpg");
  CHECK(finding.facts["image_bytes"] == 5000);
  CHECK(finding.facts["images"][0]["count"] == 2);
  CHECK(finding.facts["first"] == "2026-11-23T10:00:00.000Z");
  CHECK(finding.facts["last"] == "2026-11-23T10:00:10.000Z");
  CHECK(finding.grade.predicate == 4);
  CHECK(finding.grade.value() == 2);
  int images = 0, lines = 0;
  for (const auto& evidence : finding.evidence) {
    images += evidence.kind == "image";
    lines += evidence.kind == "log_line";
  }
  CHECK(images == 2);
  CHECK(lines == 3);
  for (const Client& client : summary.clients)
    if (client.ip == "192.0.2.1") CHECK(client.face_images == 3);
  CHECK(summary.counts.visitors == 1);
}

TEST_CASE("the same facts give the same findings") {
  Site one(kRules);
  one.hit("192.0.2.1", at("10:00:00"), "/p/x", "A/1")
      .hit("192.0.2.2", at("10:00:00"), "/p/x", "A/1");
  const auto first = one.analyse();
  const auto second = one.analyse();
  REQUIRE(first.findings.size() == 2);
  CHECK(first.findings[0].id == second.findings[0].id);
  CHECK(first.findings[0].id != first.findings[1].id);
}

TEST_CASE("files: rotated, given twice, and out of order") {
  Site one(kRules);
  Site later(kRules);
  one.hit("192.0.2.1", at("10:00:00"), "/robots.txt", "A/1");
  later.hit("192.0.2.1", at("11:00:00"), "/p/x", "A/1");
  auto inputs = one.inputs();
  test::write(one.dir / "access.log.1", later.log);
  test::write(one.dir / "access.log.gz", gzip_compress(one.log));
  inputs.files = {one.dir / "access.log.1", one.dir / "access.log",
                  one.dir / "access.log.gz"};
  std::vector<Error> warnings;
  Sinks sinks;
  sinks.warn = [&](const Error& error) { warnings.push_back(error); };
  const auto summary = analyse_logs(inputs, sinks, {});
  REQUIRE(summary.has_value());
  CHECK(codes(*summary) == "V1");
  REQUIRE(summary->files.size() == 2);
  CHECK(summary->files[0].path.filename() == "access.log");
  CHECK(warnings.size() == 1);
  CHECK(summary->verdicts[1].request.file == 1);
}

TEST_CASE("every line is accounted for") {
  Site one(kRules);
  for (int i = 0; i < 60; ++i) one.hit("192.0.2.1", at("10:00:00"), "/", "A/1");
  one.log += "\nnonsense\n" + std::string(70'000, 'x') + "\n";
  one.log += "192.0.2.1 - - [23/Nov/2026:10:00:00 +0000] \"GET /cu";
  const auto summary = one.analyse();
  const LogFile& file = summary.files[0];
  CHECK(file.lines == 64);
  CHECK(file.parsed == 60);
  CHECK(file.set_aside == 4);
  REQUIRE(file.reasons.size() == 4);
  CHECK(file.reasons[0].second == "empty");
  CHECK(file.reasons[1].second == "not in the format of the file");
  CHECK(file.reasons[2].second == "longer than 64 KiB");
  CHECK(file.reasons[3] ==
        std::pair<std::uint64_t, std::string>(64, "cut short"));
}

TEST_CASE("hosts: another site's requests are not judged by these rules") {
  Site one(kRules);
  const auto line = [](const char* host, int n) {
    return std::string(host) +
           " 192.0.2.1 - - [23/Nov/2026:10:00:00 +0000] \"GET /p/" +
           std::to_string(n) + " HTTP/1.1\" 200 9 \"-\" \"A/1\"\n";
  };
  for (int i = 0; i < 3; ++i) one.log += line("a.test:80", i);
  one.log += line("b.test", 9);
  auto summary = one.analyse();
  CHECK(summary.counts.disallowed == 3);
  CHECK(summary.counts.other_host == 1);
  CHECK(one.warnings.size() == 1);
  one.origin = "https://B.test";
  summary = one.analyse();
  CHECK(summary.counts.disallowed == 1);
  CHECK(summary.counts.other_host == 3);
}

TEST_CASE("an empty log, no rules, a stop") {
  Site one(kRules);
  CHECK(one.analyse().findings.empty());
  one.hit("192.0.2.1", at("10:00:00"), "/p/x", "A/1");
  auto inputs = one.inputs();
  inputs.history = crawler::RobotsHistory();
  const auto summary = analyse_logs(inputs, {}, {});
  REQUIRE(summary.has_value());
  CHECK(summary->verdicts.empty());
  CHECK(summary->counts.requests == 1);
  inputs.files.push_back(one.dir / "none.log");
  CHECK(analyse_logs(inputs, {}, {}).error().kind == ErrorKind::not_found);
}

TEST_CASE("outputs: one line a verdict, in the contract's order") {
  Site one(kRules);
  one.hit("192.0.2.1", at("10:00:00"), "/p/\\x1B[31m\\xFF\\x22", "A\\x22/1");
  const auto summary = one.analyse();
  REQUIRE(summary.verdicts.size() == 1);
  const std::string line = verdict_jsonl(summary, summary.verdicts[0]);
  CHECK(line.find('\n') == std::string::npos);
  CHECK(line.find('\x1B') == std::string::npos);
  const auto parsed = nlohmann::ordered_json::parse(line);
  std::string keys;
  for (const auto& [key, value] : parsed.items()) keys += key + " ";
  CHECK(keys ==
        "file line offset time ip agent identity method target status bytes "
        "verdict finding grade excuses ");
  CHECK(parsed["time"] == "2026-11-23T10:00:00.000Z");
  CHECK(parsed["offset"] == 0);
  CHECK(parsed["finding"] == "V2");
  const json document = summary_json(summary);
  CHECK(document["schema"] == "veto.logs/1");
  CHECK(document["files"][0]["lines"] == 1);
  CHECK(document["files"][0]["sha256"] == sha256(one.log).hex());
  CHECK(document["counts"]["requests"] == 1);
  CHECK(document["clients"][0]["ip"] == "192.0.2.1");
  CHECK(document["findings"].size() == 1);
  CHECK(!document.dump().empty());
}

TEST_CASE("words: nothing says more than a log shows") {
  Site one(kRules);
  one.hit("192.0.2.1", at("10:00:00"), "/p/x", "A/1")
      .hit("192.0.2.2", at("10:00:00"), "/robots.txt", "B/1")
      .hit("192.0.2.2", at("10:00:09"), "/p/x", "B/1");
  const std::string text = summary_json(one.analyse()).dump();
  for (const char* word : {"ignored", "stole", "illegal", "trained", "proves"})
    CHECK(text.find(word) == std::string::npos);
}

}  // namespace
}  // namespace veto::logs
