// SPDX-License-Identifier: GPL-3.0-or-later
//
// Bundles that somebody changed and wrote the lists of anew: their parts
// contradict each other.

#include "reports/bundle/check_edition.h"

#include <functional>
#include <span>
#include <sstream>

#include "reports/bundle/bag.h"
#include "tests/reports/bundle_samples.h"
#include "tests/support.h"

using namespace veto;
using test::read_text;
using test::write_text;

namespace {

namespace fs = std::filesystem;

constexpr const char* kInfo = "bag-info.txt";
constexpr const char* kSummary = "data/00-report/summary.json";
constexpr const char* kText = "data/EDITION.txt";
constexpr const char* kHead = "data/40-custody/head.json";
constexpr const char* kCustody = "data/40-custody/custody.jsonl";
constexpr const char* kDerived = "data/80-derivatives/derivatives.jsonl";

void swap_words(const fs::path& file, std::string_view from,
                std::string_view to) {
  std::string text = read_text(file);
  const auto at = text.find(from);
  REQUIRE(at != std::string::npos);
  write_text(file, text.replace(at, from.size(), to));
}

struct Change {
  const char* what;
  std::function<void(const fs::path&)> apply;
  const char* problem;  // the first one: "kind file"
};

auto words(const char* file, const char* from, const char* to) {
  return [=](const fs::path& d) { swap_words(d / file, from, to); };
}
auto gone(const char* file) {
  return [=](const fs::path& d) { REQUIRE(fs::remove(d / file)); };
}
auto added(const char* file, const char* text = "x\n") {
  return [=](const fs::path& d) { write_text(d / file, text); };
}
auto labelled(const char* line) {
  return [=](const fs::path& d) {
    write_text(d / kInfo, read_text(d / kInfo) + line);
  };
}
auto both(std::function<void(const fs::path&)> one,
          std::function<void(const fs::path&)> other) {
  return [=](const fs::path& d) {
    one(d);
    other(d);
  };
}

const Change kOfConfidential[] = {
    {"relabelled", labelled("Veto-Edition: publishable\n"),
     "edition data/00-report/summary.json"},
    {"an edition there is none of", labelled("Veto-Edition: secret\n"),
     "edition bag-info.txt"},
    {"names a confidential edition",
     labelled("Confidential-Edition-Tagmanifest-SHA256: aa\n"),
     "edition bag-info.txt"},
    {"EDITION.txt", added(kText), "edition data/EDITION.txt"},
    {"a head", added(kHead), "edition data/40-custody/head.json"},
    {"no custody log", gone(kCustody), "missing data/40-custody/custody.jsonl"},
    {"no report", gone("data/00-report/report.html"),
     "missing data/00-report/report.html"},
    {"no summary", gone(kSummary), "missing data/00-report/summary.json"},
    {"no findings", gone("data/20-findings/findings.jsonl"),
     "missing data/20-findings/findings.jsonl"},
    {"no environment", gone("data/15-environment/environment.json"),
     "missing data/15-environment/environment.json"},
    {"no words how to check it", gone("VERIFY.txt"), "missing VERIFY.txt"},
    {"a summary that is none", added(kSummary, "[]"),
     "edition data/00-report/summary.json"},
    {"a summary of a lesser one",
     words(kSummary, "{", R"({"edition":{"name":"publishable"},)"),
     "edition data/00-report/summary.json"},
    {"a summary with an edition without a name",
     words(kSummary, "{", R"({"edition":[],)"),
     "edition data/00-report/summary.json"},
    {"a report of another custody log",
     words(kSummary, "\"head\":\"", "\"head\":\"0"),
     "custody data/00-report/summary.json"},
    {"a report of an event to come", words(kSummary, ":2,", ":4,"),
     "custody data/00-report/summary.json"},
    {"originals in clear, with derivatives",
     both(added(kDerived), labelled("Veto-Originals: in clear\n")),
     "edition data/80-derivatives/derivatives.jsonl"},
    {"originals in clear, with commitments",
     both(added("data/90-sealed/sealed.json"),
          labelled("Veto-Originals: in clear\n")),
     "edition data/90-sealed/sealed.json"},
    {"originals kept, and there",
     both(added("data/90-sealed/originals.p7m"),
          labelled("Veto-Originals: kept in the case\n")),
     "edition data/90-sealed/originals.p7m"},
    {"derivatives of nothing",
     both(added(kDerived, "{\"own_faces_clear\":true}\n"),
          labelled("Veto-Originals: sealed\n")),
     "missing data/10-captures/captures.wacz"},
    {"captures without derivatives",
     both(added("data/10-captures/captures.wacz"),
          labelled("Veto-Originals: kept in the case\n")),
     "missing data/80-derivatives/derivatives.jsonl"},
    {"captures without commitments",
     both(both(added("data/10-captures/captures.wacz"),
               added(kDerived, "{\"own_faces_clear\":true}\n")),
          labelled("Veto-Originals: sealed\n")),
     "missing data/90-sealed/sealed.json"},
};

const Change kOfLesser[] = {
    {"relabelled as confidential",
     words(kInfo, "Veto-Edition: publishable", "Veto-Edition: confidential"),
     "edition data/00-report/summary.json"},
    {"relabelled as the other",
     words(kInfo, "Edition: publishable", "Edition: non-confidential"),
     "edition data/00-report/summary.json"},
    {"relabelled, and its summary",
     both(words(kInfo, "Edition: publishable", "Edition: non-confidential"),
          words(kSummary, "publishable", "non-confidential")),
     "edition data/EDITION.txt"},
    {"without the label", words(kInfo, "Veto-Edition", "Veto-Editions"),
     "edition data/00-report/summary.json"},
    {"no EDITION.txt", gone(kText), "missing data/EDITION.txt"},
    {"EDITION.txt of another bundle", words(kText, "aaaa", "bbbb"),
     "edition data/EDITION.txt"},
    {"bag-info.txt of another bundle", words(kInfo, "aaaa", "bbbb"),
     "edition data/EDITION.txt"},
    {"no bound", words(kInfo, "Confidential-Edition", "X"),
     "edition bag-info.txt"},
    {"a bound that is no digest",
     words(kInfo, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n", "a\n"),
     "edition bag-info.txt"},
    {"another count in EDITION.txt", words(kText, "    12", "    11"),
     "edition data/EDITION.txt"},
    {"a count less in EDITION.txt", words(kText, "     3  packs\n", ""),
     "edition data/EDITION.txt"},
    {"another count in the summary", words(kSummary, ":12", ":1"),
     "edition data/EDITION.txt"},
    {"the case's name", labelled("Internal-Sender-Identifier: x\n"),
     "edition bag-info.txt"},
    {"originals in clear", words(kInfo, "kept in the case", "in clear"),
     "edition bag-info.txt"},
    {"no head", gone(kHead), "missing data/40-custody/head.json"},
    {"a head that is none", added(kHead, "{}"),
     "custody data/40-custody/head.json"},
    {"another head", words(kHead, "\"head\":\"", "\"head\":\"0"),
     "custody data/40-custody/head.json"},
    {"the head of another log",
     [](const fs::path& d) {
       std::string text = read_text(d / kHead);
       const auto at = text.find("\"head\":\"") + 8;
       text[at] = text[at] == '0' ? '1' : '0';
       write_text(d / kHead, text);
     },
     "altered bag-info.txt"},
    {"another head in bag-info.txt", words(kInfo, "Head: ", "Head: 0"),
     "altered bag-info.txt"},
    {"fewer events than the report's", words(kHead, ":3,", ":1,"),
     "custody data/00-report/summary.json"},
    {"a custody log", added(kCustody, ""),
     "edition data/40-custody/custody.jsonl"},
    {"evidence packs", added("data/30-packs/1/pack.json"),
     "edition data/30-packs/1/pack.json"},
    {"something sealed", added("data/90-sealed/log-1.p7m"),
     "edition data/90-sealed/log-1.p7m"},
    {"settings", added("data/15-environment/veto.toml"),
     "edition data/15-environment/veto.toml"},
    {"derivatives of a confidential one",
     both(added("data/10-captures/captures.wacz"),
          added(kDerived, "{\"own_faces_clear\":true}\n")),
     "edition data/80-derivatives/derivatives.jsonl"},
    {"derivatives that say nothing",
     both(added("data/10-captures/captures.wacz"), added(kDerived)),
     "edition data/80-derivatives/derivatives.jsonl"},
};

void check_all(std::span<const Change> changes,
               const std::function<void(const fs::path&)>& write) {
  for (const Change& change : changes) {
    CAPTURE(std::string(change.what));
    test::TempDir dir;
    write(dir / "b");
    REQUIRE(test::problems_of(dir / "b") == "");
    change.apply(dir / "b");
    test::relist_as_said(dir / "b");
    const std::string problems = test::problems_of(dir / "b");
    CHECK_MESSAGE(
        (problems + ';').starts_with(std::string(change.problem) + ';'),
        problems);
  }
}

}  // namespace

TEST_CASE("parts of a confidential edition that contradict each other") {
  check_all(kOfConfidential,
            [](const fs::path& d) { test::write_sample_bundle(d); });
}

TEST_CASE("parts of a lesser edition that contradict each other") {
  check_all(kOfLesser, test::write_lesser_bundle);
}

TEST_CASE("what is at odds with an altered file alone is not told") {
  test::TempDir dir;
  test::write_lesser_bundle(dir / "b");
  swap_words(dir / "b" / kInfo, "publishable", "confidential");
  CHECK(test::problems_of(dir / "b") == "altered bag-info.txt");
  test::write_lesser_bundle(dir / "c");
  swap_words(dir / "c" / kSummary, "publishable", "confidential");
  fs::remove(dir / "c" / kText);
  const std::string problems = test::problems_of(dir / "c");
  CHECK_MESSAGE(problems.find("edition") == std::string::npos, problems);
}

TEST_CASE("of a summary little is kept, however it is nested") {
  const struct {
    std::string text;
    bool fits;
    std::string edition;
  } rows[] = {
      {R"({"edition":{"name":"a","left_out":[{"count":1},{"count":2}]}})", true,
       "a"},
      {R"({"x":{"edition":{"name":"a"}},"y":["edition","name","a"]})", true,
       "none"},
      {R"({"edition":null})", true, "none"},
      {R"({"edition":"publishable"})", true, ""},
      {R"({"edition":{"name":7}})", true, ""},
      {std::string(65, '[') + std::string(65, ']'), false, ""},
      {"{\"x\":" + std::string(5'000'000, '['), false, ""},
      {R"({"edition":{"name":"a")", false, ""},
      {"null", false, ""},
      {"3", false, ""},
      {"", false, ""},
  };
  for (const auto& row : rows) {
    CAPTURE(row.text.substr(0, 80));
    std::istringstream in(row.text);
    const auto facts = reports::read_summary_facts(in);
    REQUIRE(facts.has_value() == row.fits);
    if (facts) CHECK(facts->edition.value_or("none") == row.edition);
  }
  std::istringstream in(rows[0].text);
  CHECK(reports::read_summary_facts(in)->left_out ==
        std::vector<std::uint64_t>{1, 2});
}
