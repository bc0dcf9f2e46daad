// SPDX-License-Identifier: GPL-3.0-or-later
//
// Commitments to a log's lines: which are shown, and that the proofs hold.

#include "audit/logs/commitment.h"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include "audit/logs/disclosure.h"
#include "audit/logs/line_proof.h"
#include "audit/logs/survey.h"
#include "tests/audit/logs/log_support.h"

namespace veto::logs {
namespace {

using test::at;
using test::Site;

constexpr const char* kOnlooker =
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/130.0.0.0 Safari/537.36";

Digest counting_secret() {
  Digest secret;
  for (std::size_t i = 0; i < secret.bytes.size(); ++i)
    secret.bytes[i] = static_cast<std::uint8_t>(i);
  return secret;
}

struct Committed {
  CommittedLog log;
  std::vector<std::string> lines;
};

Committed committed(const std::filesystem::path& path, const ShowLine& show) {
  Committed result;
  auto log = commit_log(path, LogStream::kWholeFile, counting_secret(), show,
                        [&](std::string_view bytes) {
                          result.lines.emplace_back(bytes);
                          return Status();
                        },
                        {});
  REQUIRE(log);
  result.log = *std::move(log);
  return result;
}

// Of the site's log, by the findings that the analysis makes of it.
struct Shown {
  std::vector<std::string> lines;
  std::vector<std::string> why;
  std::vector<std::string> accused;
};

Shown shown_of(Site& site) {
  const LogSummary summary = test::analysed(site.inputs(), Sinks());
  const auto path = site.dir / "access.log";
  auto form = survey(path, nullptr);
  REQUIRE(form);
  Disclosure disclosure(summary.findings, summary.files[0].stream_digest,
                        form->format, "veto");
  Shown result;
  const auto made =
      committed(path, [&](const Line& line) { return disclosure.why(line); });
  result.lines = made.lines;
  for (const ShownLine& line : made.log.shown) {
    std::string text;
    for (const auto& name : reasons_to_show(line.why)) text += name + " ";
    result.why.push_back(text);
  }
  result.accused = disclosure.accused();
  return result;
}

}  // namespace

// The root by a program of a few lines in another language.
TEST_CASE("salts, leaves and the root of a small log") {
  CHECK(line_salt(counting_secret(), 1).hex() ==
        "c432e059c378eef7fe2f1181a4050836f51e0856fd74937be81784fa0efa7a1c");
  CHECK(line_salt(counting_secret(), 258).hex() ==
        "c82dcd3922da9561a1a45609a7e3eb3dfa39b8df909016f48d6831c45cf93b7f");
  veto::test::TempDir dir;
  // What ends a line is no part of it.
  using namespace std::string_literals;
  for (const std::string& text :
       {"one\ntwo\n\nfour\nfive\n"s, "one\r\ntwo\n\nfour\nfive"s,
        "\xEF\xBB\xBFone\ntwo\n\n\0four\nfive\n"s}) {
    test::write(dir / "log", text);
    const auto made = committed(dir / "log", [](const Line&) { return 0u; });
    CHECK(made.log.lines == 5);
    CHECK(made.log.shown.empty());
    CHECK(made.log.root.hex() ==
          "fee0986b42acbbf1e38c96f74b5392cc5f92832f7502d78522ab48e1f8b2bf0b");
  }
}

TEST_CASE("shown lines have proofs that hold for them alone") {
  veto::test::TempDir dir;
  std::string text;
  for (int i = 1; i <= 1000; ++i) text += "line " + std::to_string(i) + "\n";
  test::write(dir / "log", text);
  const auto made = committed(
      dir / "log", [](const Line& line) { return line.number % 100 == 0; });
  REQUIRE(made.log.shown.size() == 10);
  CHECK(made.log.stream == sha256(text));
  for (std::size_t i = 0; i < 10; ++i) {
    const ShownLine& line = made.log.shown[i];
    CHECK(line.line == (i + 1) * 100);
    CHECK(text.substr(line.offset, line.length) == made.lines[i]);
    const auto root_by = [&](std::string_view bytes) {
      return merkle_root(line_leaf(line.salt, bytes), line.line - 1,
                         made.log.lines, line.path);
    };
    CHECK(root_by(made.lines[i]) == made.log.root);
    CHECK(root_by(made.lines[i] + " ") != made.log.root);
  }
}

TEST_CASE("lines of visitors are not shown") {
  Site site(test::kRules);
  site.hit("192.0.2.1", at("10:00:00"), "/robots.txt", "GPTBot/1.2", 200, 28);
  site.hit("192.0.2.1", at("10:00:30"), "/p/a.html", "GPTBot/1.2", 200, 1000);
  site.hit("192.0.2.1", at("10:00:31"), "/ok.html", "GPTBot/1.2", 200, 1000);
  // Behind the same address; and one who reads robots.txt out of interest.
  site.hit("192.0.2.1", at("10:01:00"), "/p/me.html", kOnlooker);
  site.hit("198.51.100.9", at("10:02:00"), "/p/me.html", kOnlooker);
  site.hit("198.51.100.7", at("10:03:00"), "/robots.txt", kOnlooker, 200, 28);
  site.hit("203.0.113.5", at("10:04:00"), "/robots.txt", "OtherBot/1", 200, 28);
  site.hit("203.0.113.5", at("10:05:00"), "/ok.html", "OtherBot/1", 200, 1000);
  const Shown shown = shown_of(site);
  for (const std::string& line : shown.lines) {
    CAPTURE(line);
    CHECK(line.find("Chrome") == std::string::npos);
    CHECK(line.find("203.0.113.5 - - [23/Nov/2026:10:05") == std::string::npos);
  }
  REQUIRE(shown.lines.size() == 4);
  CHECK(shown.why[0].find("robots accused") != std::string::npos);
  CHECK(shown.why[1].find("evidence") != std::string::npos);
  CHECK(shown.why[2].find("accused") != std::string::npos);
  CHECK(shown.why[3].find("robots") != std::string::npos);
  CHECK(shown.accused == std::vector<std::string>{"192.0.2.1/32"});
}

TEST_CASE("a published range is shown where the finding rests on it") {
  audit::Finding finding;
  finding.code = "V1";
  finding.facts = {{"client_ip", "192.0.2.1"},
                   {"address_prefix", "192.0.2.0/24"}};
  const auto accused = [&](audit::Identity identity) {
    finding.identity = identity;
    return Disclosure({finding}, Digest(), std::nullopt, "").accused();
  };
  using Texts = std::vector<std::string>;
  CHECK(accused(audit::Identity::i3) == Texts{"192.0.2.0/24", "192.0.2.1/32"});
  CHECK(accused(audit::Identity::i2) == Texts{"192.0.2.1/32"});
  CHECK(accused(audit::Identity::ix) == Texts{"192.0.2.1/32"});
  finding.code = "P1";
  CHECK(accused(audit::Identity::i3).empty());
}

TEST_CASE("a proof reads as it is written, and no other way") {
  LineProof proof;
  proof.line = {7,
                812,
                123,
                kShowsEvidence | kShowsAccused,
                sha256("salt"),
                {{true, sha256("a")}, {false, sha256("b")}}};
  proof.excerpt_offset = 40;
  const std::string row = proof_row(proof);
  const auto again = parse_proof_row(row);
  REQUIRE(again);
  CHECK(proof_row(*again) == row);
  CHECK(again->line.path == proof.line.path);
  CHECK(again->line.why == proof.line.why);
  const auto with = [&](const std::string& from, const std::string& to) {
    std::string other = row;
    REQUIRE(other.find(from) != std::string::npos);
    other.replace(other.find(from), from.size(), to);
    return parse_proof_row(other).has_value();
  };
  CHECK(with("\"line\":7", "\"line\":8"));
  CHECK_FALSE(with("\"line\":7", "\"line\":0"));
  CHECK_FALSE(with("\"line\":7", "\"line\":-7"));
  CHECK_FALSE(with("\"length\":123", "\"length\":65537"));
  CHECK_FALSE(with("\"L", "\"X"));
  CHECK_FALSE(with("evidence", "hearsay"));
  CHECK_FALSE(with("{", "{\"more\":1,"));
  CHECK_FALSE(with("\"salt\":\"", "\"salt\":\"sha256:"));
  for (const char* text : {"", "[]", "{}", "null", "{\"line\":[[[[1]]]]}"})
    CHECK_FALSE(parse_proof_row(text));
  CHECK_FALSE(parse_proof_row(row + std::string(kMaxProof, ' ')));
}

TEST_CASE("a log's secret is made once, for its owner's eyes") {
  veto::test::TempDir dir;
  auto the_case = Case::create(dir / "c", std::make_shared<SystemClock>());
  REQUIRE(the_case);
  const auto secret = log_secret(*the_case, sha256("log"));
  REQUIRE(secret);
  CHECK(*log_secret(*the_case, sha256("log")) == *secret);
  CHECK(*log_secret(*the_case, sha256("another")) != *secret);
  const auto path = secret_path(*the_case, sha256("log"));
  struct stat facts {};
  REQUIRE(::stat(path.c_str(), &facts) == 0);
  CHECK((facts.st_mode & 0777) == 0600);
  CHECK(test::read(dir / "c/custody.jsonl").find(secret->hex()) ==
        std::string::npos);
  test::write(path, "no secret\n");
  CHECK(log_secret(*the_case, sha256("log")).error().kind ==
        ErrorKind::damaged);
}

}  // namespace veto::logs
