// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/faces/inline_images.h"

#include <fmt/format.h>

#include <algorithm>

#include "audit/faces/faces.h"
#include "audit/faces/surround.h"
#include "base/file.h"
#include "tests/audit/faces/samples.h"
#include "tests/audit/faces/surroundings.h"
#include "tests/crawler/import_case.h"

using namespace veto;
using namespace veto::faces;

namespace {

std::string as_hex_url(std::string_view type, std::string_view bytes) {
  std::string url = "data:" + std::string(type) + ",";
  for (const char c : bytes)
    url += fmt::format("%{:02X}", static_cast<unsigned char>(c));
  return url;
}

std::string png(int width, int height) {
  return test::make_png(test::noise(width, height, 3), test::PngKind::rgb);
}

// A case that holds one saved page, after the faces stage.
struct SavedPage : test::ImportCase {
  explicit SavedPage(const std::string& html) {
    settings.models_dir.value = none.dir().path();
    const auto path = put("page.html", html);
    REQUIRE(run(path, "https://a.example/page.html").has_value());
  }
  FacesResult examine() {
    const auto report = run_faces(the_case, settings, Sinks(), {});
    REQUIRE(report.has_value());
    incomplete = report->incomplete;
    auto result = load_faces(the_case, the_case.run_id());
    REQUIRE(result.has_value());
    return *std::move(result);
  }

  test::NoWeights none;
  std::vector<std::string> incomplete;
};

}  // namespace

TEST_CASE("inline images: each is examined, named by its page and place") {
  const std::string one = png(64, 48), two = png(40, 80);
  SavedPage page("<img src='" + as_hex_url("image/png", one) +
                 "'><img src='data:text/plain,x'><img srcset='" +
                 as_hex_url("image/webp", two) + " 2x'><img src='" +
                 as_hex_url("image/png", one) + "'>");
  const FacesResult result = page.examine();
  REQUIRE(result.images.size() == 2);
  const ImageRecord &first = result.images[0], &second = result.images[1];
  CHECK(first.urls ==
        std::vector<std::string>{"https://a.example/page.html#data-image-1",
                                 "https://a.example/page.html#data-image-3"});
  CHECK(first.pages == std::vector<std::string>{"https://a.example/page.html"});
  CHECK(first.width == 64);
  CHECK(first.height == 48);
  CHECK(first.digest == sha256(one));
  CHECK(first.bytes == one.size());
  CHECK(first.inline_ordinal == 1);
  CHECK(first.skipped.empty());
  CHECK(second.inline_ordinal == 2);
  CHECK(second.width == 40);
  CHECK(second.format == "png");  // by content

  crawler::CaptureReader reader(page.the_case);
  const auto capture = reader.capture(second.capture_id);
  REQUIRE(capture.has_value());
  CHECK(image_bytes(reader, *capture, second.inline_ordinal) == two);
  CHECK_FALSE(image_bytes(reader, *capture, 4).has_value());
}

TEST_CASE("inline images: one that cannot be read has its line") {
  SavedPage page("<img src='data:image/png;base64,?'>");
  const FacesResult result = page.examine();
  REQUIRE(result.images.size() == 1);
  CHECK(result.images[0].skipped.find("base64") != std::string::npos);
  CHECK_FALSE(page.incomplete.empty());
}

TEST_CASE("words beside: pages left when asked to stop are counted") {
  SavedPage page("<img src='x.png'>");
  crawler::CaptureReader reader(page.the_case);
  Gatherer gatherer;
  std::vector<ImageRecord> images(1);
  images[0].faces.emplace_back();
  images[0].urls = {"https://a.example/x.png"};
  images[0].pages = {"https://a.example/1", "https://a.example/2"};
  std::stop_source source;
  source.request_stop();
  CHECK(read_words_beside(reader, gatherer, source.get_token(), images) == 2);
}
