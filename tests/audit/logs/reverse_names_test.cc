// SPDX-License-Identifier: GPL-3.0-or-later
//
// Clients that are known by their address's name in the DNS, as answers that
// were kept tell.

#include "audit/logs/reverse_names.h"

#include <doctest/doctest.h>

#include "audit/logs/ask_names.h"
#include "audit/logs/identity.h"
#include "tests/audit/logs/log_support.h"

namespace veto::logs {
namespace {

using test::at;
using test::codes;
using test::site;
using test::Site;
using Names = std::vector<std::string>;

TEST_CASE("reverse names: under a suffix, on the border of a label") {
  const Names suffixes = {".googlebot.com", ".Search.msn.com"};
  for (const char* name :
       {"crawl-1.googlebot.com", "a.b.GOOGLEBOT.com", "msnbot.search.msn.com"})
    CHECK(is_under(name, suffixes));
  for (const char* name :
       {"googlebot.com", ".googlebot.com", "evilgooglebot.com",
        "googlebot.com.evil.test", "msn.com", "x.msn.com", ""})
    CHECK(!is_under(name, suffixes));
  CHECK(!is_under("x.org", {}));
}

NameAnswer confirmed(const char* asked = "2026-11-24T00:00:00Z") {
  return {"66.249.66.1",
          test::utc(asked),
          {"crawl-66-249-66-1.googlebot.com"},
          {{"crawl-66-249-66-1.googlebot.com", {"66.249.66.1"}}}};
}

TEST_CASE("reverse names: the name has to be the operator's and to lead back") {
  const Names suffixes = {".googlebot.com"};
  CHECK(confirmed_name(confirmed(), suffixes) ==
        "crawl-66-249-66-1.googlebot.com");
  const struct {
    const char* what;
    NameAnswer answer;
  } cases[] = {{"no name", {"66.249.66.1", {}, {}, {}}},
               {"another operator's",
                {"66.249.66.1",
                 {},
                 {"crawl.evil.test"},
                 {{"crawl.evil.test", {"66.249.66.1"}}}}},
               {"leads elsewhere",
                {"66.249.66.1",
                 {},
                 {"a.googlebot.com"},
                 {{"a.googlebot.com", {"66.249.66.2"}}}}},
               {"leads nowhere", {"66.249.66.1", {}, {"a.googlebot.com"}, {}}},
               // Only what the address itself is called counts.
               {"another name leads back",
                {"66.249.66.1",
                 {},
                 {"b.googlebot.com"},
                 {{"a.googlebot.com", {"66.249.66.1"}}}}}};
  for (const auto& one : cases) {
    CAPTURE(one.what);
    CHECK(confirmed_name(one.answer, suffixes).empty());
  }
  NameAnswer six = confirmed();
  six.ip = "2001:4860:4801::1";
  six.addresses.begin()->second = {"2001:4860:4801:0::1"};
  CHECK(!confirmed_name(six, suffixes).empty());
}

struct NameFolder {
  veto::test::TempDir dir;
  std::vector<std::string> warnings;

