// SPDX-License-Identifier: GPL-3.0-or-later
#include "reports/edition/picture_choice.h"

#include "audit/faces/store.h"
#include "reports/html/data_uri.h"
#include "tests/support.h"

using namespace veto;
using namespace veto::reports;
using Do = PictureChoice::Do;
using faces::ImageRecord;

namespace {

// Of a run whose faces stage has this one picture.
PictureChoices choices_of(const test::TempDir& dir, const ImageRecord& image) {
  auto made = Case::create(dir / "case", std::make_shared<SystemClock>());
  REQUIRE(made);
  REQUIRE(made->begin_run("faces"));
  const std::string run = made->run_id();
  REQUIRE(faces::open_store(made->db()));
  REQUIRE(faces::begin_store(made->db(), run, {}));
  REQUIRE(faces::store_image(made->db(), run, image));
  auto choices = PictureChoices::load(*made, run, true);
  REQUIRE(choices);
  return *std::move(choices);
}

}  // namespace

TEST_CASE("picture choice: by what the faces stage says of a picture") {
  struct Row {
    const char* name;
    std::function<void(ImageRecord&)> change;
    Do what;
  };
  const Row rows[] = {
      {"nobody in it, and nothing beside it", [](ImageRecord&) {}, Do::keep},
      {"a face",
       [](ImageRecord& i) {
         i.faces = {{{1, 2, 30, 40}, 0.9}};
       },
       Do::draw},
      {"perhaps a face",
       [](ImageRecord& i) {
         i.faces = {{{1, 2, 30, 40}, 0.5, faces::Band::possible}};
       },
       Do::draw},
      {"perhaps another picture in it",
       [](ImageRecord& i) { i.carries = true; }, Do::draw},
      {"a part of it not looked at", [](ImageRecord& i) { i.truncated = true; },
       Do::draw},
      {"frames not looked at", [](ImageRecord& i) { i.frames = 100'000; },
       Do::draw},
      {"bytes of another format looked at",
       [](ImageRecord& i) { i.format = "svg"; }, Do::draw},
      {"not looked at", [](ImageRecord& i) { i.skipped = "too large"; },
       Do::withhold},
      {"too small for anybody",
       [](ImageRecord& i) {
         i.skipped = "too small";
         i.width = i.height = 12;
       },
       Do::keep},
      {"too small, and perhaps another picture in it",
       [](ImageRecord& i) {
         i.skipped = "too small";
         i.width = i.height = 12;
         i.carries = true;
       },
       Do::draw},
  };
  const std::string bytes = "\x89PNG\r\n\x1a\n" + std::string(1000, 'x');
  const Digest key = sha256(bytes);
  for (const auto& [name, change, what] : rows) {
    CAPTURE(name);
    const test::TempDir dir;
    ImageRecord image;
    image.digest = key;
    image.format = "png";
    image.width = 640;
    image.height = 480;
    image.carries = false;
    change(image);
    const auto choices = choices_of(dir, image);
    CHECK(choices.choose(key, bytes).what == what);
    CHECK(choices.choose(sha256("another"), bytes).what == Do::withhold);
  }
}

TEST_CASE(
    "picture choice: a drawing stays if all that it shows was looked at") {
  const std::string jpeg = "\xFF\xD8\xFF\xE0" + std::string(400, 'x');
  const std::string other = "\xFF\xD8\xFF\xE1" + std::string(400, 'y');
  const std::string uri = jpeg_data_uri(jpeg), more = jpeg_data_uri(other);
  const std::string image = "<image href='" + uri + "'/>";
  const auto drawing = [](const std::string& within) {
    return "<svg xmlns='http://www.w3.org/2000/svg'>" + within + "</svg>";
  };
  const std::pair<std::string, Do> rows[] = {
      {drawing(image), Do::keep},
      {drawing(image + image), Do::keep},
      {drawing(image + "<image href='" + more + "'/>"), Do::keep},
      {drawing(image + "<foreignObject><img src='" + more +
               "'/></foreignObject>"),
       Do::withhold},
      {drawing("<style>a{fill:url(" + more + ")}</style>" + image),
       Do::withhold},
      {drawing(image + "<feImage href='" + more + "'/>"), Do::withhold},
      {"<!DOCTYPE svg [<!ENTITY p '" + more + "'>]><!-- <svg -->" +
           drawing(image + "<image href='&p;'/>"),
       Do::withhold},
      {drawing(image + "<image href='data:image/gif;base64," +
               jpeg_data_uri("GIF89a" + std::string(400, 'x')).substr(23) +
               "'/>"),
       Do::withhold},
  };
  for (const auto& [svg, what] : rows) {
    CAPTURE(svg);
    const test::TempDir dir;
    ImageRecord looked_at;
    looked_at.digest = sha256(svg);
    looked_at.format = "svg";
    looked_at.width = looked_at.height = 100;
    looked_at.carries = false;
    const auto choices = choices_of(dir, looked_at);
    CHECK(choices.choose(looked_at.digest, svg).what == what);
  }
}

TEST_CASE("picture choice: what cannot be read is withheld") {
  const test::TempDir dir;
  const auto choices = choices_of(dir, {});
  CHECK(choices.choose(sha256(""), "").what == Do::withhold);
}
