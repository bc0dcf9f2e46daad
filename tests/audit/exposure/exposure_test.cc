// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/exposure/exposure.h"

#include <algorithm>
#include <optional>

#include "tests/support.h"

using namespace veto;
using namespace veto::exposure;
using faces::Band;
using faces::Face;
using faces::ImageRecord;

namespace {

ImageRecord image_with(int side, const std::string& name = "IMG_2045") {
  ImageRecord image;
  image.digest = sha256(name);
  image.urls = {"https://example.org/" + name + ".jpg"};
  image.pages = {"https://example.org/"};
  image.width = 1000;
  image.height = 800;
  if (side > 0) image.faces = {Face{{10, 10, side, side + 5}, 0.9, Band::face}};
  return image;
}

struct Scene {
  faces::FacesResult faces;
  faces::Marks marks;
  std::optional<signals::SignalsResult> signals;

  std::vector<Exposure> all() const {
    return exposures(faces, marks, signals ? &*signals : nullptr);
  }
  Exposure only() const {
    auto found = all();
    REQUIRE(found.size() == 1);
    return found.front();
  }
};

const Factor* factor(const Exposure& exposure, std::string_view code) {
  const auto found = std::ranges::find(exposure.factors, code, &Factor::code);
  return found == exposure.factors.end() ? nullptr : &*found;
}

Scene of(ImageRecord image) {
  Scene the_case;
  the_case.faces.images = {std::move(image)};
  return the_case;
}

}  // namespace

TEST_CASE("exposure: severity follows from size and words, by the rule") {
  struct Row {
    int side;
    const char* alt;
    Severity severity;
    const char* reach;
  };
  const Row table[] = {
      {35, "", Severity::low, "below"},
      {35, "Anna Jansen", Severity::low, "below"},
      {36, "", Severity::low, "detectable"},
      {36, "Anna Jansen", Severity::moderate, "detectable"},
      {36, "our team", Severity::low, "detectable"},
      {50, "", Severity::moderate, "searchable"},
      {50, "our team", Severity::moderate, "searchable"},
      {50, "Anna Jansen", Severity::high, "searchable"},
      {200, "", Severity::moderate, "best"},
  };
  for (const Row& row : table) {
    CAPTURE(row.side);
    CAPTURE(std::string(row.alt));
    ImageRecord image = image_with(row.side);
    if (*row.alt) image.words = {{"https://example.org/", "alt", row.alt}};
    const Scene the_case = of(std::move(image));
    const Exposure exposure = the_case.only();
    CHECK(exposure.severity == row.severity);
    CHECK(factor(exposure, "face-size")->facts["reach"] == row.reach);
    CHECK(factor(exposure, "face-size")->facts["pixels"] == row.side);
  }
}

TEST_CASE("exposure: a person named in data counts as words do") {
  ImageRecord image = image_with(80);
  image.words = {{"https://example.org/", "person", "anna"}};
  const Scene the_case = of(std::move(image));
  const Exposure exposure = the_case.only();
  CHECK(exposure.severity == Severity::high);
  CHECK(factor(exposure, "named-person") != nullptr);
}

TEST_CASE("exposure: marks decide which faces count") {
  const std::pair<faces::Mark, std::optional<Severity>> table[] = {
      {faces::Mark::mine, std::nullopt},
      {faces::Mark::consented, std::nullopt},
      {faces::Mark::not_a_face, std::nullopt},
      {faces::Mark::third_party, Severity::low},
      {faces::Mark::child, Severity::high},
  };
  for (const auto& [mark, severity] : table) {
    CAPTURE(std::string(to_string(mark)));
    Scene the_case = of(image_with(20));
    const ImageRecord& image = the_case.faces.images[0];
    the_case.marks.add({image.digest, image.faces[0].box, mark, "me", {}, ""});
    const auto found = the_case.all();
    CHECK(found.size() == (severity ? 1 : 0));
    if (severity && !found.empty()) CHECK(found[0].severity == *severity);
  }
}

TEST_CASE("exposure: possible faces alone are no exposure") {
  Scene the_case = of(image_with(100));
  the_case.faces.images[0].faces[0].band = Band::possible;
  CHECK(the_case.all().empty());
}

TEST_CASE("exposure: what the file says of place and camera") {
  ImageRecord image = image_with(80);
  image.metadata = {true, "Maker Model"};
  const Scene the_case = of(std::move(image));
  const Exposure exposure = the_case.only();
  CHECK(factor(exposure, "location")->effect == Effect::raises);
  CHECK(factor(exposure, "camera")->facts["camera"] == "Maker Model");
  CHECK(std::ranges::count(exposure.remedies, "strip-metadata") == 1);
}