  Sinks sinks() {
    Sinks sinks;
    sinks.warn = [this](const Error& error) { warnings.push_back(error.what); };
    return sinks;
  }
  NameFolder& keep(const NameAnswer& answer) {
    test::write(dir / "dns.jsonl",
                test::read(dir / "dns.jsonl") + answer_line(answer));
    return *this;
  }
  // An hour of a client, on 23 November.
  LogSummary visit(const char* address, const char* agent = "Googlebot/2.1",
                   NameAsker ask = {}) {
    Site one = site();
    one.hit(address, at("09:00:00"), "/robots.txt", agent, 200, 28)
        .hit(address, at("10:00:00"), "/p/x", agent);
    Inputs inputs = one.inputs();
    inputs.folder = dir.path();
    inputs.ask_names = std::move(ask);
    LogSummary summary = test::analysed(inputs, sinks());
    REQUIRE(codes(summary) == "V1");
    return summary;
  }
};

TEST_CASE("reverse names: a confirmed name of about then is I3") {
  NameFolder folder;
  folder.keep(confirmed());
  const auto summary = folder.visit("66.249.66.1");
  const audit::Finding& finding = summary.findings[0];
  CHECK(finding.identity == audit::Identity::i3);
  CHECK(finding.operator_name == "Google");
  CHECK(finding.fileable());
  CHECK(finding.facts["identity_note"] == "name_confirmed");
  CHECK(finding.facts["reverse_name"] == "crawl-66-249-66-1.googlebot.com");
  CHECK(finding.facts["reverse_asked"] == "2026-11-24T00:00:00.000Z");
  CHECK(finding.facts["reverse_days"] == 1);
  bool named = false;
  for (const audit::Evidence& item : finding.evidence)
    named |= item.kind == "dns" &&
             item.raw + "\n" == answer_line(confirmed()) &&
             item.sha256 == sha256(item.raw).hex();
  CHECK(named);
  CHECK(summary.clients[0].identity == audit::Identity::i3);
}

TEST_CASE("reverse names: how far the answer is, and whose name it is") {
  NameAnswer other = confirmed();
  other.addresses.begin()->second = {"66.249.66.9"};
  const struct {
    const char* what;
    NameAnswer answer;
    const char* agent;
    const char* identity;
    const char* note;
  } cases[] = {
      {"30 days", confirmed("2026-12-23T09:00:00Z"), "Googlebot/2.1", "I3",
       "name_confirmed"},
      {"a second more", confirmed("2026-12-23T09:00:01Z"), "Googlebot/2.1",
       "I2", "name_confirmed_late"},
      {"before", confirmed("2026-10-01T00:00:00Z"), "Googlebot/2.1", "I2",
       "name_confirmed_late"},
      {"elsewhere", other, "Googlebot/2.1", "I1", "name_not_confirmed"},
      {"another's name", confirmed(), "bingbot/2.0", "I1",
       "name_not_confirmed"},
  };
  for (const auto& one : cases) {
    CAPTURE(one.what);
    NameFolder folder;
    folder.keep(one.answer);
    const auto summary = folder.visit("66.249.66.1", one.agent);
    CHECK(summary.findings[0].facts["identity"] == one.identity);
    CHECK(summary.findings[0].facts["identity_note"] == one.note);
  }
  // An operator that documents no suffix is not known by any.
  NameFolder folder;
  folder.keep(confirmed());
  CHECK(!folder.visit("66.249.66.1", "GPTBot/1.2")
             .findings[0]
             .facts.contains("identity_note"));
}

TEST_CASE("reverse names: of several answers the nearest counts") {
  NameAnswer later = confirmed("2026-12-01T00:00:00Z");
  later.names.clear();
  NameFolder folder;
  folder.keep(later).keep(confirmed());
  CHECK(folder.visit("66.249.66.1").findings[0].identity ==
        audit::Identity::i3);
}

TEST_CASE("reverse names: asked once, kept, and asked of nobody else") {
  NameFolder folder;
  Names asked;
  bool follows_google = false, follows_evil = true;
  const NameAsker ask = [&](const std::string& ip, const auto& follows) {
    asked.push_back(ip);
    follows_google = follows("x.googlebot.com");
    follows_evil = follows("evilgooglebot.com");
    return Result<NameAnswer>(confirmed());
  };
  for (int i = 0; i < 2; ++i)
    CHECK(folder.visit("66.249.66.1", "Googlebot/2.1", ask)
              .findings[0]
              .identity == audit::Identity::i3);
  CHECK(asked == Names{"66.249.66.1"});
  CHECK(follows_google);
  CHECK(!follows_evil);
  CHECK(test::read(folder.dir / "dns.jsonl") == answer_line(confirmed()));
  // Offline: from what was kept.
  CHECK(folder.visit("66.249.66.1").findings[0].identity ==
        audit::Identity::i3);
  // No suffix is documented, no public address, no name at all.
  asked.clear();
  folder.visit("66.249.66.7", "GPTBot/1.2", ask);
  folder.visit("127.0.0.1", "Googlebot/2.1", ask);
  folder.visit("66.249.66.8", "Wget/1.21", ask);
  CHECK(asked.empty());
}

TEST_CASE("reverse names: a case keeps the answers it rests on") {
  veto::test::TempDir dir;
  auto made = Case::create(
      dir / "case",
      std::make_shared<FixedClock>(test::utc("2026-11-24T00:00:00Z")));
  REQUIRE(made.has_value());
  REQUIRE(made->begin_run("logs").has_value());
  NameFolder folder;
  Site one = site();
  one.hit("66.249.66.1", at("10:00:00"), "/p/x", "Googlebot/2.1").inputs();
  config::Settings settings;
  settings.logs.value = {one.dir / "access.log"};
  settings.robots_dir.value = one.dir / "robots";
  settings.complete_from.value = one.complete_from;
  settings.address_lists.value = folder.dir.path();
  const NameAsker ask = [](const std::string&, const auto&) {
    return Result<NameAnswer>(confirmed());
  };
  const auto report = run_logs(*made, settings, {}, {}, ask);
  REQUIRE_MESSAGE(report.has_value(), (report ? "" : report.error().message()));
  const std::string line = answer_line(confirmed());
  CHECK(test::read(made->path("logs/addresses/" +
                              sha256(line).hex().substr(0, 16) +
                              "-dns.jsonl")) == line);
  const auto loaded = load_logs(*made, made->run_id());
  REQUIRE(loaded.has_value());
  REQUIRE(codes(*loaded) == "V2");
  CHECK(loaded->findings[0].identity == audit::Identity::i3);
}

TEST_CASE("reverse names: who is not answered stays a name, and is counted") {
  for (const ErrorKind kind : {ErrorKind::network, ErrorKind::too_large}) {
    NameFolder folder;
    const NameAsker ask = [&](const std::string& ip, const auto&) {
      return Result<NameAnswer>(fail(kind, "nobody there", ip));
    };
    const auto summary = folder.visit("66.249.66.1", "Googlebot/2.1", ask);
    CHECK(summary.findings[0].identity == audit::Identity::i1);
    REQUIRE(folder.warnings.size() == 1);
    CHECK(folder.warnings[0].starts_with("1 addresses"));
    CHECK(test::read(folder.dir / "dns.jsonl").empty());
  }
}

TEST_CASE("reverse names: lines that are no answers are left out") {
  veto::test::TempDir dir;
  std::string text = answer_line(confirmed());
  for (
      const char* line :
      {"{}", "[]", "x",
       R"({"ip":"x","asked_at":"2026-11-24T00:00:00Z","names":[],"addresses":{}})",
       R"({"ip":"1.1.1.1","asked_at":"today","names":[],"addresses":{}})",
       R"({"ip":"1.1.1.1","asked_at":"2026-11-24T00:00:00Z","names":[1],"addresses":{}})",
       R"({"ip":"1.1.1.1","asked_at":"2026-11-24T00:00:00Z","names":[],"addresses":[]})",
       R"({"ip":"1.1.1.1","asked_at":"2026-11-24T00:00:00Z","names":[],"addresses":{"a":[1]}})"})
    text += std::string(line) + "\n";
  test::write(dir / "dns.jsonl", text);
  int warnings = 0;
  Sinks sinks;
  sinks.warn = [&](const Error&) { ++warnings; };
  const auto answers = NameAnswers::load(dir / "dns.jsonl", sinks);
  REQUIRE(answers.has_value());
  CHECK(warnings == 8);
  const UtcTime then = test::utc("2026-11-23T00:00:00Z");
  REQUIRE(answers->nearest("66.249.66.1", then, then) != nullptr);
  CHECK(answers->nearest("1.1.1.1", then, then) == nullptr);
  CHECK(answer_line(answers->nearest("66.249.66.1", then, then)->answer) ==
        answer_line(confirmed()));
}

}  // namespace
}  // namespace veto::logs
