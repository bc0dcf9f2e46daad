// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/faces/stage.h"

#include "audit/embedded/store.h"
#include "audit/finding.h"
#include "base/file.h"
#include "tests/audit/embedded/files.h"
#include "tests/audit/faces/samples.h"
#include "tests/audit/faces/surroundings.h"

using namespace veto;
using namespace veto::faces;

namespace {

// A case whose run received some images, with the weights found beside the
// project.
class Run {
 public:
  explicit Run(const std::filesystem::path& models)
      : case_(*Case::create(dir_ / "case", std::make_shared<SystemClock>())) {
    settings_.models_dir.value = models;
    REQUIRE(case_.begin_run("faces").has_value());
  }

  void receive(const std::string& url, const std::string& body,
               bool truncated = false) {
    crawler::Capture capture;
    capture.id = "capture " + url;
    capture.url = url;
    capture.target = crawler::Target::image;
    capture.status = 200;
    if (truncated) capture.truncation = crawler::Truncation::length;
    capture.payload_digest = sha256(body);
    capture.payload_size = body.size();
    bodies_[capture.id] = body;
    gatherer_.add(capture);
  }
  void receive_document(const std::string& url, const std::string& body) {
    crawler::Capture capture;
    capture.id = "capture " + url;
    capture.url = url;
    capture.status = 200;
    capture.mime = "application/pdf";
    capture.payload_digest = sha256(body);
    bodies_[capture.id] = body;
    gatherer_.add(capture);
  }
  void show(const std::string& page_url, const std::string& image_url) {
    crawler::Page page;
    page.url = page_url;
    page.images.push_back({image_url, crawler::ImageSource::img, "", "", ""});
    gatherer_.add(page);
  }

  Result<StageReport> examine(std::stop_token stop = {}) {
    const Sinks sinks{
        [this](const Error& error) { warnings.push_back(error.what); }, {}};
    return examine_run(
        case_, settings_, sinks, stop, gatherer_.finish(),
        [this](const GatheredImage& image) { return payload(image.capture); });
  }
  Case& the_case() { return case_; }

  std::vector<std::string> warnings;
  std::map<std::string, ErrorKind> unreadable;  // by URL

 private:
  Result<std::string> payload(const crawler::Capture& capture) {
    const auto bad = unreadable.find(capture.url);
    if (bad != unreadable.end()) return fail(bad->second, "does not match");
    return bodies_.at(capture.id);
  }

  test::NoWeights none_;
  test::TempDir dir_;
  Case case_;
  config::Settings settings_;
  Gatherer gatherer_;
  std::map<std::string, std::string> bodies_;
};

std::uint64_t count(const StageReport& report, std::string_view name) {
  for (const auto& count : report.counts) {
    if (count.name == name) return count.value;
  }
  FAIL("no count of " << name);
  return 0;
}

std::string picture() { return test::make_jpeg(test::quarters(200, 200)); }

}  // namespace

TEST_CASE("stage: images are examined, stored and counted") {
  const auto models = test::shared("models");
  const auto photographs = test::shared("testdata/faces/pos");
  if (models.empty() || photographs.empty()) return;
  Run run(models);
  const auto astronaut = read_file(photographs / "astronaut.png", 10 << 20);
  REQUIRE(astronaut.has_value());
  run.receive("http://h/astronaut.png", *astronaut);
  run.receive("http://h/copy.png", *astronaut);
  run.receive("http://h/plain.jpg", picture());
  run.receive("http://h/icon.jpg", test::make_jpeg(test::quarters(16, 16)));
  run.receive("http://h/a.bmp", "BM....");
  run.receive("http://h/cut.jpg", picture().substr(0, 900), true);
  run.receive("http://h/bad.jpg", picture() + "x");
  run.unreadable["http://h/bad.jpg"] = ErrorKind::damaged;
  run.show("http://h/", "http://h/copy.png");

  const auto report = run.examine();
  REQUIRE(report.has_value());
  CHECK(count(*report, "images") == 6);
  CHECK(count(*report, "examined") == 3);
  CHECK(count(*report, "skipped") == 3);
  CHECK(count(*report, "images with faces") == 1);
  CHECK(count(*report, "faces") == 1);
  CHECK(count(*report, "possible faces") == 0);
  CHECK_FALSE(report->interrupted);
  CHECK(run.warnings.empty());
  CHECK(report->incomplete ==
        std::vector<std::string>{
            "images not examined, bmp is not decoded: 1",
            "images not examined, its capture cannot be read: 1",
            "images examined in part, the rest is missing or damaged: 1"});

  const auto loaded = load_faces(run.the_case(), run.the_case().run_id());
  REQUIRE(loaded.has_value());
  CHECK(loaded->detector.name == "YuNet-N");
  REQUIRE(loaded->images.size() == 6);
  const auto findings =
      audit::load_findings(run.the_case(), run.the_case().run_id());
  REQUIRE(findings.has_value());
  REQUIRE(findings->size() == 1);
  CHECK(findings->at(0).code == "F1");
  CHECK(findings->at(0).subject == sha256(*astronaut).hex());
  CHECK(findings->at(0).facts["pages"].size() == 1);
  CHECK(findings->at(0).facts["urls"].size() == 2);

  // Again in the same run: the same, not twice.
  REQUIRE(run.examine().has_value());
  CHECK(load_faces(run.the_case(), run.the_case().run_id())->images.size() ==
        6);
}

