// SPDX-License-Identifier: GPL-3.0-or-later

#include <doctest/doctest.h>

#include "crawler/import_kind.h"
#include "crawler/saved_page.h"
#include "crawler/warc_record.h"
#include "tests/crawler/import_case.h"
#include "tests/crawler/zip_bytes.h"

using namespace veto;
using namespace veto::test;

namespace {

const std::string kSaved =
    "<!-- saved from url=(0028)https://example.org/team.html -->\n<html>"
    "<title>team</title><img src='team_files/a%20b.png'>"
    "<img src='team_files/lost.png'><a href='https://example.org/more'>m</a>";

// The images that the one page names.
std::vector<std::string> images_of(ImportCase& c) {
  std::vector<std::string> urls;
  const auto pages = c.pages();
  REQUIRE(pages.size() == 1);
  for (const auto& image : pages.begin()->second.images)
    urls.push_back(image.url);
  return urls;
}

}  // namespace

TEST_CASE("a saved page: its own address, its folder's images, what is lost") {
  ImportCase c;
  const auto page = c.put("team.html", kSaved);
  c.put("team_files/a b.png", kPng);
  c.put("team_files/style.css", "a{}");
  c.put("other.png", kPng);
  c.put("teams/private.png", kPng);
  const auto report = c.run(page);
  REQUIRE(report);
  const auto found = c.captures();
  REQUIRE(found.size() == 2);
  const auto& team = found.at("https://example.org/team.html");
  CHECK(team.status == 0);
  const auto& image = found.at("file:///team.html/team_files/a%20b.png");
  CHECK(c.payload(image) == kPng);
  CHECK(holds(c.record(image), "WARC-Type: resource\r\n"));
  CHECK(holds(c.record(image), "Content-Type: image/png\r\n"));
  CHECK(holds(c.record(image), "Veto-Import-Dated-By: the file's time\r\n"));
  CHECK(holds(c.record(team), "the page's own statement"));
  CHECK(images_of(c) == std::vector{image.url});
  CHECK(c.pages().begin()->second.links.size() == 1);
  CHECK(c.left("that the page names and that is not there") == 1);
  CHECK(c.left("no page and no image") == 1);
  CHECK(report->incomplete.size() == 1);
}

TEST_CASE("a saved page: the user may state its address, not that of others") {
  ImportCase c;
  const auto page = c.put("x.htm", "<html><img src='x_files/a.png'>");
  c.put("x_files/a.png", kPng);
  REQUIRE(c.run(page, "https://example.net/x#part"));
  const auto found = c.captures();
  CHECK(found.contains("https://example.net/x"));
  CHECK(found.contains("file:///x.htm/x_files/a.png"));
  CHECK(holds(c.record(found.at("https://example.net/x")),
              "the user's statement"));
}

TEST_CASE("a folder: an export's pages name files from the root too") {
  ImportCase c;
  c.put("export/posts/posts.html",
        "<html><img src='media/1.png'><img src='near.png'>");
  c.put("export/media/1.png", kPng);
  c.put("export/posts/near.png", kPng + "2");
  c.put("export/posts/posts.json", "{}");
  c.put("export/video.mp4", std::string("\0\0\0\x18"
                                        "ftypisom",
                                        12));
  std::filesystem::create_symlink("/etc/passwd", c.dir / "in/export/l.png");
  const auto report = c.run(c.dir / "in/export");
  REQUIRE(report);
  CHECK(images_of(c) ==
        std::vector<std::string>{"file:///export/media/1.png",
                                 "file:///export/posts/near.png"});
  CHECK(c.captures().size() == 3);
  CHECK(c.left("no page and no image") == 2);
  CHECK(c.left("a link, which is not followed") == 1);
  CHECK(c.source().kind == "folder");
}

TEST_CASE("a folder: its address, where the user states it") {
  ImportCase c;
  c.put("mirror/a/index.html", "<html><img src='../b.png'>");
  c.put("mirror/b.png", kPng);
  REQUIRE(c.run(c.dir / "in/mirror", "https://example.org/site"));
  const auto found = c.captures();
  CHECK(found.contains("https://example.org/site/a/index.html"));
  CHECK(found.contains("https://example.org/site/b.png"));
  CHECK(images_of(c) ==
        std::vector<std::string>{"https://example.org/site/b.png"});
}

TEST_CASE("a folder's digest is what sha256sum prints of its files") {
  ImportCase c;
  c.put("f/b.png", kPng);
  c.put("f/a.html", "<html>");
  c.put("f/notes.txt", "x");
  REQUIRE(c.run(c.dir / "in/f"));
  CHECK(c.source().digest == sha256(sha256("<html>").hex() + "  a.html\n" +
                                    sha256(kPng).hex() + "  b.png\n"));
}

