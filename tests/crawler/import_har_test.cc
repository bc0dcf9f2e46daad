// SPDX-License-Identifier: GPL-3.0-or-later

#include <doctest/doctest.h>

#include <sstream>

#include "crawler/import_har.h"
#include "tests/crawler/import_case.h"

using namespace veto;
using namespace veto::test;

namespace {

std::string entry(const std::string& request, const std::string& response) {
  return R"({"startedDateTime":"2026-03-04T05:06:07.000+01:00",)"
         R"("serverIPAddress":"192.0.2.7","request":{"method":"GET",)" +
         request + R"(},"response":{)" + response + "}}";
}

std::string har(const std::vector<std::string>& entries) {
  std::string text;
  for (const auto& one : entries) text += (text.empty() ? "" : ",") + one;
  return R"({"log":{"version":"1.2","creator":{"name":"t"},"entries":[)" +
         text + "]}}";
}

// "\x89PNG..." as kPng.
constexpr const char* kImage =
    R"("status":200,"headers":[{"name":"content-type","value":"image/png"},)"
    R"({"name":"content-encoding","value":"br"}],"content":{"mimeType":)"
    R"("image/png","encoding":"base64","size":15,"text":"iVBORw0KGgpubyBtb3Jl"})";
constexpr const char* kPage =
    R"("status":200,"statusText":"OK","headers":[{"name":"Content-Type",)"
    R"("value":"text/html; charset=iso-8859-1"},{"name":"Set-Cookie","value":)"
    R"("session=secret"},{"name":"X-Robots-Tag","value":"noai\nnoimageai"}],)"
    R"("content":{"mimeType":"text/html","size":9,"text":)"
    R"("<title>\u00e9</title><img src='/a.png'>"})";

}  // namespace

