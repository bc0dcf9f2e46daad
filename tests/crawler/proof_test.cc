// SPDX-License-Identifier: GPL-3.0-or-later
//
// Proof of control, and what it allows.
#include "crawler/api/proof.h"

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>

#include "tests/crawler/crawl_case.h"
#include "tests/crawler/dns_server.h"
#include "tests/crawler/loopback_server.h"

using namespace veto;
using namespace veto::crawler;
using test::Answer;
using test::answer;
using test::CrawlCase;
using test::html;
using test::LoopbackServer;
using test::redirect;

namespace {

std::string custody_of(const Case& the_case) {
  std::ifstream in(the_case.path("custody.jsonl"));
  return {std::istreambuf_iterator<char>(in), {}};
}

// A site with this robots.txt that serves `proof` under the path of the proof.
struct ProofSite {
  ProofSite(Answer robots, std::string token, Answer proof)
      : server([=](const std::string& target) -> Answer {
          if (target == "/robots.txt") return robots;
          if (target == proof_path(token)) return proof;
          if (target == "/elsewhere")
            return answer(200, "text/plain", proof_line(token));
          return html("page");
        }) {}

  Url url() const { return *Url::parse(server.url("/page")); }

  LoopbackServer server;
};

const Answer kNoRobots = answer(404, "text/plain", "");

Answer holding(const std::string& token) {
  return answer(200, "text/plain", proof_line(token) + "\r\n");
}

std::string token_of(CrawlCase& crawl) {
  auto token = proof_token(crawl.the_case);
  REQUIRE(token);
  return *token;
}

}  // namespace

TEST_CASE("a case keeps one secret") {
  CrawlCase crawl({});
  const std::string token = token_of(crawl);
  CHECK(token.size() == 32);
  CHECK(token.find_first_not_of("0123456789abcdef") == std::string::npos);
  CHECK(token_of(crawl) == token);
  CrawlCase other({});
  CHECK(token_of(other) != token);
}

TEST_CASE("a file with the secret shows control, and is put on record") {
  CrawlCase crawl({});
  const std::string token = token_of(crawl);
  ProofSite site(kNoRobots, token, holding(token));
  const auto proof = check_proof(crawl.the_case, site.url(), crawl.settings);
  REQUIRE(proof);
  CHECK(proof->host == "127.0.0.1");
  CHECK(proof->url == site.server.url(proof_path(token)));
  const auto valid = valid_proofs(crawl.the_case);
  REQUIRE(valid);
  REQUIRE(valid->size() == 1);
  CHECK(valid->front().token == token);
  CHECK(custody_of(crawl.the_case).find(token) != std::string::npos);
  CHECK(site.server.last_request().find("User-Agent: veto/") !=
        std::string::npos);
}

TEST_CASE("what shows nothing is refused and not kept") {
  CrawlCase crawl({});
  const std::string token = token_of(crawl);
  struct Row {
    const char* why;
    Answer proof;
    ErrorKind kind;
  };
  const Row rows[] = {
      {"no file", answer(404, "text/plain", proof_line(token)),
       ErrorKind::network},
      {"another secret", holding(std::string(32, '0')), ErrorKind::refused},
      {"more than the line",
       answer(200, "text/plain", proof_line(token) + "\nx"),
       ErrorKind::refused},
      {"a page that has it in its midst",
       html("<p>" + proof_line(token) + "</p>"), ErrorKind::refused},
      {"a file without end",
       answer(200, "text/plain", proof_line(token) + std::string(9000, ' ')),
       ErrorKind::refused},
      {"elsewhere", redirect("/elsewhere"), ErrorKind::network},
  };
  for (const Row& row : rows) {
    CAPTURE(row.why);
    ProofSite site(kNoRobots, token, row.proof);
    const auto proof = check_proof(crawl.the_case, site.url(), crawl.settings);
    REQUIRE_FALSE(proof);
    CHECK(proof.error().kind == row.kind);
    CHECK(proof.error().hint.find(token) != std::string::npos);
  }
  CHECK(valid_proofs(crawl.the_case)->empty());
  CHECK(custody_of(crawl.the_case).find(token) == std::string::npos);
}

