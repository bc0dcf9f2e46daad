// SPDX-License-Identifier: GPL-3.0-or-later

#include <doctest/doctest.h>

#include <map>

#include "base/gzip.h"
#include "base/sha1.h"
#include "crawler/dechunk.h"
#include "crawler/warc_record.h"
#include "tests/crawler/import_case.h"

using namespace veto;
using namespace veto::test;
using crawler::WarcFields;

namespace {

std::string record(const std::string& type, const std::string& uri,
                   const std::string& block, WarcFields more = {}) {
  WarcFields fields = {{"WARC-Type", type},
                       {"WARC-Record-ID", "<urn:uuid:1>"},
                       {"WARC-Date", "2025-01-02T03:04:05Z"},
                       {"WARC-Target-URI", uri}};
  for (auto& field : more) fields.push_back(std::move(field));
  return crawler::warc_record(fields, block);
}

std::string answer(const std::string& mime, const std::string& body,
                   const std::string& more = "") {
  return "HTTP/1.1 200 OK\r\nContent-Type: " + mime + "\r\n" + more + "\r\n" +
         body;
}

std::string image_record() {
  return record("response", "https://example.org/a.png",
                answer("image/png", kPng));
}

}  // namespace

TEST_CASE("WARC: what a site states in a file of its own is no page") {
  ImportCase c;
  const auto report = c.run(
      c.put("a.warc",
            record("response", "https://example.org/.well-known/tdmrep.json",
                   answer("application/json", "[]")) +
                record("response", "https://example.org/ai.txt",
                       answer("text/html", "<title>App</title>")) +
                record("response", "https://example.org/a/ai.txt",
                       answer("text/html", "<p>x")) +
                record("response", "https://example.org/ai.txt?x",
                       answer("text/html", "<p>x"))));
  REQUIRE(report);
  std::map<std::string, crawler::Target> targets;
  for (const auto& [url, capture] : c.captures()) targets[url] = capture.target;
  using crawler::Target;
  const std::map<std::string, Target> expected = {
      {"https://example.org/.well-known/tdmrep.json", Target::signal_file},
      {"https://example.org/ai.txt", Target::signal_file},
      {"https://example.org/a/ai.txt", Target::page},
      {"https://example.org/ai.txt?x", Target::page}};
  CHECK(targets == expected);
  CHECK(c.pages().size() == 2);
}

TEST_CASE("WARC: responses and resources, gzip or plain") {
  const std::string text =
      record("warcinfo", "", "software: other\r\n") +
      record("request", "https://example.org/", "GET / HTTP/1.1\r\n\r\n") +
      record("response", "<https://example.org/>",
             answer("text/html", "<img src=a.png>"),
             {{"WARC-IP-Address", "192.0.2.1"}}) +
      image_record() +
      record("resource", "https://example.org/r.html", "<title>r</title>",
             {{"Content-Type", "text/html"}}) +
      record("response", "dns:example.org", "x") +
      record("revisit", "https://example.org/b.png", "");
  for (const bool packed : {false, true}) {
    CAPTURE(packed);
    ImportCase c;
    const auto report =
        c.run(c.put("a.warc", packed ? gzip_compress(text) : text));
    REQUIRE(report);
    CHECK(report->incomplete.empty());
    const auto found = c.captures();
    REQUIRE(found.size() == 3);
    const auto& page = found.at("https://example.org/");
    CHECK(page.remote_ip == "192.0.2.1");
    CHECK(to_rfc3339(page.time) == "2025-01-02T03:04:05.000Z");
    CHECK(c.payload(found.at("https://example.org/a.png")) == kPng);
    const auto& resource = found.at("https://example.org/r.html");
    CHECK(resource.status == 0);
    CHECK(holds(c.record(resource), "WARC-Type: resource\r\n"));
    CHECK(c.payload(resource) == "<title>r</title>");
    CHECK(c.pages().at("https://example.org/r.html").title == "r");
    CHECK(c.source().entries == 7);
    CHECK(c.left("no response") == 2);
    CHECK(c.left("no http") == 1);
    CHECK(c.left("a repeat") == 1);
  }
}

TEST_CASE("WARC: chunks are taken off, and it is said") {
  ImportCase c;
  REQUIRE(c.run(c.put(
      "a.warc",
      record("response", "https://example.org/",
             answer("text/html", "5\r\n<b>x<\r\n4;e=1\r\n/b>\n\r\n0\r\n\r\n",
                    "Transfer-Encoding: chunked\r\n")))));
  const auto found = c.captures();
  REQUIRE(found.size() == 1);
  CHECK(c.payload(found.begin()->second) == "<b>x</b>\n");
  const std::string kept = c.record(found.begin()->second);
  CHECK(holds(kept, "X-Archive-Orig-Transfer-Encoding: chunked"));
  CHECK(holds(kept, "Veto-Import-Altered: chunked"));
}