TEST_CASE("stage: what a file says in itself is kept, examined or not") {
  const auto models = test::shared("models");
  if (models.empty()) return;
  Run run(models);
  const std::string plain = picture();
  const std::string photograph =
      plain.substr(0, 2) +
      test::jpeg_packet(test::packet_of_word("DMI-PROHIBITED")) +
      plain.substr(2);
  const std::string scan =
      test::tiff(test::packet_of_word("DMI-ALLOWED"), true);
  run.receive("http://h/a.jpg", photograph);
  run.receive("http://h/b.tif", scan);
  run.receive("http://h/c.jpg", plain);
  // The second time nothing is kept twice.
  for (int time = 0; time < 2; ++time) REQUIRE(run.examine().has_value());

  const auto said =
      embedded::load_embedded(run.the_case(), run.the_case().run_id());
  REQUIRE(said.has_value());
  REQUIRE(said->size() == 2);
  const auto& by_photograph = said->at(sha256(photograph).hex());
  REQUIRE(by_photograph.signals.size() == 1);
  CHECK(by_photograph.has_xmp);
  CHECK(by_photograph.signals[0].value == "DMI-PROHIBITED");
  const auto& by_scan = said->at(sha256(scan).hex());
  REQUIRE(by_scan.signals.size() == 1);
  CHECK(by_scan.signals[0].value == "DMI-ALLOWED");
  CHECK(by_scan.signals[0].evidence == sha256(scan).hex());
}

TEST_CASE("stage: a disk that fails ends it") {
  const auto models = test::shared("models");
  if (models.empty()) return;
  Run run(models);
  run.receive("http://h/a.jpg", picture());
  run.unreadable["http://h/a.jpg"] = ErrorKind::io;
  const auto report = run.examine();
  REQUIRE_FALSE(report.has_value());
  CHECK(report.error().kind == ErrorKind::io);
}

TEST_CASE("stage: asked to stop, it says what is left") {
  const auto models = test::shared("models");
  if (models.empty()) return;
  Run run(models);
  run.receive("http://h/a.jpg", picture());
  std::stop_source source;
  source.request_stop();
  const auto report = run.examine(source.get_token());
  REQUIRE(report.has_value());
  CHECK(report->interrupted);
  CHECK(report->incomplete ==
        std::vector<std::string>{"images left when asked to stop: 1"});
}

TEST_CASE("stage: pages past the limit are said to be left out") {
  const auto models = test::shared("models");
  if (models.empty()) return;
  Run run(models);
  run.receive("http://h/late.jpg", picture());
  for (int i = 0; i <= kMaxPages; ++i) {
    run.show("http://h/" + std::to_string(i),
             i == kMaxPages ? "http://h/late.jpg" : "http://h/none.jpg");
  }
  const auto report = run.examine();
  REQUIRE(report.has_value());
  CHECK(count(*report, "examined") == 0);
  REQUIRE(report->incomplete.size() == 2);
  CHECK(report->incomplete[0] ==
        "images not examined, on none of the first 200 pages: 1");
}

#if VETO_HOG
TEST_CASE("stage: without weights it warns and goes on") {
  Run run("");
  run.receive("http://h/a.jpg", picture());
  const auto report = run.examine();
  REQUIRE(report.has_value());
  CHECK(count(*report, "examined") == 1);
  REQUIRE(run.warnings.size() == 1);
  CHECK(run.warnings[0].find("dlib-hog") != std::string::npos);
}
#endif

TEST_CASE("stage: what documents say is stored, and what cannot be is told") {
  const auto models = test::shared("models");
  if (models.empty()) return;
  Run run(models);
  const std::string reserved = test::pdf(
      test::pdf_packet(7, test::packet("tdm:reservation=\"1\"")), "7 0");
  run.receive_document("http://h/a.pdf", reserved);
  run.receive_document("http://h/page.pdf", "<html>not found</html>");
  run.receive_document("http://h/bad.pdf", reserved + "x");
  run.unreadable["http://h/bad.pdf"] = ErrorKind::damaged;

  const auto report = run.examine();
  REQUIRE(report.has_value());
  CHECK(count(*report, "images") == 0);
  CHECK(count(*report, "documents") == 1);
  CHECK(report->incomplete ==
        std::vector<std::string>{
            "PDF and EPUB files not read for what they say about their use, "
            "it is no PDF and no EPUB: 1",
            "PDF and EPUB files not read for what they say about their use, "
            "its capture cannot be read: 1"});
  const auto stored =
      embedded::load_embedded(run.the_case(), run.the_case().run_id());
  REQUIRE(stored.has_value());
  REQUIRE(stored->size() == 1);
  const auto& said = stored->at(sha256(reserved).hex()).signals;
  REQUIRE(said.size() == 1);
  CHECK(said[0].family == signals::Family::tdmrep);
  CHECK(said[0].name == "tdm-reservation");
}
