// SPDX-License-Identifier: GPL-3.0-or-later
#include "reports/edition/picture_choice.h"

#include "audit/faces/store.h"
#include "tests/support.h"

using namespace veto;
using namespace veto::reports;
using Do = PictureChoice::Do;
using faces::ImageRecord;

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
    auto made = Case::create(dir / "case", std::make_shared<SystemClock>());
    REQUIRE(made);
    REQUIRE(made->begin_run("faces"));
    const std::string run = made->run_id();
    REQUIRE(faces::open_store(made->db()));
    REQUIRE(faces::begin_store(made->db(), run, {}));
    ImageRecord image;
    image.digest = key;
    image.format = "png";
    image.width = 640;
    image.height = 480;
    image.carries = false;
    change(image);
    REQUIRE(faces::store_image(made->db(), run, image));
    const auto choices = PictureChoices::load(*made, run, true);
    REQUIRE(choices);
    CHECK(choices->choose(key, bytes).what == what);
    CHECK(choices->choose(sha256("another"), bytes).what == Do::withhold);
  }
}
