// SPDX-License-Identifier: GPL-3.0-or-later
//
// Address lists that this program fetched itself, told by their line in the
// manifest: they verify an operator, the user's own files do not.

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "audit/logs/identity.h"
#include "audit/logs/import_log.h"
#include "audit/logs/pack.h"
#include "audit/logs/pack_write.h"
#include "audit/logs/rederive.h"
#include "tests/audit/logs/log_support.h"

namespace veto::logs {
namespace {

using test::at;
using test::codes;
using test::site;
using test::Site;

constexpr const char* kName = "gptbot.20261120T000000Z.json";
constexpr const char* kText = R"(["20.171.206.0/23", "20.171.208.9/32"])";

Observation fetched() {
  return {.file = kName,
          .url = "https://openai.com/gptbot.json",
          .status = 200,
          .time = test::utc("2026-11-20T00:00:00.250Z"),
          .bytes = std::string_view(kText).size(),
          .digest = sha256(kText),
          .certificate_host = "openai.com",
          .certificate = sha256("certificate").hex()};
}

struct Folder {
  veto::test::TempDir dir;
  std::vector<std::string> warnings;
  std::filesystem::path packs;

  explicit Folder(const std::string& manifest, const char* text = kText) {
    test::write(dir / kName, text);
    test::write(dir / "manifest.jsonl", manifest);
  }
  Sinks sinks() {
    Sinks sinks;
    sinks.warn = [this](const Error& error) { warnings.push_back(error.what); };
    return sinks;
  }
  // An hour of a client that names itself GPTBot.
  LogSummary visit(const char* address) {
    Site one = site();
    one.hit(address, at("09:00:00"), "/robots.txt", "GPTBot/1.2", 200, 28)
        .hit(address, at("10:00:00"), "/p/x", "GPTBot/1.2");
    Inputs inputs = one.inputs();
    auto files = list_address_files(dir.path(), sinks());
    REQUIRE(files.has_value());
    inputs.address_lists = *files;
    inputs.packs = packs;
    LogSummary summary = test::analysed(inputs, sinks());
    REQUIRE(codes(summary) == "V1");
    return summary;
  }
};

TEST_CASE("captured lists: an address in what was seen published is I3") {
  Folder folder(observation_line(fetched()));
  const auto summary = folder.visit("20.171.207.5");
  CHECK(folder.warnings.empty());
  const audit::Finding& finding = summary.findings[0];
  CHECK(finding.identity == audit::Identity::i3);
  CHECK(finding.operator_name == "OpenAI");
  CHECK(finding.grade.identity == 4);
  CHECK(finding.fileable());
  CHECK(finding.facts["identity_note"] == "in_captured_list");
  const auto& list = finding.facts["address_lists"][0];
  CHECK(list["provenance"] == "captured");
  CHECK(list["url"] == "https://openai.com/gptbot.json");
  CHECK(list["certificate_host"] == "openai.com");
  CHECK(list["fetched_at"] == "2026-11-20T00:00:00.250Z");
  bool named = false;
  for (const audit::Evidence& item : finding.evidence)
    named |= item.kind == "addresses" && item.sha256 == sha256(kText).hex() &&
             item.raw + "\n" == observation_line(fetched());
  CHECK(named);
  CHECK(summary.clients[0].identity == audit::Identity::i3);
}

TEST_CASE(
    "captured lists: an agent of persons at its operator's is no person") {
  constexpr const char* kFile = "chatgpt-user.20261120T000000Z.json";
  Observation seen = fetched();
  seen.file = kFile;
  seen.url = "https://openai.com/chatgpt-user.json";
  Folder folder(observation_line(seen));
  test::write(folder.dir / kFile, kText);
  const std::pair<const char*, const char*> cases[] = {{"20.171.207.5", "R1"},
                                                       {"127.0.0.9", ""}};
  for (const auto& [address, expected] : cases) {
    CAPTURE(std::string(address));
    Site one = site();
    one.faces = {{"/f.jpg", "http://x.test/f.jpg", sha256("f"), 500, "c"}};
    one.hit(address, at("09:00:00"), "/f.jpg", "ChatGPT-User/1.0", 200, 500);
    Inputs inputs = one.inputs();
    auto files = list_address_files(folder.dir.path(), folder.sinks());
    REQUIRE(files.has_value());
    inputs.address_lists = *files;
    CHECK(codes(test::analysed(inputs, folder.sinks())) == expected);
  }
}

TEST_CASE("captured lists: a pack holds the proof, and is nothing without it") {
  Folder folder(observation_line(fetched()));
  folder.packs = folder.dir / "packs";
  const auto summary = folder.visit("20.171.207.5");
  const auto dir = folder.packs / pack_folder(summary.findings[0]);
  const auto outcome = [&] {
    const auto files = read_pack_files(dir);
    REQUIRE(files.has_value());
    return rederive(*files, dir / "identity").outcome;
  };
  CHECK(outcome() == Rederived::confirmed);
  const auto list = dir / "identity" / kName;
  CHECK(test::read(list) == kText);
  for (const auto& file : {list, dir / "identity/manifest.jsonl"}) {
    const std::string text = test::read(file);
    for (std::size_t i = 0; i < text.size(); ++i) {
      std::string other = text;
      other[i] ^= 1;
      test::write(file, other);
      CAPTURE(i);
      CHECK(outcome() == Rederived::failed);
    }
    test::write(file, text);
  }
  CHECK(outcome() == Rederived::confirmed);
}

TEST_CASE("captured lists: what a list does not say, it does not say here") {
  const struct {
    const char* address;
    const char* identity;
    const char* note;
  } cases[] = {{"20.171.208.9", "I2", "single_address"},
               {"20.171.208.5", "I1", "not_in_list"},
               {"127.0.0.1", "I1", "address_local"}};
  for (const auto& one : cases) {
    CAPTURE(one.address);
    Folder folder(observation_line(fetched()));
    const auto summary = folder.visit(one.address);
    CHECK(summary.findings[0].facts["identity"] == one.identity);
    CHECK(summary.findings[0].facts["identity_note"] == one.note);
    CHECK(summary.findings[0].operator_name.empty());
  }
}

TEST_CASE("captured lists: a line that leaves a doubt makes nobody verified") {
  const struct {
    const char* what;
    void (*change)(Observation&);
    const char* warning;
  } cases[] = {
      {"another time", [](Observation& o) { o.time += std::chrono::hours(1); },
       "another time"},
      {"status", [](Observation& o) { o.status = 404; }, "was not 200"},
      {"no TLS", [](Observation& o) { o.certificate_host.clear(); },
       "not fetched over https"},
      {"another's certificate",
       [](Observation& o) { o.certificate_host = "evil.test"; },
       "not fetched over https"},
      {"http", [](Observation& o) { o.url = "http://openai.com/gptbot.json"; },
       "names another address"},
      {"another URL",
       [](Observation& o) { o.url = "https://openai.com/searchbot.json"; },
       "names another address"}};
  for (const auto& one : cases) {
    CAPTURE(one.what);
    Observation seen = fetched();
    one.change(seen);
    Folder folder(observation_line(seen));
    const auto summary = folder.visit("20.171.207.5");
    CHECK(summary.findings[0].identity == audit::Identity::i2);
    CHECK(summary.findings[0].facts["identity_note"] == "in_list");
    CHECK(summary.findings[0].facts["address_lists"][0]["provenance"] ==
          "asserted");
    REQUIRE(folder.warnings.size() == 1);
    CHECK(folder.warnings[0].find(one.warning) != std::string::npos);
  }
}

TEST_CASE("captured lists: bytes that were not fetched are not used at all") {
  Folder folder(observation_line(fetched()), R"(["20.171.0.0/16"])");
  const auto summary = folder.visit("20.171.1.5");
  CHECK(summary.findings[0].identity == audit::Identity::i1);
  CHECK(!summary.findings[0].facts.contains("identity_note"));
  REQUIRE(folder.warnings.size() == 1);
  CHECK(folder.warnings[0].find("not those that the manifest names") !=
        std::string::npos);
}

TEST_CASE("manifest: a line is read as it was written, others are named") {
  veto::test::TempDir dir;
  std::vector<std::string> where;
  Sinks sinks;
  sinks.warn = [&](const Error& error) { where.push_back(error.where); };
  const std::string line = observation_line(fetched());
  test::write(dir / "m", line + "{}\nrubbish\n\n" + line +
                             std::string(kMaxManifestLine + 1, 'x') + "\n");
  const auto manifest = read_manifest(dir / "m", sinks);
  REQUIRE(manifest.has_value());
  REQUIRE(manifest->size() == 1);
  const ManifestEntry& entry = manifest->at(kName);
  CHECK(entry.line + "\n" == line);
  CHECK(observation_line(entry.seen) == line);
  REQUIRE(where.size() == 4);
  CHECK(where[0].ends_with("line 2"));
  CHECK(where[3].ends_with("line 6"));
  CHECK(read_manifest(dir / "none", sinks)->empty());
}

TEST_CASE("captured lists: a case keeps the manifest beside the list") {
  veto::test::TempDir dir;
  auto made = Case::create(
      dir / "case",
      std::make_shared<FixedClock>(test::utc("2026-11-24T00:00:00Z")));
  REQUIRE(made.has_value());
  REQUIRE(made->begin_run("logs").has_value());
  const std::string line = observation_line(fetched());
  Folder folder(line);
  const auto files = import_address_lists(*made, folder.dir.path(), {});
  REQUIRE(files.has_value());
  REQUIRE(files->size() == 1);
  CHECK(files->front().seen.has_value());
  CHECK(test::read(made->path("logs/addresses/" +
                              sha256(line).hex().substr(0, 16) +
                              "-manifest.jsonl")) == line);
}

}  // namespace
}  // namespace veto::logs
