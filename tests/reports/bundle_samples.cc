// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/reports/bundle_samples.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "base/digest.h"
#include "reports/bundle/bag.h"
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

std::string write_sample_bundle(const fs::path& dir) {
  write_text(dir / "data/00-report/report.html", "<p>x</p>\n");
  write_text(dir / "data/25-logs/empty.log", "");
  write_text(dir / "VERIFY.txt", "how\n");
  const std::string custody = sample_custody();
  write_text(dir / reports::kCustodyPath, custody);
  const auto head = reports::check_custody(custody).head.hex();
  auto finished = reports::finish_bag(
      dir, {{"Bagging-Date", "2026-11-23"}, {"Veto-Custody-Head", head}},
      *reports::digest_payload(dir));
  REQUIRE(finished);
  return *finished;
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