TEST_CASE("a page's embedded images are images of it") {
  ImportCase c;
  REQUIRE(c.run(c.put(
      "s.html",
      "<!DOCTYPE html> <html><!--\n Page saved with SingleFile \n url: "
      "https://example.org/s \n saved date: Tue Mar 03 2026 10:00:00 GMT+0100 "
      "(CET)\n-->\n<img src=\"data:image/png;base64,iVBORw0KGgpubyBtb3Jl\">"
      "<img src=\"data:image/png;base64,iVBORw0KGgpubyBtb3Jl\">"
      "<img src=\"data:image/png;base64,no!\">")));
  const auto found = c.captures();
  REQUIRE(found.size() == 2);
  const auto& page = found.at("https://example.org/s");
  CHECK(to_rfc3339(page.time) == "2026-03-03T09:00:00.000Z");
  const auto& image = found.at("file:///s.html/s.html?embedded=1");
  CHECK(c.payload(image) == kPng);
  CHECK(image.time == page.time);
  CHECK(images_of(c) == std::vector{image.url});
}

TEST_CASE("a zip archive is read as a folder is") {
  for (const bool deflate : {false, true}) {
    CAPTURE(deflate);
    ImportCase c;
    const auto report = c.run(
        c.put("export.zip", make_zip({{"p/index.html", "<html><img src=a.png>"},
                                      {"p/a.png", kPng},
                                      {"p/b.json", "{}"},
                                      {"../../evil.png", kPng},
                                      {"/abs.png", kPng},
                                      {"a\\..\\b.png", kPng}},
                                     deflate)));
    REQUIRE(report);
    CHECK(c.source().kind == "zip archive");
    CHECK(c.captures().size() == 2);
    CHECK(images_of(c) ==
          std::vector<std::string>{"file:///export.zip/p/a.png"});
    CHECK(c.left("leads out of the archive") == 3);
    CHECK_FALSE(std::filesystem::exists(c.dir / "evil.png"));
  }
}

TEST_CASE("zip: a bomb is counted entry by entry, within bounds") {
  ImportCase c;
  c.settings.max_body.value = 1u << 20;
  std::vector<std::pair<std::string, std::string>> files;
  const std::string image = kPng + std::string(3u << 20, '\0');
  for (int i = 0; i < 10; ++i)
    files.emplace_back(std::to_string(i) + ".png", image);
  const auto report = c.run(c.put("bomb.zip", make_zip(files, true)));
  REQUIRE(report);
  CHECK(c.captures().empty());
  CHECK(c.left("over the limit of 1048576 bytes") == 10);
}

TEST_CASE("zip: one that is torn is read as far as it goes, and it is said") {
  const std::string whole = make_zip({{"a.png", kPng}, {"b.png", kPng}});
  for (const std::size_t size :
       {whole.size() - 22, whole.size() / 2, whole.size() / 2 - 20}) {
    CAPTURE(size);
    ImportCase c;
    const auto report = c.run(c.put("torn.zip", whole.substr(0, size)));
    REQUIRE(report);
    CHECK_FALSE(report->incomplete.empty());
    CHECK(c.captures().contains("file:///torn.zip/a.png"));
  }
}

TEST_CASE("WACZ: the archives in it are read, the rest is counted") {
  const std::string warc = crawler::warc_record(
      {{"WARC-Type", "response"},
       {"WARC-Record-ID", "<urn:uuid:1>"},
       {"WARC-Date", "2025-01-02T03:04:05Z"},
       {"WARC-Target-URI", "https://example.org/a.png"}},
      "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n" + kPng);
  ImportCase c;
  const auto report = c.run(c.put(
      "site.wacz", make_zip({{"archive/data.warc.gz", gzip_compress(warc)},
                             {"pages/pages.jsonl", "{}"},
                             {"datapackage.json", "{}"}})));
  REQUIRE(report);
  CHECK(report->incomplete.empty());
  CHECK(c.source().kind == "WACZ");
  const auto found = c.captures();
  REQUIRE(found.size() == 1);
  CHECK(found.begin()->second.import_entry == "archive/data.warc.gz, record 1");
  CHECK(c.left("no WARC") == 2);
}

TEST_CASE("what cannot be imported is refused before anything is done") {
  ImportCase c;
  const auto html = c.put("a.html", "<html>");
  struct Row {
    std::filesystem::path path;
    std::string url, what;
  };
  const std::vector<Row> rows = {
      {c.put("notes.txt", "words"), "", "nothing that can be imported"},
      {c.put("empty", ""), "", "nothing that can be imported"},
      {c.dir / "none.har", "", "no such file"},
      {html, "example.org", "not an http or https address"},
      {html, "file:///x", "not an http or https address"},
      {c.put("a.har", R"({"log":{"entries":[]}})"), "https://example.org/",
       "--url does not apply"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.path);
    const auto report = c.run(row.path, row.url);
    REQUIRE_FALSE(report);
    CHECK(holds(report.error().what, row.what));
  }
  CHECK(crawler::load_imports(c.the_case, c.the_case.run_id())->empty());
}