TEST_CASE("HAR: a page, its image and a redirect become captures") {
  ImportCase c;
  const auto report = c.run(c.put(
      "site.har",
      har({entry(R"("url":"https://example.org/#top")", kPage),
           entry(R"("url":"https://example.org/a.png")", kImage),
           entry(R"("url":"https://example.org/old")",
                 R"("status":301,"headers":[{"name":"Location","value":"/"}],)"
                 R"("content":{"size":0})")})));
  REQUIRE(report);
  CHECK(report->incomplete.empty());
  const auto found = c.captures();
  REQUIRE(found.size() == 3);
  const auto& page = found.at("https://example.org/");
  CHECK(page.status == 200);
  CHECK(page.remote_ip == "192.0.2.7");
  CHECK(to_rfc3339(page.time) == "2026-03-04T04:06:07.000Z");
  CHECK(page.import_entry == "entry 1");
  CHECK(c.payload(page) == "<title>\xc3\xa9</title><img src='/a.png'>");
  CHECK(c.payload(found.at("https://example.org/a.png")) == kPng);
  CHECK(found.at("https://example.org/old").redirect_to ==
        "https://example.org/");
  const auto pages = c.pages();
  REQUIRE(pages.size() == 1);
  CHECK(pages.begin()->second.title == "\xc3\xa9");
  REQUIRE(pages.begin()->second.images.size() == 1);
  CHECK(pages.begin()->second.images[0].url == "https://example.org/a.png");
}

TEST_CASE("HAR: the head says what the body no longer has, and no cookie") {
  ImportCase c;
  REQUIRE(c.run(
      c.put("site.har",
            har({entry(R"("url":"https://example.org/")", kPage),
                 entry(R"("url":"https://example.org/a.png")", kImage)}))));
  const auto found = c.captures();
  const std::string page = c.record(found.at("https://example.org/"));
  CHECK(holds(page, "WARC-Type: response\r\n"));
  CHECK(holds(page, "Veto-Import-Source: site.har\r\n"));
  CHECK(holds(page, "Veto-Import-Digest: " + c.source().digest.labelled()));
  CHECK(holds(page, "Veto-Import-Entry: entry 1\r\n"));
  CHECK(holds(page, "Veto-Import-Dated-By: startedDateTime\r\n"));
  CHECK(holds(page, "\r\nContent-Type: text/html; charset=utf-8\r\n"));
  CHECK(holds(page, "X-Archive-Orig-Content-Type: text/html; charset=iso"));
  CHECK(holds(page, "X-Robots-Tag: noai\r\nX-Robots-Tag: noimageai\r\n"));
  CHECK_FALSE(holds(page, "secret"));
  const std::string image = c.record(found.at("https://example.org/a.png"));
  CHECK(holds(image, "X-Archive-Orig-content-encoding: br\r\n"));
}

TEST_CASE("HAR: what is left out is counted with its reason") {
  ImportCase c;
  const auto report = c.run(c.put(
      "site.har",
      har({entry(R"("url":"data:text/html,x")", kPage),
           R"({"request":{"method":"POST","url":"https://example.org/"},)"
           R"("response":{"status":200}})",
           entry(R"("url":"https://example.org/blocked")", R"("status":0)"),
           entry(
               R"("url":"https://example.org/style.css")",
               R"("status":200,"content":{"mimeType":"text/css","text":"a{}"})"),
           entry(R"("url":"https://example.org/b.png")",
                 R"("status":200,"content":{"mimeType":"image/png","size":9})"),
           entry(R"("url":"https://example.org/c.png")",
                 R"("status":200,"content":{"mimeType":"image/png",)"
                 R"("encoding":"base64","text":"not base64!"})")})));
  REQUIRE(report);
  CHECK(c.captures().empty());
  CHECK(c.source().entries == 6);
  CHECK(c.left("no http or https address") == 1);
  CHECK(c.left("no GET") == 1);
  CHECK(c.left("no response") == 1);
  CHECK(c.left("no page and no image") == 1);
  CHECK(c.left("does not hold its body") == 1);
  CHECK(c.left("a coding that cannot be read") == 1);
  // Only the last two might have shown something.
  CHECK(report->incomplete.size() == 2);
}

TEST_CASE("HAR: a body over the limit is cut and marked") {
  ImportCase c;
  c.settings.max_body.value = 12;
  REQUIRE(c.run(
      c.put("site.har",
            har({entry(R"("url":"https://example.org/a.png")", kImage)}))));
  const auto found = c.captures();
  REQUIRE(found.size() == 1);
  CHECK(found.begin()->second.truncation == crawler::Truncation::length);
  CHECK(found.begin()->second.payload_size == 12);
  CHECK(holds(c.record(found.begin()->second), "WARC-Truncated: length"));
}

TEST_CASE("HAR: hostile files end in a named error, what came before stays") {
  const std::string good =
      entry(R"("url":"https://example.org/a.png")", kImage);
  const std::string whole = har({good, good});
  struct Row {
    std::string name, text, problem;
    std::uint64_t kept;
  };
  const std::vector<Row> rows = {
      {"cut", whole.substr(0, whole.size() - 40), "not JSON at byte", 1},
      {"no har", R"({"log":{"creator":{}}})", "no log.entries", 0},
      {"deep",
       R"({"log":{"entries":[)" + good + "," + std::string(5000, '[') + "]}}",
       "nested more than", 1},
      {"odd",
       R"({"log":{"entries":[1,"x",[{}],{"response":{"headers":[1,)"
       R"({"name":5}]}}]}})",
       "", 0},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    ImportCase c;
    const auto report = c.run(c.put("site.har", row.text));
    REQUIRE(report);
    CHECK(c.source().kept == row.kept);
    CHECK(holds(c.source().problem, row.problem));
    CHECK(c.source().problem.empty() == row.problem.empty());
  }
}

TEST_CASE("HAR: a field cannot end the head") {
  ImportCase c;
  REQUIRE(c.run(c.put(
      "site.har",
      har({entry(R"("url":"https://example.org/a.png")",
                 R"("status":200,"statusText":"OK\r\nEvil: 1","headers":[)"
                 R"({"name":"A\r\nB","value":"x"},)"
                 R"({"name":"C","value":"d\r\n\r\nbody"}],"content":{)"
                 R"("mimeType":"image/png\r\nD: e","encoding":"base64",)"
                 R"("text":"iVBORw0KGgpubyBtb3Jl"})")}))));
  const auto found = c.captures();
  REQUIRE(found.size() == 1);
  CHECK(c.payload(found.begin()->second) == kPng);
  const std::string record = c.record(found.begin()->second);
  CHECK_FALSE(holds(record, "\nEvil"));
  CHECK_FALSE(holds(record, "\nB"));
  CHECK_FALSE(holds(record, "\nD:"));
}
