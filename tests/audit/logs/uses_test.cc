// SPDX-License-Identifier: GPL-3.0-or-later
//
// V5, V6, V7 and P2: what was sent about use, when, and to whom.

#include <doctest/doctest.h>

#include "audit/logs/image_taken.h"
#include "audit/logs/reserved_work.h"
#include "tests/audit/logs/log_support.h"

namespace veto::logs {
namespace {

using signals::Source;
using test::at;
using test::codes;
using test::kRules;
using test::Site;
using test::utc;

constexpr std::int64_t kBig = 300'000;
constexpr const char* kFirst = "2026-11-20T00:00:00Z";
constexpr const char* kSecond = "2026-11-30T00:00:00Z";

Sighting look(const char* time, std::vector<Statement> said,
              std::int64_t bytes = kBig) {
  return {.earliest = utc(time),
          .latest = utc(time),
          .said = std::move(said),
          .bytes = bytes,
          .capture_id = std::string("capture of ") + time,
          .url = "http://a.test/"};
}

Statement said(Ask ask, Source source = Source::header,
               const char* agent = "") {
  return {.ask = ask, .agent = agent, .source = source, .raw = "as written"};
}

// A page, its image, and a reserved text, each seen twice to say so.
struct Asking : Site {
  Asking() : Site(kRules) {
    const Statement page = said(Ask::noai, Source::meta);
    const Statement image = said(Ask::noimageai);
    const Statement tdm = said(Ask::tdm_reservation, Source::file);
    see("/page", {page}, {page});
    see("/photo.jpg", {image}, {image});
    see("/text", {tdm}, {tdm});
    sent.add_shown("/page", "/photo.jpg");
  }
  void see(const char* target, std::vector<Statement> first,
           std::vector<Statement> second) {
    REQUIRE(sent.add(target, look(kFirst, std::move(first))));
    REQUIRE(sent.add(target, look(kSecond, std::move(second))));
  }
  // Whether there is a finding of that code.
  bool finds(const char* code) {
    return codes(analyse()).find(code) != std::string::npos;
  }
};

std::string day(int day, const char* clock = "10:00:00") {
  return (day < 10 ? "0" : "") + std::to_string(day) + "/Nov/2026:" + clock +
         " +0000";
}

TEST_CASE("V5: a page received again a day after it was sent with noai") {
  const struct {
    const char* what;
    const char* agent;
    std::string first, second;
    int status;
    const char* method;
    bool found;
  } cases[] = {
      {"a day later", "GPTBot/1.0", day(22), day(23), 200, "GET", true},
      {"less than a day", "GPTBot/1.0", day(22), day(23, "09:59:59"), 200,
       "GET", false},
      {"its operator keeps rules longer", "Amazonbot/1", day(22), day(23), 200,
       "GET", false},
      {"not modified", "GPTBot/1.0", day(22), day(23), 304, "GET", false},
      {"in part", "GPTBot/1.0", day(22), day(23), 206, "GET", false},
      {"head", "GPTBot/1.0", day(22), day(23), 200, "HEAD", false},
      {"before it was first seen", "GPTBot/1.0", day(18), day(19), 200, "GET",
       false},
      {"told before it was first seen", "GPTBot/1.0", day(18), day(22), 200,
       "GET", false},
      {"after it was last seen", "GPTBot/1.0", day(22),
       "01/Dec/2026:10:00:00 +0000", 200, "GET", false},
      {"for a person", "ChatGPT-User/1.0", day(22), day(23), 200, "GET", false},
      {"a search engine", "Googlebot/2.1", day(22), day(23), 200, "GET", false},
      {"of no known purpose", "AcmeBot/1", day(22), day(23), 200, "GET", false},
      {"our own", "veto/1", day(22), day(23), 200, "GET", false},
      {"lines out of order", "GPTBot/1.0", day(23), day(22), 200, "GET", false},
  };
  for (const auto& one : cases) {
    CAPTURE(one.what);
    Asking site;
    site.hit("11.0.0.1", one.first, "/page", one.agent)
        .hit("11.0.0.1", one.second, "/page", one.agent, one.status, 100, "-",
             one.method);
    CHECK(site.finds("V5") == one.found);
  }
}

TEST_CASE("V5: says what was sent and when, is an indication, accuses nobody") {
  Asking site;
  site.hit("11.0.0.1", day(22), "/page", "GPTBot/1.0")
      .hit("11.0.0.1", day(24), "/page", "GPTBot/1.0")
      .hit("11.0.0.2", day(25), "/page", "GPTBot/1.0");
  const auto summary = site.analyse();
  REQUIRE(codes(summary) == "V5");
  const auto& finding = summary.findings[0];
  CHECK(finding.grade.predicate == 1);
  CHECK(!finding.fileable());
  CHECK(summary.counts.disallowed == 0);
  CHECK(finding.facts["count"] == 1);
  CHECK(finding.facts["told"] == "2026-11-22T10:00:00.000Z");
  CHECK(finding.facts["first"] == "2026-11-24T10:00:00.000Z");
  CHECK(finding.facts["sent_by"] == "meta");
  CHECK(finding.facts["sent_as"] == "as written");
  CHECK(finding.facts["sent_known"] == "captured");
  CHECK(std::ranges::any_of(finding.evidence, [](const auto& one) {
    return one.kind == "capture" &&
           one.ref == std::string("capture of ") + kFirst;
  }));
}

TEST_CASE("what was sent: known between two sightings that agree alone") {
  const Statement noai = said(Ask::noai);
  const struct {
    const char* what;
    std::vector<Statement> first, second;
    bool found;
  } cases[] = {
      {"both", {noai}, {noai}, true},
      {"only later", {}, {noai}, false},
      {"no longer later", {noai}, {}, false},
      {"something else", {said(Ask::noimageai)}, {noai}, false},
      {"addressed to it",
       {said(Ask::noai, Source::header, "gptbot")},
       {said(Ask::noai, Source::meta, "GPTBot")},
       true},
      {"addressed to another",
       {said(Ask::noai, Source::header, "ccbot")},
       {said(Ask::noai, Source::header, "ccbot")},
       false},
  };
  for (const auto& one : cases) {
    CAPTURE(one.what);
    Asking site;
    site.see("/other", one.first, one.second);
    site.hit("11.0.0.1", day(22), "/other", "GPTBot/1.0")
        .hit("11.0.0.1", day(24), "/other", "GPTBot/1.0");
    CHECK(site.finds("V5") == one.found);
  }
  // A single look, and a file fetched after the request it would speak for.
  SentHistory sent;
  const Statement* statement = nullptr;
  REQUIRE(sent.add("/a", look(kFirst, {noai})));
  const auto in_force = [&](const char* target, const char* time) {
    return sent.in_force(sent.find(target), utc(time), Ask::noai, "gptbot",
                         &statement) != nullptr;
  };
  CHECK(in_force("/a", kFirst));
  CHECK(!in_force("/a", "2026-11-20T00:00:01Z"));
  Sighting slow = look("2026-11-21T00:00:00Z", {noai});
  slow.latest = utc("2026-11-21T00:10:00Z");
  REQUIRE(sent.add("/b", slow));
  REQUIRE(sent.add("/b", look(kSecond, {noai})));
  CHECK(!in_force("/b", "2026-11-21T00:05:00Z"));
  CHECK(in_force("/b", "2026-11-21T00:11:00Z"));
  // A look under way, between two that agree.
  Sighting silent = look("2026-11-21T00:00:00Z", {});
  silent.latest = utc("2026-11-21T00:10:00Z");
  REQUIRE(sent.add("/c", look(kFirst, {noai})));
  REQUIRE(sent.add("/c", silent));
  REQUIRE(sent.add("/c", look(kSecond, {noai})));
  CHECK(!in_force("/c", "2026-11-21T00:05:00Z"));
}

TEST_CASE("V6: an image whole, behind a page or an answer that asked") {
  const struct {
    const char* what;
    std::string before;  // target of an earlier request
    std::string when;
    const char* agent;
    std::int64_t bytes;
    bool found;
  } cases[] = {
      {"page first", "/page", day(22, "10:00:03"), "GPTBot/1", kBig, true},
      {"in the same second", "/page", day(22, "10:00:02"), "GPTBot/1", kBig,
       false},
      {"image itself first", "/photo.jpg", day(22, "10:01:00"), "GPTBot/1",
       kBig, true},
      {"first contact", "/elsewhere", day(22, "10:01:00"), "GPTBot/1", kBig,
       false},
      {"another size", "/page", day(22, "10:01:00"), "GPTBot/1", kBig + 1,
       false},
      {"in part", "/page", day(22, "10:01:00"), "GPTBot/1", kBig - 1, false},
      {"for a person", "/page", day(22, "10:01:00"), "ChatGPT-User/1", kBig,
       false},
      {"of no known purpose", "/page", day(22, "10:01:00"), "AcmeBot/1", kBig,
       false},
  };
  for (const auto& one : cases) {
    CAPTURE(one.what);
    Asking site;
    site.hit("11.0.0.1", day(22), one.before, one.agent, 200, kBig)
        .hit("11.0.0.1", one.when, "/photo.jpg", one.agent, 200, one.bytes);
    CHECK(site.finds("V6") == one.found);
  }
  // The page asks, the image's own response does not: nothing was sent with it.
  Asking bare;
  bare.see("/bare.jpg", {said(Ask::tdm_reservation)},
           {said(Ask::tdm_reservation)});
  bare.sent.add_shown("/page", "/bare.jpg");
  bare.hit("11.0.0.1", day(22), "/page", "GPTBot/1")
      .hit("11.0.0.1", day(23), "/bare.jpg", "GPTBot/1", 200, kBig);
  CHECK(!bare.finds("V6"));
}

TEST_CASE("P2: who hangs up behind the header is said to heed it") {
  const auto heeds = [](std::vector<std::int64_t> sizes, const char* agent) {
    Asking site;
    site.hit("11.0.0.1", day(21), "/page", agent);
    int minute = 10;
    for (const std::int64_t bytes : sizes)
      site.hit("11.0.0.1",
               day(22, ("10:" + std::to_string(minute++) + ":00").c_str()),
               "/photo.jpg", agent, 200, bytes);
    return codes(site.analyse());
  };
  CHECK(heeds({9000, 80'000}, "GPTBot/1") == "P2");
  CHECK(heeds({9000, 80'000}, "AcmeBot/1") == "P2");
  CHECK(heeds({9000}, "GPTBot/1").empty());
  CHECK(heeds({9000, 80'000, kBig}, "GPTBot/1") == "V6");
  CHECK(heeds({9000, kBig}, "AcmeBot/1").empty());
  // A smaller rendition, sent whole again and again.
  CHECK(heeds({9000, 9000, 9000}, "AcmeBot/1").empty());
  CHECK(heeds({9000, 9000, 70'000, 80'000}, "AcmeBot/1") == "P2");
  // A person who scrolls past.
  CHECK(heeds({9000, 80'000},
              "Mozilla/5.0 (X11; rv:140.0) Gecko/20100101 Firefox/140.0")
            .empty());
}

TEST_CASE("P2: of small images neither is known, nor held against it") {
  ImagesTaken images;
  const auto answer = [&](const char* time, std::uint32_t image,
                          std::int64_t bytes, std::int64_t size) {
    images.image({1, 1}, image, size, {}, true,
                 {.target = "/x",
                  .time = utc(time),
                  .status = 200,
                  .bytes = bytes,
                  .told = {},
                  .place = {},
                  .word = {}});
  };
  answer("2026-11-22T10:00:00Z", 0, 1000, 1000);
  answer("2026-11-22T11:00:00Z", 0, 1000, 1000);
  REQUIRE(images.taken({1, 1}));
  CHECK(images.taken({1, 1})->count == 1);
  answer("2026-11-22T12:00:00Z", 1, 500, ImagesTaken::kTelling);
  answer("2026-11-22T13:00:00Z", 1, 0, ImagesTaken::kTelling);
  CHECK(images.hung_up().contains({1, 1}));
  CHECK(!images.taken({1, 1}));
  answer("2026-11-22T14:00:00Z", 2, 500, ImagesTaken::kTelling - 1);
  CHECK(images.hung_up().at({1, 1}).count == 2);
}

TEST_CASE("P2: a size that another client was sent, too, is a rendition's") {
  Asking site;
  site.hit("11.0.0.1", day(21), "/page", "GPTBot/1")
      .hit("11.0.0.1", day(22, "10:10:00"), "/photo.jpg", "GPTBot/1", 200, 9000)
      .hit("11.0.0.1", day(22, "10:20:00"), "/photo.jpg", "GPTBot/1", 200, 500)
      .hit("11.0.1.2", day(23), "/photo.jpg", "AcmeBot/1", 200, 9000);
  CHECK(codes(site.analyse()).empty());
}

TEST_CASE("V7: reserved, and fetched by who declares to mine") {
  const struct {
    const char* agent;
    int status;
    std::int64_t bytes;
    std::string when;
    bool found;
  } cases[] = {
      {"GPTBot/1", 200, 10, day(22), true},
      {"CCBot/2.0", 206, 10, day(22), true},
      {"CCBot/2.0", 200, 0, day(22), false},
      {"CCBot/2.0", 404, 10, day(22), false},
      {"CCBot/2.0", 200, 10, day(19), false},
      {"ChatGPT-User/1", 200, 10, day(22), false},
      {"OAI-SearchBot/1", 200, 10, day(22), false},
      {"Googlebot/2.1", 200, 10, day(22), false},
      {"AcmeBot/1", 200, 10, day(22), false},
  };
  for (const auto& one : cases) {
    CAPTURE(one.agent);
    CAPTURE(one.status);
    Asking site;
    site.hit("11.0.0.1", one.when, "/text", one.agent, one.status, one.bytes);
    CHECK(site.finds("V7") == one.found);
  }
  Asking site;
  site.hit("11.0.0.1", day(22), "/text", "GPTBot/1");
  const auto summary = site.analyse();
  REQUIRE(codes(summary) == "V7");
  const auto& facts = summary.findings[0].facts;
  CHECK(facts["purpose"] == "training");
  CHECK(facts["purpose_source"] == "directory");
  CHECK(facts["purpose_date"] == "2026-09-28");
  CHECK(facts["sent_by"] == "file");
  CHECK(summary.findings[0].grade.value() == 1);
}

TEST_CASE("V7: control tokens, people's agents and the unsourced never") {
  const auto& registry = test::registry();
  for (const config::Scraper& scraper : registry.all()) {
    CAPTURE(scraper.id);
    const auto declared = declares_mining(scraper, registry);
    if (!declared) continue;
    CHECK(!scraper.user_triggered);
    CHECK(!scraper.control_only);
    CHECK(!declared->date.empty());
  }
}

TEST_CASE("uses: nothing without what the case saw") {
  Site site(kRules);
  for (const char* target : {"/page", "/photo.jpg", "/text"})
    for (int when : {21, 23})
      site.hit("11.0.0.1", day(when), target, "GPTBot/1", 200, kBig);
  CHECK(codes(site.analyse()).empty());
}

// A log that has the response's fields, as `veto signals fix` sets it up.
std::string json_line(const char* time, const char* target,
                      const char* fields) {
  return std::string("{\"ms\":\"") +
         std::to_string(utc(time).time_since_epoch().count() / 1'000'000) +
         "\",\"ip\":\"11.0.0.1\",\"host\":\"a.test\",\"m\":\"GET\",\"u\":\"" +
         target + "\",\"st\":200,\"b\":100,\"ref\":\"\",\"ua\":\"GPTBot/1\"" +
         fields + "}\n";
}

TEST_CASE("uses: a log that carries the header needs no captures") {
  const struct {
    const char* fields;
    const char* codes;
  } cases[] = {
      {R"(,"xr":"noai","tdm":"1")", "V5 V7"},
      {R"(,"xr":"noindex, NOAI","tdm":"0")", "V5"},
      {R"(,"xr":"ccbot: noai","tdm":"")", ""},
      {R"(,"xr":"noai; noimageai","tdm":"yes")", ""},
      {R"(,"xr":"","tdm":"1")", "V7"},
      {"", ""},
  };
  for (const auto& one : cases) {
    CAPTURE(one.fields);
    Site site(kRules);
    site.log = json_line("2026-11-22T10:00:00Z", "/x", one.fields) +
               json_line("2026-11-23T10:00:00Z", "/x", one.fields);
    const auto summary = site.analyse();
    CHECK(codes(summary) == one.codes);
    for (const auto& finding : summary.findings)
      CHECK(finding.facts["sent_known"] == "log");
  }
}

TEST_CASE("uses: a header that the log shows to be absent was not sent") {
  Asking site;
  site.see("/x", {said(Ask::noai)}, {said(Ask::noai)});
  site.see("/y", {said(Ask::noai, Source::meta)},
           {said(Ask::noai, Source::meta)});
  for (const char* target : {"/x", "/y"})
    for (const char* time : {"2026-11-22T10:00:00Z", "2026-11-23T10:00:00Z"})
      site.log += json_line(time, target, R"(,"xr":"","tdm":"")");
  const auto summary = site.analyse();
  REQUIRE(codes(summary) == "V5");
  CHECK(summary.findings[0].facts["targets"][0]["target"] == "/y");
  CHECK(summary.findings[0].facts["count"] == 1);
}

}  // namespace
}  // namespace veto::logs