TEST_CASE("a record in the DNS shows control where there is no file") {
  const auto no_file = answer(404, "text/plain", "");
  struct Row {
    const char* why;
    std::string name, text;
    bool shown;
  };
  CrawlCase crawl({});
  const std::string token = token_of(crawl);
  const Row rows[] = {
      {"another name", "localhost", proof_line(token), false},
      {"another secret", proof_record("localhost"),
       proof_line(std::string(32, '0')), false},
      {"the record", proof_record("localhost"), proof_line(token), true},
  };
  for (const Row& row : rows) {
    CAPTURE(row.why);
    ProofSite site(kNoRobots, token, no_file);
    const test::DnsServer dns(row.name, {{"other=1"}, {row.text}});
    const auto url =
        Url::parse("http://localhost:" + std::to_string(site.server.port()));
    REQUIRE(url);
    const auto proof =
        check_proof(crawl.the_case, *url, crawl.settings, dns.address());
    CHECK(proof.has_value() == row.shown);
    CHECK(valid_proofs(crawl.the_case)->size() == (row.shown ? 1 : 0));
    if (proof) CHECK(proof->url == "dns:_veto-proof.localhost?type=TXT");
  }
}

TEST_CASE("a proof is good for 30 days") {
  test::TempDir dir;
  UtcTime seen;
  {
    Case the_case = test::open_case(dir / "case");
    const std::string token = *proof_token(the_case);
    ProofSite site(kNoRobots, token, holding(token));
    const auto proof =
        check_proof(the_case, site.url(), test::quick_settings({}));
    REQUIRE(proof);
    seen = proof->time;
  }
  for (const bool late : {false, true}) {
    auto later = Case::open(
        dir / "case", std::make_shared<FixedClock>(seen + kProofAge +
                                                   std::chrono::seconds(late)));
    REQUIRE(later);
    CHECK(valid_proofs(*later)->size() == (late ? 0 : 1));
  }
}

TEST_CASE("only the owner claims a site") {
  CrawlCase crawl({"https://example.org/"});
  const auto refused = claim_own_site(crawl.the_case, crawl.settings, false);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().kind == ErrorKind::refused);
  CHECK(refused.error().hint.find("own-site") != std::string::npos);
  CHECK(claimed_own_site(crawl.the_case)->hosts.empty());
}

TEST_CASE("what an owner may: a refused robots.txt, and closed paths") {
  struct Row {
    Answer robots;
    bool claim, inspect, fetched;
  };
  const Answer closed =
      answer(200, "text/plain", "User-agent: *\nDisallow: /page\n");
  const Answer forbidden = answer(403, "text/plain", "");
  const Answer broken = answer(500, "text/plain", "");
  const Row rows[] = {
      {forbidden, false, false, false}, {forbidden, true, false, true},
      {closed, false, false, false},    {closed, true, false, false},
      {closed, true, true, true},       {broken, true, true, false},
  };
  for (const Row& row : rows) {
    CAPTURE(&row - rows);
    CrawlCase crawl({});
    const std::string token = token_of(crawl);
    ProofSite site(row.robots, token, holding(token));
    crawl.settings.seeds.value = {site.server.url("/page")};
    REQUIRE(check_proof(crawl.the_case, site.url(), crawl.settings));
    if (row.claim)
      REQUIRE(claim_own_site(crawl.the_case, crawl.settings, row.inspect));
    CHECK(crawl.run().has_value() == row.fetched);
    CHECK(site.server.hits().contains("/page") == row.fetched);
    const std::string custody = custody_of(crawl.the_case);
    CHECK((custody.find("as its owner") != std::string::npos) == row.claim);
    CHECK((custody.find("for 1 URLs that its robots.txt closes") !=
           std::string::npos) == (row.inspect && row.fetched));
  }
}

TEST_CASE("a claim is for one run") {
  CrawlCase crawl({});
  const std::string token = token_of(crawl);
  ProofSite site(kNoRobots, token, holding(token));
  crawl.settings.seeds.value = {site.server.url("/page")};
  REQUIRE(check_proof(crawl.the_case, site.url(), crawl.settings));
  REQUIRE(claim_own_site(crawl.the_case, crawl.settings, true));
  CHECK(claimed_own_site(crawl.the_case)->holds("127.0.0.1"));
  REQUIRE(crawl.the_case.end_run("done"));
  REQUIRE(crawl.the_case.begin_run("test"));
  CHECK_FALSE(claimed_own_site(crawl.the_case)->holds("127.0.0.1"));
}
