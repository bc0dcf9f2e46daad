// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/faces/boxed.h"

#include <map>

#include "audit/faces/decode.h"
#include "audit/faces/files.h"
#include "audit/faces/wire.h"
#include "tests/audit/faces/samples.h"
#include "tests/audit/faces/surroundings.h"

using namespace veto;
using namespace veto::faces;

namespace {

signals::Signal said(signals::Family family, const std::string& name) {
  signals::Signal signal;
  signal.family = family;
  signal.source = signals::Source::metadata;
  signal.name = name;
  signal.value = "a value";
  signal.raw = "as written";
  signal.offset = 5'000'000'000;
  signal.malformed = true;
  signal.problem = "unknown_value";
  return signal;
}

ImageExamination sample() {
  ImageExamination image;
  image.format = "gif";
  image.width = 640;
  image.height = 480;
  image.orientation = 6;
  image.frames = 12;
  image.truncated = true;
  image.skipped = "why\x1b[0m";
  image.look = 0xFEDCBA9876543210;
  image.metadata = {true, "a camera"};
  image.carries = false;
  image.faces = {{{1, 2, 3, 4}, 0.75, Band::possible, 5},
                 {{0, 0, 9, 9}, 0.5, Band::face, 0}};
  image.embedded.has_xmp = true;
  image.embedded.signals = {
      said(signals::Family::embedded, "plus:datamining"),
      said(signals::Family::training_mining, "cawg.ai_training")};
  return image;
}

std::string picture(int width, int height) {
  return test::make_jpeg(test::quarters(width, height));
}

}  // namespace

TEST_CASE("wire: an examination arrives as it was, its bands set anew") {
  const auto read =
      read_examination(write_examination(sample()), {.face = 0.7});
  REQUIRE(read.has_value());
  CHECK(read->format == "gif");
  CHECK(read->width == 640);
  CHECK(read->height == 480);
  CHECK(read->orientation == 6);
  CHECK(read->frames == 12);
  CHECK(read->truncated);
  CHECK(read->skipped.find('\x1b') == std::string::npos);
  CHECK(read->look == 0xFEDCBA9876543210);
  CHECK(read->metadata.location);
  CHECK(read->metadata.camera == "a camera");
  CHECK_FALSE(read->carries);
  REQUIRE(read->faces.size() == 2);
  CHECK(read->faces[0].box.h == 4);
  CHECK(read->faces[0].score == 0.75);
  CHECK(read->faces[0].frame == 5);
  CHECK(read->faces[0].band == Band::face);
  CHECK(read->faces[1].band == Band::possible);
  CHECK(read->embedded == sample().embedded);
}

TEST_CASE("wire: what a document says arrives as it was") {
  embedded::Embedded document = sample().embedded;
  document.signals.push_back(said(signals::Family::tdmrep, "tdm-reservation"));
  const std::string whole = write_document(document);
  const auto read = read_document_answer(whole);
  REQUIRE(read.has_value());
  CHECK(*read == document);
  CHECK_FALSE(read_document_answer(whole.substr(1)).has_value());
  CHECK_FALSE(read_document_answer(whole + "x").has_value());
}

TEST_CASE("wire: what is cut, longer or out of bounds is not taken") {
  const std::string whole = write_examination(sample());
  for (std::size_t size = 0; size < whole.size(); ++size) {
    CHECK_FALSE(read_examination(whole.substr(0, size), {}).has_value());
  }
  CHECK_FALSE(read_examination(whole + "x", {}).has_value());
  ImageExamination image = sample();
  for (Face wrong :
       {Face{{-1, 0, 1, 1}, 0.9}, Face{{0, 0, 1, 1}, 1.1},
        Face{{0, 0, 1, 1}, -0.1}, Face{{0, 0, 1, 1}, 0.9, Band::face, -1}}) {
    image.faces = {wrong};
    CHECK_FALSE(read_examination(write_examination(image), {}).has_value());
  }
}

