// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/signals/families/well_known.h"

#include <algorithm>

#include "crawler/signal_files.h"
#include "tests/support.h"

using namespace veto;
using namespace veto::signals;

namespace {

std::string verdict(std::string_view path, int status, std::string_view type,
                    std::string_view body) {
  const FileVerdict said = judge_file(path, status, type, body);
  const char* names[] = {"present", "absent", "not_that_file"};
  return std::string(names[static_cast<int>(said.presence)]) +
         (said.reason.empty() ? "" : " ") + std::string(said.reason);
}

}  // namespace

TEST_CASE("well-known files: which answer is the file") {
  const char* tdmrep = "/.well-known/tdmrep.json";
  const char* ai = "User-Agent: *\nDisallow: /\n";
  const char* html = "<!DOCTYPE html><html><body>App</body></html>";
  struct Row {
    const char* path;
    int status;
    const char* type;
    const char* body;
    const char* verdict;
  };
  const Row rows[] = {
      {tdmrep, 200, "application/json", "[]", "present"},
      {tdmrep, 200, "Application/JSON; charset=utf-8", "[{}]", "present"},
      {tdmrep, 200, "application/ld+json", "[{}]", "present"},
      {"/ai.txt", 200, "text/plain; charset=utf-8", ai, "present"},
      {"/llms.txt", 200, "text/markdown", "# Us", "present"},
      // What the reader makes of the right type is the reader's business.
      {"/ai.txt", 200, "text/plain", "# Title\nSome words", "present"},
      {"/license.xml", 200, "application/rsl+xml", "<rsl/>", "present"},
      // Single-page applications answer every path.
      {tdmrep, 200, "text/html", html, "not_that_file html_answer"},
      {"/ai.txt", 200, "text/html; charset=utf-8", html,
       "not_that_file html_answer"},
      {"/ai.txt", 200, "text/plain", html, "not_that_file html_answer"},
      {tdmrep, 200, "application/json", "\xEF\xBB\xBF\n <!-- a --> <HTML>",
       "not_that_file html_answer"},
      {"/trust.txt", 200, "", "<script>datatrainingallowed=no</script>",
       "not_that_file html_answer"},
      {"/ai.txt", 200, "text/html", "Page not found",
       "not_that_file html_answer"},
      {"/license.xml", 200, "text/html", "Page not found",
       "not_that_file html_answer"},
      {"/llms.txt", 200, "text/html", "# Us", "not_that_file html_answer"},
      // A wrong type is told, and does not undo what reads as the file.
      {tdmrep, 200, "text/plain", "[{\"location\": \"/\"}]",
       "present wrong_type"},
      {tdmrep, 200, "text/html", "[{\"location\": \"/\"}]",
       "present wrong_type"},
      {"/ai.txt", 200, "application/octet-stream", ai, "present wrong_type"},
      {"/trust.txt", 200, "", "datatrainingallowed=no", "present wrong_type"},
      {"/ai.txt", 200, "application/json", "{\"error\": 404}",
       "not_that_file wrong_type"},
      {tdmrep, 200, "text/plain", "not found", "not_that_file wrong_type"},
      // Others.
      {tdmrep, 404, "application/json", "[]", "absent not_200"},
      {tdmrep, 403, "text/html", html, "absent not_200"},
      {tdmrep, 500, "", "", "absent not_200"},
      {tdmrep, 204, "", "", "absent not_200"},
      {tdmrep, 0, "", "", "absent not_200"},
      {"/ai.txt", 200, "text/plain", " \n", "not_that_file empty"},
      {"/ai.txt", 200, "text/plain", "", "not_that_file empty"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.path);
    CAPTURE(row.type);
    CAPTURE(row.body);
    CHECK(verdict(row.path, row.status, row.type, row.body) == row.verdict);
  }
  CHECK(verdict("/ai.txt", 200, "text/plain",
                std::string(kMaxWellKnownBytes + 1, 'a')) ==
        "not_that_file too_large");
  CHECK(verdict("/ai.txt", 200, "text/plain",
                std::string(kMaxWellKnownBytes, 'a')) == "present");
}

TEST_CASE("well-known files: the list") {
  CHECK(well_known_files().size() == 5);
  REQUIRE(well_known_file("/ai.txt"));
  CHECK(well_known_file("/ai.txt")->family == Family::ai_txt);
  CHECK(well_known_file("/trust.txt")->family == Family::trust_txt);
  CHECK(well_known_file("/.well-known/trust.txt")->family == Family::trust_txt);
  CHECK(well_known_file("/.well-known/tdmrep.json")->family == Family::tdmrep);
  // A table of contents is no statement about use.
  REQUIRE(well_known_file("/llms.txt"));
  CHECK(well_known_file("/llms.txt")->family == std::nullopt);
  CHECK(well_known_file("/.well-known/security.txt") == nullptr);
}

TEST_CASE("well-known files: what a crawl asks for is what is read") {
  std::vector<std::string_view> asked(crawler::kSignalPaths.begin(),
                                      crawler::kSignalPaths.end());
  std::vector<std::string_view> read;
  for (const WellKnownFile& file : well_known_files())
    read.push_back(file.path);
  std::ranges::sort(asked);
  std::ranges::sort(read);
  CHECK(asked == read);
}
