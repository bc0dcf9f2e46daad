// SPDX-License-Identifier: GPL-3.0-or-later
//
// A site crawled twice, and what of it may leave the house.
#include "reports/edition/edition.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "audit/faces/decode.h"
#include "audit/faces/faces.h"
#include "audit/faces/marks_store.h"
#include "audit/faces/resize.h"
#include "base/base64.h"
#include "base/file.h"
#include "base/text.h"
#include "crawler/api/warc_members.h"
#include "reports/html/data_uri.h"
#include "tests/audit/faces/samples.h"
#include "tests/audit/faces/surroundings.h"
#include "tests/crawler/crawl_case.h"
#include "tests/crawler/loopback_server.h"

using namespace veto;
using namespace veto::reports;
using nlohmann::json;

namespace {

// Photographs of a person, as JPEG of two sizes.
struct Photographs {
  std::string large, small;
};
Photographs photographs() {
  const auto folder = test::shared("testdata/faces");
  if (folder.empty()) return {};
  const auto png = read_file(folder / "pos/astronaut.png", 10 << 20);
  REQUIRE(png);
  const auto picture = faces::decode_image(*png, 100'000);
  REQUIRE(picture);
  return {test::make_jpeg(picture->pixels),
          test::make_jpeg(faces::fit(picture->pixels, 300))};
}

const std::string kTeam =
    "<title>Team</title><p>Words of the page." + std::string(1200, ' ');

struct Site {
  std::map<std::string, test::Answer> answers;
  explicit Site(const Photographs& photo,
                std::map<std::string, test::Answer> more = {})
      : answers(std::move(more)) {
    using test::answer;
    std::string links;
    for (const auto& [path, unused] : answers)
      links += "<a href=" + path + ">m</a>";
    answers["/team"] = test::html(kTeam, "ETag: \"team\"\r\n");
    answers["/face.jpg"] = answer(200, "image/jpeg", photo.large,
                                  "X-Robots-Tag: noimageai\r\nX-Sum: " +
                                      sha256(photo.large).hex() + "\r\n");
    const std::string plain =
        test::make_png(test::quarters(90, 60), test::PngKind::rgb);
    answers["/plain.png"] = answer(200, "image/png", plain);
    answers["/tail.png"] = answer(200, "image/png", plain + "PK and more");
    answers["/icon.png"] =
        answer(200, "image/png",
               test::make_png(test::noise(40, 40, 1), test::PngKind::rgb));
    answers["/cv.pdf"] = answer(200, "application/pdf", "%PDF-1.4\n...");
    answers["/inline"] = test::html("<title>In</title><p>kept words<img src='" +
                                    jpeg_data_uri(photo.small) + "'>");
    answers["/"] = test::html(
        "<title>Home</title><img src=/face.jpg><img src=/plain.png><img "
        "src=/icon.png><img src=/tail.png><a href=/team>t</a><a "
        "href=/cv.pdf>c</a><a href=/inline>i</a>" +
        links);
  }
  test::Answer operator()(const std::string& target,
                          const std::string& request) const {
    if (target == "/team" && request.contains("If-None-Match: \"team\""))
      return {"HTTP/1.1 304 Not Modified\r\nETag: \"team\"\r\n\r\n",
              test::After::keep,
              {}};
    const auto at = answers.find(target);
    return at == answers.end() ? test::answer(404, "text/plain", "none")
                               : at->second;
  }
};

struct Edition {
  EditionCounts counts;
  std::vector<crawler::WarcMember> records;
  std::vector<json> lines;
  std::string everything;  // all that leaves the house, unpacked

  // Of that URL, by type of record.
  std::map<std::string, const crawler::WarcMember*> of(
      const std::string& url) const {
    std::map<std::string, const crawler::WarcMember*> found;
    for (const auto& record : records)
      if (record.field("WARC-Target-URI") == url)
        found[record.field("WARC-Type")] = &record;
    return found;
  }
};

// Keeps the files in a folder.
class FolderSink : public WarcSink {
 public:
  explicit FolderSink(std::filesystem::path folder)
      : folder_(std::move(folder)) {}
  const std::vector<std::filesystem::path>& files() const { return files_; }

  Status begin(const std::string& name) override {
    files_.push_back(folder_ / name);
    if (auto made = make_dirs(folder_); !made) return made;
    auto file = AppendFile::open(files_.back());
    if (!file) return pass(file);
    file_ = *std::move(file);
    return {};
  }
  Status append(std::string_view members) override {
    return file_.append(members);
  }

 private:
  std::filesystem::path folder_;
  std::vector<std::filesystem::path> files_;
  AppendFile file_;
};

Edition write(test::CrawlCase& crawl, const std::string& name, bool own_clear) {
  const auto out = crawl.dir / name;
  const EditionOrder order{crawl.the_case.run_id(), own_clear,
                           out / "derivatives.jsonl",
                           crawl.dir / (name + ".salts")};
  FolderSink sink(out / "captures");
  auto counts = write_edition(crawl.the_case, crawl.settings, order, sink);
  REQUIRE(counts);
  Edition edition;
  edition.counts = *std::move(counts);
  for (const auto& file : sink.files()) {
    auto members = crawler::WarcMembers::open(file, 50 << 20);
    REQUIRE(members);
    for (;;) {
      auto member = members->next();
      REQUIRE(member);
      if (!*member) break;
      edition.everything += (*member)->record;
      edition.records.push_back(std::move(**member));
    }
  }
  const auto lines = read_file(order.derivatives, 10 << 20);
  REQUIRE(lines);
  edition.everything += *lines;
  for (const auto line : split(*lines, '\n'))
    if (!line.empty()) edition.lines.push_back(json::parse(line));
  return edition;
}

// Behind the tables that all of its encoder share, in base64 too.
constexpr std::size_t kJpegHead = 1000;

// Whether a part of the file, or a name by which it could be looked up, stands
// in there.
void check_gone(const Edition& edition, const std::string& original) {
  for (std::size_t at = kJpegHead; at + 64 < original.size(); at += 997)
    CHECK_FALSE(edition.everything.contains(original.substr(at, 64)));
  const std::string uri = jpeg_data_uri(original);
  for (std::size_t at = kJpegHead; at + 64 < uri.size(); at += 997)
    CHECK_FALSE(edition.everything.contains(uri.substr(at, 64)));
  const Digest digest = sha256(original);
  CHECK_FALSE(edition.everything.contains(digest.hex()));
  CHECK_FALSE(to_lower(edition.everything).contains(digest.base32()));
  const std::string raw(digest.bytes.begin(), digest.bytes.end());
  const std::string base64 = jpeg_data_uri(raw);
  CHECK_FALSE(
      edition.everything.contains(base64.substr(base64.find(',') + 1, 42)));
}

struct Audited {
  explicit Audited(const Photographs& photo,
                   std::map<std::string, test::Answer> more = {})
      : site(photo, std::move(more)),
        server([this](const std::string& target, const std::string& request) {
          return site(target, request);
        }),
        crawl({server.url("/")}) {
    crawl.settings.models_dir.value = test::shared("models");
    again();
  }
  void again() {
    REQUIRE(crawl.run());
    REQUIRE(faces::run_faces(crawl.the_case, crawl.settings, Sinks(), {}));
  }

  test::NoWeights none;
  Site site;
  test::LoopbackServer server;
  test::CrawlCase crawl;
};

std::string body_at(const Edition& edition, const std::string& url) {
  const auto found = edition.of(url);
  REQUIRE(found.contains("resource"));
  return std::string(found.at("resource")->block());
}

}  // namespace

TEST_CASE("edition: faces go, the rest stays byte for byte") {
  const Photographs photo = photographs();
  if (photo.large.empty() || test::shared("models").empty()) return;
  Audited audited(photo);
  auto& crawl = audited.crawl;
  const auto url = [&](const char* path) { return audited.server.url(path); };
  const Edition edition = write(crawl, "first", true);

  check_gone(edition, photo.large);
  check_gone(edition, photo.small);
  CHECK(edition.counts.blurred == 1);
  CHECK(edition.counts.redrawn == 1);  // what hung on behind its end
  CHECK(edition.counts.texts == 1);
  CHECK(edition.counts.withheld.size() == 2);

  // Texts, and pictures without faces, are those of the case.
  const auto captures = crawl.by_url();
  crawler::CaptureReader reader(crawl.the_case);
  for (const char* path : {"/", "/team", "/plain.png"}) {
    CAPTURE(path);
    const auto found = edition.of(url(path));
    REQUIRE(found.contains("response"));
    CHECK(found.at("response")->record ==
          reader.record(captures.at(url(path)), 1 << 20).value_or(""));
    CHECK(found.contains("request"));
    CHECK(found.contains("metadata"));
  }

  // The picture with a face.
  const auto face = edition.of(url("/face.jpg"));
  CHECK_FALSE(face.contains("response"));
  REQUIRE(face.contains("conversion"));
  REQUIRE(face.contains("metadata"));
  const auto shown =
      faces::decode_image(body_at(edition, url("/face.jpg")), 100'000);
  REQUIRE(shown);
  CHECK(shown->header.width == 512);
  CHECK(face.at("conversion")->field("WARC-Refers-To").starts_with("urn:uuid"));
  const std::string said(face.at("metadata")->block());
  CHECK(said.contains("originalField: X-Robots-Tag: noimageai"));
  CHECK(said.contains("originalFieldLeftOut: X-Sum\r\n"));
  CHECK(said.contains("commitment: sha256:"));
  CHECK(said.contains("fetchTimeMs"));

  // The page that holds one in itself.
  const std::string page = body_at(edition, url("/inline"));
  CHECK(page.contains("kept words<img src='data:image/jpeg;base64,"));
  CHECK(edition.of(url("/inline")).contains("conversion"));

  // What nobody looked at.
  CHECK(body_at(edition, url("/icon.png"))
            .contains("width=\"40\" height=\"40\""));
  const auto document = edition.of(url("/cv.pdf"));
  CHECK(document.size() == 1);
  REQUIRE(document.contains("metadata"));
  CHECK(document.at("metadata")->block().contains("edition: withheld"));
}

TEST_CASE("edition: no answer about a picture tells what it was") {
  const Photographs photo = photographs();
  if (photo.large.empty() || test::shared("models").empty()) return;
  const std::string etag = "ETag: \"" + sha256(photo.large).hex() + "\"\r\n";
  const auto to = [&](const char* where, const std::string& fields) {
    return test::answer(302, "text/plain", "moved",
                        "Location: " + std::string(where) + "\r\n" + fields);
  };
  Audited audited(photo, {{"/near", to("/face.jpg", etag)},
                          {"/plainly", to("/face.jpg", "")},
                          {"/far", to("/plainly", etag)},
                          {"/home", to("/team", "ETag: \"of the page\"\r\n")}});
  const Edition edition = write(audited.crawl, "first", true);
  check_gone(edition, photo.large);
  const auto url = [&](const char* path) { return audited.server.url(path); };
  for (const char* path : {"/near", "/far"}) {
    CAPTURE(path);
    const auto found = edition.of(url(path));
    CHECK_FALSE(found.contains("response"));
    REQUIRE(found.contains("metadata"));
    const std::string said(found.at("metadata")->block());
    CHECK(said.contains("originalFieldLeftOut: ETag"));
    CHECK(said.contains("originalField: Location: /"));
  }
  for (const char* path : {"/plainly", "/home"}) {
    CAPTURE(path);
    CHECK(edition.of(url(path)).contains("response"));
  }
  CHECK(edition.counts.withheld.at("its fields may tell of a picture") == 2);
}

TEST_CASE(
    "edition: a request that names a picture that was there is left out") {
  const Photographs photo = photographs();
  if (photo.large.empty()) return;
  const std::string etag = "\"" + sha256(photo.large).hex() + "\"";
  bool there = true;
  test::LoopbackServer server([&](const std::string& target) {
    if (target != "/" || !there)
      return test::html("<title>Home</title>no picture any more");
    return test::html("<title>Home</title>before", "ETag: " + etag + "\r\n");
  });
  test::CrawlCase crawl({server.url("/")});
  REQUIRE(crawl.run());
  there = false;
  REQUIRE(crawl.the_case.end_run("done"));
  REQUIRE(crawl.the_case.begin_run("test"));
  REQUIRE(crawl.run());
  const Edition edition = write(crawl, "second", true);
  CHECK_FALSE(edition.everything.contains(etag));
  CHECK(edition.of(server.url("/")).contains("response"));
  CHECK(edition.counts.old_names == 1);
}

TEST_CASE(
    "edition: derivatives name what was done, salts open the commitment") {
  const Photographs photo = photographs();
  if (photo.large.empty() || test::shared("models").empty()) return;
  Audited audited(photo);
  const Edition edition = write(audited.crawl, "first", true);
  REQUIRE(edition.lines.size() == 6);
  CHECK(edition.lines[0]["schema"].get<std::string>() == "veto.derivatives/1");
  const auto line = std::ranges::find_if(edition.lines, [](const json& entry) {
    return entry.value("done", "") == "blurred";
  });
  REQUIRE(line != edition.lines.end());
  CHECK((*line)["pictures"][0]["blurred"].size() == 1);
  const std::string commitment = (*line)["commitment"].get<std::string>();
  const auto salts = read_file(audited.crawl.dir / "first.salts", 1 << 20);
  REQUIRE(salts);
  bool opened = false;
  for (const auto text : split(*salts, '\n')) {
    if (text.empty()) continue;
    const json salt = json::parse(text);
    if (salt["commitment"] != (*line)["commitment"]) continue;
    std::string bytes;
    const std::string hex = salt["salt"].get<std::string>();
    for (std::size_t i = 0; i < hex.size(); i += 2)
      bytes += char(hex_value(hex[i]) * 16 + hex_value(hex[i + 1]));
    CHECK(sha256(bytes + photo.large).labelled() == commitment);
    CHECK_FALSE(edition.everything.contains(hex));
    opened = true;
  }
  CHECK(opened);
  const auto mode =
      std::filesystem::status(audited.crawl.dir / "first.salts").permissions();
  CHECK(mode == (std::filesystem::perms::owner_read |
                 std::filesystem::perms::owner_write));
}

TEST_CASE("edition: the user's own face stays clear where that is wanted") {
  const Photographs photo = photographs();
  if (photo.large.empty() || test::shared("models").empty()) return;
  Audited audited(photo);
  auto& crawl = audited.crawl;
  const auto result =
      faces::load_faces(crawl.the_case, crawl.the_case.run_id());
  REQUIRE(result);
  std::vector<faces::Marking> markings;
  for (const auto& image : result->images)
    for (const auto& face : image.faces)
      if (image.digest == sha256(photo.large))
        markings.push_back({image.digest, face.box, faces::Mark::mine, "Ada",
                            from_micros(1), ""});
  REQUIRE(faces::store_marks(crawl.the_case, markings));
  const std::string url = audited.server.url("/face.jpg");
  CHECK(write(crawl, "own", true).of(url).contains("response"));
  CHECK(write(crawl, "all", false).of(url).contains("resource"));
}

TEST_CASE("edition: of a later run what it refers to is there") {
  const Photographs photo = photographs();
  if (photo.large.empty() || test::shared("models").empty()) return;
  Audited audited(photo);
  auto& crawl = audited.crawl;
  REQUIRE(crawl.the_case.end_run("done"));
  REQUIRE(crawl.the_case.begin_run("test"));
  audited.again();
  const Edition edition = write(crawl, "second", true);
  check_gone(edition, photo.large);
  check_gone(edition, photo.small);
  const auto team = edition.of(audited.server.url("/team"));
  REQUIRE(team.contains("revisit"));
  REQUIRE(team.contains("response"));  // the first run's
  CHECK(team.at("revisit")->field("WARC-Refers-To") ==
        team.at("response")->field("WARC-Record-ID"));
  CHECK(edition.of(audited.server.url("/face.jpg")).contains("resource"));
}

TEST_CASE("edition: without a look for faces every picture is withheld") {
  const Photographs photo = photographs();
  if (photo.large.empty()) return;
  Site site(photo);
  test::LoopbackServer server(
      [&](const std::string& target, const std::string& request) {
        return site(target, request);
      });
  test::CrawlCase crawl({server.url("/")});
  REQUIRE(crawl.run());
  const Edition edition = write(crawl, "none", true);
  check_gone(edition, photo.large);
  check_gone(edition, photo.small);
  CHECK(edition.counts.blurred == 0);
  CHECK(body_at(edition, server.url("/plain.png")).contains("<svg"));
  CHECK(body_at(edition, server.url("/inline"))
            .contains("data:image/gif;base64,"));
}