TEST_CASE("WARC: a record that denies its digest is lost, not taken") {
  const std::string block = answer("image/png", kPng);
  const auto with = [&](const std::string& digest) {
    return record("response", "https://example.org/a.png", block,
                  {{"WARC-Block-Digest", digest}});
  };
  struct Row {
    std::string digest;
    bool taken;
  };
  const std::vector<Row> rows = {
      {sha256(block).labelled(), true},
      {"sha1:" + sha1_base32(block), true},
      {"md5:0", true},  // not one that is read
      {sha256("x").labelled(), false},
      {"sha1:" + sha1_base32("x"), false},
  };
  for (const Row& row : rows) {
    CAPTURE(row.digest);
    ImportCase c;
    const auto report = c.run(c.put("a.warc", with(row.digest)));
    REQUIRE(report);
    CHECK(c.captures().size() == (row.taken ? 1 : 0));
    CHECK(report->incomplete.empty() == row.taken);
  }
}

TEST_CASE("WARC: hostile files end in a named error, what came before stays") {
  const std::string good = image_record();
  const std::string packed = gzip_compress(good);
  std::string longer = record("response", "https://example.org/b", "block");
  longer.replace(longer.find("Content-Length: 5"), 17, "Content-Length: 9999");
  std::string shorter = record("response", "https://example.org/b", "a block");
  shorter.replace(shorter.find("Content-Length: 7"), 17, "Content-Length: 2");
  struct Row {
    std::string name, bytes, problem;
  };
  const std::vector<Row> rows = {
      {"a longer length", good + longer, "cut short"},
      {"a shorter length", good + shorter, "does not end where it says"},
      {"no record", good + "nothing of the kind", "not a WARC record"},
      {"a torn member", packed + packed.substr(0, packed.size() - 20),
       "cut short"},
      {"rubbish after the end", packed + "rubbish", "damaged"},
      {"an endless header", good + "WARC/1.1\r\n" + std::string(200'000, 'a'),
       "header is too large"},
      {"many fields",
       good +
           [] {
             std::string fields = "WARC/1.1\r\n";
             for (int i = 0; i < 300; ++i) fields += "a: b\r\n";
             return fields + "\r\n";
           }(),
       "too many WARC header fields"},
      {"a huge length",
       good + "WARC/1.1\r\nContent-Length: 99999999999999999999999\r\n\r\n",
       "no number"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    ImportCase c;
    const auto report = c.run(c.put("a.warc", row.bytes));
    REQUIRE(report);
    CHECK(report->incomplete.size() == 1);
    CHECK(c.captures().size() == 1);
    CHECK(holds(c.source().problem, row.problem));
    CHECK(holds(c.source().problem, "record 2"));
  }
}

TEST_CASE("WARC: a bomb stops at a hundred times its size") {
  ImportCase c;
  std::string blocks;
  const std::string big(8u << 20, '\0');
  const std::string member =
      gzip_compress(record("response", "https://example.org/x", big));
  for (int i = 0; i < 150; ++i) blocks += member;
  const auto report = c.run(c.put("bomb.warc.gz", blocks));
  REQUIRE(report);
  CHECK(holds(c.source().problem, "far more than its size"));
}

TEST_CASE("WARC: the same file is not taken in twice") {
  ImportCase c;
  const auto path = c.put("a.warc", image_record());
  REQUIRE(c.run(path));
  const auto size = std::filesystem::file_size(
      c.the_case.path(c.captures().begin()->second.warc_file));
  REQUIRE(c.run(path));
  CHECK(c.warnings.size() == 1);
  CHECK(c.captures().size() == 1);
  CHECK(c.source().kept == 1);
  CHECK(std::filesystem::file_size(
            c.the_case.path(c.captures().begin()->second.warc_file)) == size);
}

TEST_CASE("WARC: an import that was stopped goes on and writes nothing twice") {
  ImportCase c;
  std::string text;
  for (int i = 0; i < 20; ++i)
    text += record("response", "https://example.org/" + std::to_string(i),
                   answer("image/png", kPng));
  const auto path = c.put("a.warc", text);
  std::stop_source stop;
  stop.request_stop();
  const auto stopped = c.run(path, "", stop.get_token());
  REQUIRE(stopped);
  CHECK(stopped->interrupted);
  CHECK_FALSE(stopped->incomplete.empty());
  const auto went_on = c.run(path);
  REQUIRE(went_on);
  CHECK(went_on->incomplete.empty());
  CHECK(c.captures().size() == 20);
  CHECK(c.source().kept == 20);
}

TEST_CASE("SHA-1: FIPS 180-4's example, in base32") {
  CHECK(sha1_base32("abc") == "VGMT4NSHA2AWVOR6EVYXQUGCNSONBWE5");
}

TEST_CASE("chunked coding: what is whole, and what is not") {
  using crawler::dechunk;
  CHECK(dechunk("0\r\n\r\n") == "");
  CHECK(dechunk("3\r\nabc\r\n0\r\n\r\n") == "abc");
  CHECK(dechunk("A;x=y\r\n0123456789\r\n0\r\nTrailer: 1\r\n\r\n") ==
        "0123456789");
  CHECK_FALSE(dechunk("<html>"));
  CHECK_FALSE(dechunk("3\r\nab"));
  CHECK_FALSE(dechunk("3\r\nabcd\r\n0\r\n\r\n"));
  CHECK_FALSE(dechunk("ffffffffffffffffff\r\nabc"));
}