TEST_CASE("exposure: a larger file offered in its place, and nothing smaller") {
  Scene the_case = of(image_with(80, "thumb"));
  ImageRecord& thumb = the_case.faces.images[0];
  thumb.offered = {"https://example.org/full.jpg",
                   "https://example.org/tiny.jpg",
                   "https://example.org/never-fetched.jpg"};
  ImageRecord full = image_with(0, "full"), tiny = image_with(0, "tiny");
  full.width = 4000;
  tiny.width = 100;
  the_case.faces.images.push_back(full);
  the_case.faces.images.push_back(tiny);
  const Exposure exposure = the_case.only();
  REQUIRE(factor(exposure, "full-size-offered") != nullptr);
  CHECK(factor(exposure, "full-size-offered")->facts["urls"] ==
        nlohmann::json{"https://example.org/full.jpg"});
}

TEST_CASE("exposure: a sitemap raises it, being embeddable does not") {
  ImageRecord image = image_with(80);
  const Exposure without = of(image).only();
  CHECK(factor(without, "sitemap") == nullptr);
  CHECK(factor(without, "embeddable") == nullptr);
  image.in_sitemap = image.embeddable = true;
  const Exposure exposure = of(image).only();
  REQUIRE(factor(exposure, "sitemap") != nullptr);
  CHECK(factor(exposure, "sitemap")->effect == Effect::raises);
  REQUIRE(factor(exposure, "embeddable") != nullptr);
  CHECK(factor(exposure, "embeddable")->effect == Effect::neither);
}

TEST_CASE("exposure: the same picture elsewhere, by the look of the whole") {
  Scene the_case = of(image_with(80, "one"));
  the_case.faces.images[0].look = 0xFF00FF00;
  ImageRecord alike = image_with(0, "alike"), other = image_with(0, "other");
  alike.look = 0xFF00FF01;
  other.look = 0x12345678;
  the_case.faces.images.push_back(alike);
  the_case.faces.images.push_back(other);
  CHECK(factor(the_case.only(), "same-picture")->facts["urls"] ==
        nlohmann::json{"https://example.org/alike.jpg"});
}

TEST_CASE("exposure: the image's own opt-out state, and its weakest place") {
  Scene the_case = of(image_with(80, "one"));
  ImageRecord& image = the_case.faces.images[0];
  image.urls.push_back("https://cdn.example/one.jpg");
  const auto say = [&](std::vector<std::vector<std::string>> directives) {
    the_case.signals.emplace();
    for (std::size_t at = 0; at < directives.size(); ++at) {
      signals::ResourcePosture posture;
      posture.url = image.urls[at];
      posture.kind = "image";
      posture.directives = directives[at];
      posture.noimageai = std::ranges::count(directives[at], "noimageai") > 0;
      the_case.signals->resources.push_back(posture);
    }
  };
  CHECK(factor(the_case.only(), "image-opt-out") == nullptr);
  say({{"noimageai", "noindex"}, {"noimageai", "noindex"}});
  CHECK(factor(the_case.only(), "image-opt-out")->effect == Effect::neither);
  CHECK(factor(the_case.only(), "indexing")->effect == Effect::neither);
  say({{"noimageai", "noindex"}, {}});
  CHECK(factor(the_case.only(), "image-opt-out")->effect == Effect::raises);
  CHECK(factor(the_case.only(), "indexing")->effect == Effect::raises);
  say({{"noimageai"}});  // the other place was not looked at
  CHECK(factor(the_case.only(), "image-opt-out") == nullptr);
}

TEST_CASE("exposure: file names that people write are shown, machines' not") {
  const std::pair<std::string, bool> table[] = {
      {"anna-jansen", true},   {"IMG_2045", false}, {"DSC00012", false},
      {"3f9a8c7d6e5b", false}, {"team", true},      {"Anna%20Jansen", true}};
  for (const auto& [name, shown] : table) {
    CAPTURE(name);
    const Scene the_case = of(image_with(80, name));
    const Factor* words = factor(the_case.only(), "words-beside");
    CHECK((words != nullptr) == shown);
  }
}

TEST_CASE("exposure: as JSON, every factor with its effect") {
  const Scene the_case = of(image_with(80));
  const auto json = exposure_json(the_case.only());
  CHECK(json["severity"] == "moderate");
  CHECK(json["factors"][0]["code"] == "face-size");
  CHECK(json["factors"][0]["effect"] == "raises");
  CHECK(json["remedies"][0] == "remove");
}