TEST_CASE("two sources of one name do not share addresses") {
  ImportCase c;
  c.put("1/x/a.png", kPng);
  c.put("2/x/a.png", kPng + "2");
  REQUIRE(c.run(c.dir / "in/1/x"));
  REQUIRE(c.run(c.dir / "in/2/x"));
  const auto found = c.captures();
  REQUIRE(found.size() == 2);
  CHECK(found.contains("file:///x/a.png"));
}

TEST_CASE("custody: each source with its digest") {
  ImportCase c;
  const auto path = c.put("a.html", "<html>");
  REQUIRE(c.run(path));
  std::ifstream in(c.the_case.path("custody.jsonl"));
  const std::string log{std::istreambuf_iterator<char>(in), {}};
  CHECK(holds(log, "\"action\":\"import\""));
  CHECK(holds(log, c.source().digest.labelled()));
  CHECK(holds(log, "saved page, handed over by the user: 1 of 1 entries"));
}

TEST_CASE("kinds: by bytes first, then by name") {
  using crawler::file_kind, crawler::FileKind;
  struct Row {
    std::string front, name;
    FileKind kind;
  };
  const std::vector<Row> rows = {
      {"\xff\xd8\xff\xe0", "a", FileKind::image},
      {kPng, "a.html", FileKind::image},
      {"RIFF0000WEBPVP8 ", "", FileKind::image},
      {std::string("\0\0\0\x1c", 4) + "ftypavif", "", FileKind::image},
      {"<svg>", "a.svg", FileKind::image},
      {"\xef\xbb\xbf \n<!DOCTYPE HTML>", "", FileKind::page},
      {"<!-- x --><html>", "", FileKind::page},
      {"words", "a.HTM", FileKind::page},
      {"words", "a.jpg", FileKind::other},
      {"WARC/1.0\r\n", "", FileKind::warc},
      {"\x1f\x8b\x08", "", FileKind::warc},
      {"PK\x03\x04", "", FileKind::zip},
      {R"({"log": {"version": "1.2", "creator": {)", "x", FileKind::har},
      {"{}", "a.json", FileKind::other},
      {"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: "
       "multipart/related;",
       "", FileKind::mhtml},
      {"", "", FileKind::other},
  };
  for (const Row& row : rows) {
    CAPTURE(row.front);
    CAPTURE(row.name);
    CHECK(file_kind(row.front, row.name) == row.kind);
  }
}

TEST_CASE("where a page says it was saved from: addresses only") {
  using crawler::saved_from;
  CHECK(saved_from(kSaved)->url == "https://example.org/team.html");
  CHECK_FALSE(saved_from("<!-- saved from url=(0010)about:blank -->"));
  CHECK_FALSE(saved_from("<!-- saved from url=(0010)file:///etc -->"));
  CHECK_FALSE(saved_from("<!-- saved from url= -->"));
  CHECK_FALSE(saved_from("<html>"));
}

TEST_CASE("MHTML: parts have their own addresses and the message's date") {
  const std::string message =
      "From: <Saved by Blink>\r\n"
      "Snapshot-Content-Location: https://example.org/\r\n"
      "Date: Tue, 3 Mar 2026 10:00:00 +0100\r\nMIME-Version: 1.0\r\n"
      "Content-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n"
      "\tboundary=\"--=_x\"\r\n\r\n\r\n----=_x\r\n"
      "Content-Type: text/html\r\nContent-Transfer-Encoding: "
      "quoted-printable\r\nContent-Location: https://example.org/\r\n\r\n"
      "<title>=C3=A9=\r\n!</title><img src=3D\"https://example.org/a.png\">"
      "\r\n----=_x\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: "
      "base64\r\nContent-Location: https://example.org/a.png\r\n\r\n"
      "iVBORw0KGgpu\r\nbyBtb3Jl\r\n----=_x\r\nContent-Type: text/css\r\n"
      "Content-Location: cid:css\r\n\r\na{}\r\n";
  ImportCase c;
  const auto report = c.run(c.put("page.mhtml", message + "----=_x--\r\n"));
  REQUIRE(report);
  CHECK(report->incomplete.empty());
  CHECK(c.source().kind == "MHTML");
  const auto found = c.captures();
  REQUIRE(found.size() == 2);
  CHECK(c.payload(found.at("https://example.org/a.png")) == kPng);
  CHECK(to_rfc3339(found.at("https://example.org/").time) ==
        "2026-03-03T09:00:00.000Z");
  CHECK(c.pages().at("https://example.org/").title == "\xc3\xa9!");
  CHECK(images_of(c) == std::vector<std::string>{"https://example.org/a.png"});

  ImportCase torn;
  REQUIRE(torn.run(torn.put("page.mhtml", message)));
  CHECK(torn.captures().size() == 2);
  CHECK(holds(torn.source().problem, "cut short"));
}