TEST_CASE("wire: no size is believed that is not decoded") {
  ImageExamination image = sample();
  image.width = 10'000;
  for (const int height : {10'000, 10'001}) {
    image.height = height;
    CHECK(read_examination(write_examination(image), {}).has_value() ==
          (height == 10'000));
  }
}

TEST_CASE("wire: beyond the bound the least sure faces are left out") {
  ImageExamination image;
  image.faces.assign(kMaxFaces + 10, Face{{0, 0, 1, 1}, 0.9});
  const auto read = read_examination(write_examination(image), {});
  REQUIRE(read.has_value());
  CHECK(read->faces.size() == kMaxFaces);
}

TEST_CASE("wire: of a file's own words only these leave a worker, printable") {
  ImageExamination image = sample();
  image.embedded.signals.assign(embedded::kMaxSignals + 10,
                                said(signals::Family::rule, "x\x1b"));
  for (signals::Signal& signal : image.embedded.signals) {
    signal.source = signals::Source::robots;
    signal.url = signal.agent = signal.scope = signal.evidence = "secret";
    signal.line = 7;
  }
  const auto read = read_examination(write_examination(image), {});
  REQUIRE(read.has_value());
  REQUIRE(read->embedded.signals.size() == embedded::kMaxSignals);
  CHECK(read->embedded.signals[0] == said(signals::Family::embedded, "x\\x1b"));
  image.embedded.signals = {
      said(signals::Family::embedded, std::string(1001, 'x'))};
  CHECK_FALSE(read_examination(write_examination(image), {}).has_value());
}

TEST_CASE("boxed: every image is answered, whatever it is") {
  const auto models = test::shared("models");
  if (models.empty()) return;
  const test::NoWeights none;
  config::Settings settings;
  settings.models_dir.value = models;
  auto examiner = Examiner::open(settings, {}, 2);
  REQUIRE_MESSAGE(examiner.has_value(), examiner.error().message());
  CHECK(examiner->detector().name == "YuNet-N");
  const std::vector<std::pair<std::string, std::string>> table = {
      {picture(640, 480), ""},
      {"", "not an image"},
      {picture(40, 40), "too small"},
      {picture(200, 200).substr(0, 40), "damaged: "},
      {test::make_png(test::noise(300, 200, 1), test::PngKind::rgb), ""},
  };
  std::size_t next = 0;
  std::map<std::uint64_t, ImageExamination> images;
  const auto done = examiner->examine(
      [&]() -> std::optional<Examiner::Image> {
        if (next == table.size()) return std::nullopt;
        const std::size_t at = next++;
        return Examiner::Image{at, table[at].first};
      },
      [&](std::uint64_t id, ImageExamination image) -> Status {
        images[id] = std::move(image);
        return {};
      });
  REQUIRE(done.has_value());
  REQUIRE(images.size() == table.size());
  for (std::size_t at = 0; at < table.size(); ++at) {
    CAPTURE(at);
    CHECK(images[at].skipped.starts_with(table[at].second));
    CHECK(images[at].skipped.empty() == table[at].second.empty());
  }
  CHECK(images[0].width == 640);
  CHECK(images[4].format == "png");
}

TEST_CASE("boxed: pictures are blurred by a worker too") {
  const test::NoWeights none;
  const auto models = test::shared("models");
  config::Settings settings;
  if (!models.empty()) settings.models_dir.value = models;
  auto examiner = Examiner::open(settings, none.dir().path(), 1);
  if (!examiner && examiner.error().kind == ErrorKind::unsupported) return;
  REQUIRE_MESSAGE(examiner.has_value(), examiner.error().message());
  const auto jpeg = examiner->thumbnail(
      picture(640, 480), {{{10, 10, 200, 200}, 0.9, Band::face}});
  REQUIRE(jpeg.has_value());
  const auto header = read_image_header(*jpeg);
  REQUIRE(header.has_value());
  CHECK(header->width == 320);
  CHECK(examiner->thumbnail("BM......", {}).error().kind ==
        ErrorKind::unsupported);
}
