// SPDX-License-Identifier: GPL-3.0-or-later
//
// Clients that sign their requests: known by it where they sign all, by a key
// of a directory that this program saw.

#include "audit/logs/signed_requests.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "audit/logs/identity.h"
#include "tests/audit/logs/log_support.h"
#include "tests/audit/logs/signature_sample.h"

namespace veto::logs {
namespace {

using test::codes;
using test::jwk_set;
using test::kThumbprint;
using test::sign;
using test::Site;

constexpr const char* kKeyFile = "exasearchbot.20261120T000000Z.keys.json";
constexpr const char* kDirectory =
    "https://crawler.exa.ai/.well-known/"
    "http-message-signatures-directory";
constexpr const char* kAgentField = R"("https://crawler.exa.ai")";
constexpr std::int64_t kTen = 1'795'428'000;  // 2026-11-23T10:00:00Z

// A line as the log format that `veto signals fix` sets up has it.
struct Line {
  int seconds = 0;  // after ten
  bool is_signed = true;
  const char* target = "/p/x";
  const char* agent = "ExaSearchBot/1.0";
  const char* ip = "52.142.26.175";
  const char* host = "example.org";

  std::string json() const {
    const std::int64_t time = kTen + seconds;
    nlohmann::json line = {{"ms", std::to_string(time) + ".000"},
                           {"ip", ip},
                           {"host", host},
                           {"m", "GET"},
                           {"u", target},
                           {"st", 200},
                           {"b", 28},
                           {"ref", ""},
                           {"ua", agent},
                           {"sa", ""},
                           {"si", ""},
                           {"sg", ""},
                           {"rid", "1"}};
    if (is_signed) {
      const std::string written = fmt::format(
          R"(("@authority" "signature-agent");created={};expires={};)"
          R"(keyid="{}";tag="web-bot-auth")",
          time, time + 300, kThumbprint);
      line["sa"] = kAgentField;
      line["si"] = "sig=" + written;
      line["sg"] = sign(
          fmt::format("\"@authority\": example.org\n\"signature-agent\": {}\n"
                      "\"@signature-params\": {}",
                      kAgentField, written));
    }
    return line.dump() + "\n";
  }
};

struct KeyFolder {
  veto::test::TempDir dir;
  std::vector<std::string> warnings;

  explicit KeyFolder(bool seen, const char* url = kDirectory) {
    test::write(dir / kKeyFile, jwk_set());
    if (!seen) return;
    const Observation one{.file = kKeyFile,
                          .url = url,
                          .status = 200,
                          .time = test::utc("2026-11-20T00:00:00Z"),
                          .bytes = jwk_set().size(),
                          .digest = sha256(jwk_set()),
                          .certificate_host = "crawler.exa.ai",
                          .certificate = sha256("x").hex()};
    test::write(dir / "manifest.jsonl", observation_line(one));
  }
  LogSummary judge(const std::vector<Line>& lines) {
    Site site(test::kRules);
    for (const Line& one : lines) site.log += one.json();
    Sinks sinks;
    sinks.warn = [this](const Error& error) { warnings.push_back(error.what); };
    Inputs inputs = site.inputs();
    inputs.address_lists = *list_address_files(dir.path(), sinks);
    auto summary = analyse_logs(inputs, sinks, {});
    REQUIRE_MESSAGE(summary.has_value(),
                    (summary ? "" : summary.error().message()));
    REQUIRE(codes(*summary) == "V2");
    return std::move(*summary);
  }
};

TEST_CASE("signed requests: all of a client's are signed, and it is I4") {
  KeyFolder folder(true);
  const auto summary = folder.judge({{}, {.seconds = 9, .target = "/p/y"}});
  CHECK(folder.warnings.empty());
  const audit::Finding& finding = summary.findings[0];
  CHECK(finding.identity == audit::Identity::i4);
  CHECK(finding.operator_name == "Exa");
  CHECK(finding.grade.identity == 4);
  CHECK(finding.facts["identity_note"] == "signed");
  CHECK(finding.facts["signed_requests"] == 2);
  CHECK(finding.facts["signature_failures"] == 0);
  CHECK(finding.facts["signature_keyid"] == kThumbprint);
  CHECK(finding.facts["key_directory"]["url"] == kDirectory);
  CHECK(finding.facts["key_directory"]["provenance"] == "captured");
  bool named = false;
  for (const audit::Evidence& item : finding.evidence)
    named |= item.kind == "keys" && item.sha256 == sha256(jwk_set()).hex();
  CHECK(named);
  CHECK(summary.clients[0].identity == audit::Identity::i4);
  CHECK(summary.verdicts[0].identity == audit::Identity::i4);
}

TEST_CASE("signed requests: what makes it less") {
  const struct {
    const char* what;
    bool seen;
    std::vector<Line> lines;
    const char* identity;
    const char* note;
  } cases[] = {
      {"by the user's directory", false, {{}}, "I2", "signed_by_given_key"},
      {"one is not signed",
       true,
       {{}, {.seconds = 3, .is_signed = false}},
       "I1",
       "signed_in_part"},
      {"one is for another host",
       true,
       {{}, {.seconds = 3}, {.seconds = 6, .host = "a.org"}},
       "I1",
       "signed_in_part"},
      {"all are for another host",
       true,
       {{.host = "a.org"}},
       "I1",
       "signature_wrong"},
      {"from our own network",
       true,
       {{.ip = "10.0.0.7"}},
       "I1",
       "address_local"}};
  for (const auto& one : cases) {
    CAPTURE(one.what);
    KeyFolder folder(one.seen);
    const auto summary = folder.judge(one.lines);
    const audit::Finding& finding = summary.findings[0];
    CHECK(finding.facts["identity"] == one.identity);
    CHECK(finding.facts["identity_note"] == one.note);
    CHECK(finding.operator_name.empty());
  }
}

TEST_CASE("signed requests: another's name gains nothing by a signature") {
  KeyFolder folder(true);
  const auto summary = folder.judge({{.agent = "GPTBot/1.2"}});
  CHECK(summary.findings[0].identity == audit::Identity::i1);
  CHECK(!summary.findings[0].facts.contains("identity_note"));
}

TEST_CASE("signed requests: a directory that leaves a doubt is the user's") {
  KeyFolder folder(true, "https://crawler.exa.ai/keys");
  CHECK(folder.judge({{}}).findings[0].identity == audit::Identity::i2);
  REQUIRE(folder.warnings.size() == 1);
  CHECK(folder.warnings[0].find("another address") != std::string::npos);
}

TEST_CASE("signed requests: unusable directories are named and left out") {
  KeyFolder folder(true);
  test::write(folder.dir / kKeyFile, jwk_set() + " ");
  test::write(folder.dir / "gptbot.20261120T000000Z.keys.json", jwk_set());
  test::write(folder.dir / "exasearchbot.20261121T000000Z.keys.json", "{}");
  const auto summary = folder.judge({{}});
  CHECK(!summary.findings[0].facts.contains("identity_note"));
  CHECK(folder.warnings.size() == 3);
}

}  // namespace
}  // namespace veto::logs
