// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/reports/bundle_samples.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "audit/finding.h"
#include "base/digest.h"
#include "reports/bundle/bag.h"
#include "reports/bundle/commitment_list.h"
#include "reports/bundle/custody_chain.h"

namespace veto::test {

namespace fs = std::filesystem;

void write_text(const fs::path& path, std::string_view text) {
  fs::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary)
      .write(text.data(), static_cast<std::streamsize>(text.size()));
}

std::string read_text(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

std::string sample_custody() {
  std::string log;
  Digest head;
  for (int seq = 1; seq <= 3; ++seq) {
    const std::string line = nlohmann::json{
        {"seq", seq},
        {"action", "open"},
        {"prev", head.hex()}}.dump();
    head = sha256(line);
    log += line + '\n';
  }
  return log;
}

namespace {

std::vector<audit::Finding> findings_of_sample() {
  audit::Finding face;
  face.code = "F1";
  face.subject = "a picture";
  face.grade = {4, 4, 4, 3};
  audit::Finding client;
  client.code = "V1";
  client.subject = "192.0.2.1";
  client.grade = {1, 4, 3, 4};
  client.identity = audit::Identity::i1;
  client.evidence = {{"log_line", "log#0", "a.log:1", "", "GET /"}};
  client.facts = {{"count", 1}};
  face.seal_id();
  client.seal_id();
  return {face, client};
}

bool is_back(const audit::Finding& finding) { return finding.code == "F1"; }

}  // namespace

std::string sample_findings() {
  std::string text;
  for (const audit::Finding& finding : findings_of_sample()) {
    nlohmann::json line = audit::to_json(finding);
    if (is_back(finding)) line["withdrawn"] = "not-a-face";
    text += line.dump() + '\n';
  }
  return text;
}

nlohmann::json sample_findings_summary() {
  nlohmann::json list = nlohmann::json::array();
  for (const audit::Finding& finding : findings_of_sample())
    list.push_back({{"id", finding.id},
                    {"code", finding.code},
                    {"grade", finding.grade.value()},
                    {"identity", audit::to_string(finding.identity)},
                    {"withdrawn", is_back(finding)}});
  return {{"by_code", {{"V1", 1}}}, {"withdrawn", 1}, {"list", list}};
}

void write_common_parts(const fs::path& dir, const nlohmann::json& edition) {
  const std::string custody = sample_custody();
  const auto two = custody.find('\n', custody.find('\n') + 1) + 1;
  nlohmann::json summary = {
      {"custody",
       {{"events", 2},
        {"head", reports::check_custody(custody.substr(0, two)).head.hex()}}},
      {"findings", sample_findings_summary()}};
  if (!edition.is_null()) summary["edition"] = edition;
  write_text(dir / "data/00-report/report.html", "<p>x</p>\n");
  write_text(dir / "data/00-report/summary.json", summary.dump() + '\n');
  write_text(dir / "data/15-environment/environment.json", "{}\n");
  write_text(dir / "data/20-findings/findings.jsonl", sample_findings());
  write_text(dir / "data/25-logs/commitments.json",
             reports::commitments_text({}));
  write_text(dir / "VERIFY.txt", "how\n");
}

void relist_bundle(const fs::path& dir, const reports::BagInfo& info) {
  REQUIRE(reports::finish_bag(dir, info, *reports::digest_payload(dir)));
}

void relist_as_said(const fs::path& dir) {
  reports::BagInfo info;
  const auto says = reports::parse_bag_info(read_text(dir / "bag-info.txt"));
  REQUIRE(says);
  for (const auto& [label, value] : *says)
    if (label != "Payload-Oxum") info.emplace_back(label, value);
  relist_bundle(dir, info);
}

std::string write_sample_bundle(const fs::path& dir) {
  write_common_parts(dir);
  write_text(dir / "data/25-logs/empty.log", "");
  const std::string custody = sample_custody();
  write_text(dir / reports::kCustodyPath, custody);
  const auto head = reports::check_custody(custody).head.hex();
  auto finished = reports::finish_bag(
      dir, {{"Bagging-Date", "2026-11-23"}, {"Veto-Custody-Head", head}},
      *reports::digest_payload(dir));
  REQUIRE(finished);
  return *finished;
}

void write_lesser_bundle(const fs::path& dir) {
  write_common_parts(dir, {{"name", "publishable"},
                           {"left_out",
                            {{{"what", "packs"}, {"count", 3}},
                             {{"what", "custody"}, {"count", 12}}}}});
  const auto head = reports::check_custody(sample_custody()).head.hex();
  const std::string full(64, 'a');
  write_text(dir / "data/EDITION.txt",
             "Edition publishable, beside the edition non-confidential, of " +
                 full + "\n\n     3  packs\n    12  events\n");
  write_text(
      dir / reports::kCustodyHeadPath,
      nlohmann::json{
          {"schema", "veto.custody-head/1"}, {"events", 3}, {"head", head}}
          .dump());
  relist_bundle(dir, {{"Veto-Edition", "publishable"},
                      {"Confidential-Edition-Tagmanifest-SHA256", full},
                      {"Veto-Originals", "kept in the case"},
                      {"Veto-Custody-Head", head}});
}

std::vector<std::string> files_below(const fs::path& dir) {
  std::vector<std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(dir))
    if (entry.is_regular_file())
      files.push_back(entry.path().lexically_relative(dir).generic_string());
  std::ranges::sort(files);
  return files;
}

std::string problems_of(const fs::path& dir) {
  const auto checked = reports::verify_bundle(dir);
  if (!checked) return "error: " + checked.error().message();
  std::string text;
  for (const auto& problem : checked->problems)
    text += (text.empty() ? "" : "; ") + problem.what + " " + problem.file;
  return text;
}

bool sha256sum_agrees(const fs::path& dir) {
  const std::string command =
      "cd '" + dir.string() +
      "' && sha256sum -c --strict --quiet tagmanifest-sha256.txt "
      ">/dev/null 2>&1 && sha256sum -c --strict --quiet manifest-sha256.txt "
      ">/dev/null 2>&1";
  return std::system(command.c_str()) == 0;
}

}  // namespace veto::test
