// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/faces/data_url.h"
#include "audit/faces/decode.h"
#include "audit/faces/svg_images.h"
#include "tests/audit/faces/samples.h"
#include "tests/support.h"

using namespace veto;
using namespace veto::faces;
using test::PngKind;

namespace {

std::string base64_of(std::string_view bytes) {
  constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    unsigned group = 0;
    for (std::size_t j = 0; j < 3; ++j) {
      group =
          group << 8 | (i + j < bytes.size() ? std::uint8_t(bytes[i + j]) : 0u);
    }
    for (int shift = 18; shift >= 0; shift -= 6) {
      text += kDigits[group >> shift & 63];
    }
  }
  const std::size_t missing = (3 - bytes.size() % 3) % 3;
  return text.replace(text.size() - missing, missing, missing, '=');
}

std::string percent_of(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string text;
  for (const char c : bytes) {
    text += '%';
    text += kDigits[std::uint8_t(c) >> 4];
    text += kDigits[std::uint8_t(c) & 15];
  }
  return text;
}

std::string data_url(std::string_view bytes) {
  return "data:image/x;base64," + base64_of(bytes);
}

std::string svg_of(const std::string& inner) {
  return "<svg xmlns='http://www.w3.org/2000/svg'>" + inner + "</svg>";
}

std::string image_of(const std::string& url) {
  return "<image href='" + url + "'/>";
}

std::string small_png() {
  return test::make_png(test::quarters(96, 64), PngKind::palette);
}

struct Shown {
  std::vector<std::string> corners;
  bool truncated = false;
  std::string error;
};

Shown show(const std::string& svg) {
  Shown shown;
  const auto decoded = decode_frames(svg, 640, [&](Frame frame) -> Status {
    shown.corners.push_back(std::to_string(frame.index) +
                            test::corners(frame.pixels));
    CHECK(frame.width >= frame.pixels.width);
    CHECK(frame.height >= frame.pixels.height);
    return {};
  });
  if (!decoded) shown.error = decoded.error().what;
  if (decoded) shown.truncated = decoded->truncated;
  return shown;
}

}  // namespace

TEST_CASE("svg: rasters are found however they are written") {
  const std::string url = data_url(small_png());
  std::string broken = url;
  broken.insert(40, "&#10;  &#xA;").insert(30, "\n\t ");
  const std::string table[] = {
      "<image href='" + url + "'/>",
      "<image xlink:href=\"" + url + "\"></image>",
      "<svg:image x = '1' \n xlink:href\t=\n'" + url + "' />",
      "<image href='" + broken + "'/>",
      "<image href=' DATA:;BASE64," + base64_of(small_png()) + " '/>",
      "<image href='data:image/png," + percent_of(small_png()) + "'/>",
      "<image href='data:,x' xlink:href='u' data-a='>' href='" + url + "'/>",
      "<image href='" + url + "' xlink:href='data:,not this one'/>",
      "<!-- <image> --><?x <image?><![CDATA[<image href='" + url +
          "'/>]]><a b='<image'/>< image/><image href='" + url + "'/>",
      "<!DOCTYPE svg [<!ENTITY a \"]><image href='data:,'/>\"> <!-- ' > -->]>"
      "<image href='" +
          url + "'/>",
  };
  for (const std::string& inner : table) {
    CAPTURE(inner.substr(0, 60));
    const Shown shown = show(svg_of(inner));
    CHECK(shown.error == "");
    CHECK(shown.corners == std::vector<std::string>{"0RGBW"});
    CHECK_FALSE(shown.truncated);
  }
}

TEST_CASE("svg: each raster has its own size, codec and orientation") {
  const std::string svg =
      svg_of(image_of(data_url(small_png())) +
             image_of(data_url(
                 test::with_exif_jpeg(test::make_jpeg(test::quarters(320, 160)),
                                      test::tiff_with_orientation(6, true)))) +
             image_of(data_url(test::make_webp(test::quarters(64, 64),
                                               test::WebpKind::lossless))));
  const auto header = read_image_header(svg);
  REQUIRE(header.has_value());
  CHECK(header->format == "svg");
  CHECK(header->width == 160);
  CHECK(header->height == 320);
  CHECK(header->orientation == 1);
  CHECK(header->frames == 3);
  CHECK(show(svg).corners ==
        std::vector<std::string>{"0RGBW", "1BRWG", "2RGBW"});
  const auto second = decode_image(svg, 100, 1);
  REQUIRE(second.has_value());
  CHECK(second->header.width == 160);
  CHECK(second->pixels.height < 320);
}

TEST_CASE("svg: all of up to sixteen are looked at") {
  const std::string image = image_of(data_url(small_png()));
  std::string many;
  for (int i = 0; i < 16; ++i) many += image;
  CHECK(show(svg_of(many)).corners.size() == 16);
  CHECK_FALSE(show(svg_of(many)).truncated);
  for (int i = 0; i < 10'000; ++i) many += image;
  const Shown shown = show(svg_of(many));
  CHECK(shown.corners.size() == 16);
  CHECK(shown.truncated);
}

TEST_CASE("svg: what has no raster is named") {
  const std::string nested = svg_of(image_of(data_url(small_png())));
  const std::pair<std::string, const char*> table[] = {
      {"", "svg without a raster picture"},
      {"<image href='http://h/a.png'/>", "svg without a raster picture"},
      {image_of(data_url(nested)), "svg without a raster picture"},
      {image_of("data:image/svg+xml," + percent_of(nested)),
       "svg without a raster picture"},
      {"<image", "svg without a raster picture"},
      {"<image href='data:", "a data: URL without a comma"},
      {image_of("data:;base64,&unknown;"), "not base64"},
      {image_of(data_url("BM......")), "bmp is not decoded"},
      {image_of(data_url("hello")), "not an image"},
      {image_of(data_url(test::claim_png_size(small_png(), 100'000, 100'000))),
       "more than 100 megapixels"},
  };
  for (const auto& [inner, reason] : table) {
    CAPTURE(inner.substr(0, 60));
    CHECK(show(svg_of(inner)).error == reason);
  }
}

TEST_CASE("svg: a raster that fails does not cost the others") {
  const std::string svg =
      svg_of(image_of(data_url("BM......")) + image_of(data_url(small_png())) +
             image_of(data_url(small_png().substr(0, 60))));
  const Shown shown = show(svg);
  CHECK(shown.error == "");
  CHECK(shown.corners == std::vector<std::string>{"1RGBW"});
  CHECK(shown.truncated);
}

TEST_CASE("svg: bombs cost no more than their length") {
  std::string entities = "<!DOCTYPE svg [<!ENTITY a0 'x'>";
  for (int i = 1; i < 40; ++i) {
    const std::string before = "&a" + std::to_string(i - 1) + ";";
    entities +=
        "<!ENTITY a" + std::to_string(i) + " '" + before + before + "'>";
  }
  entities += "]>";
  std::string deep;
  for (int i = 0; i < 1'000'000; ++i) deep += "<g>";
  const std::string table[] = {
      entities + svg_of(image_of("data:;base64,&a39;")),
      svg_of(deep),
      svg_of("<image href='data:;base64," + std::string(30 << 20, 'A') + "'/>"),
      svg_of("<image href='" + std::string(30 << 20, ' ') + "'/>"),
      svg_of("<image " + std::string(30 << 20, '&') + "/>"),
      svg_of(std::string(30 << 20, '<')),
      svg_of("<!" + std::string(30 << 20, '[')),
      svg_of("<!--" + std::string(30 << 20, '-')),
  };
  for (const std::string& svg : table) {
    CAPTURE(svg.substr(0, 60));
    const auto header = read_image_header(svg);
    CHECK_FALSE(header.has_value());
  }
}

TEST_CASE("svg: cut at every length it is a picture or a reason") {
  const std::string whole =
      svg_of("<!-- x --><image a='b' href='" + data_url(small_png()) + "'/>");
  int reasons = 0;
  for (std::size_t size = 40; size < whole.size(); ++size) {
    const Shown shown = show(whole.substr(0, size));
    CHECK(shown.error.empty() != shown.corners.empty());
    if (!shown.error.empty()) ++reasons;
  }
  CHECK(reasons > 100);
}

TEST_CASE("data url: what it holds") {
  const std::pair<std::string, std::string> table[] = {
      {"data:,hello", "hello"},
      {"DATA:text/plain,a%20b%zz", "a b%zz"},
      {" data:;base64,aGVsbG8= ", "hello"},
      {"data:a/b;c=d; BASE64 ,aGV%73bG8", "hello"},
      {"data:base64,aGVsbG8=", "aGVsbG8="},
      {"data:,", ""},
  };
  for (const auto& [url, bytes] : table) {
    CAPTURE(url);
    const auto decoded = decode_data_url(url);
    REQUIRE(decoded.has_value());
    CHECK(*decoded == bytes);
  }
  for (const std::string_view wrong :
       {"", "data", "http://h/", "data:image/png", "data:;base64,a!b"}) {
    CAPTURE(wrong);
    CHECK(decode_data_url(wrong).error().kind == ErrorKind::damaged);
  }
  const std::string large = "data:," + std::string(kMaxImageBytes + 1, 'x');
  CHECK(decode_data_url(large).error().kind == ErrorKind::too_large);
}

TEST_CASE("svg: references in attributes") {
  const std::pair<const char*, const char*> table[] = {
      {"", ""},
      {"a&amp;b&lt;&gt;&quot;&apos;", "a&b<>\"'"},
      {"&#65;&#x42;&#x0a;", "AB\n"},
      {"&", "&"},
      {"&;&#;&#x;&#0;&#300;&#xFFFFFFFFF;&ent;",
       "&;&#;&#x;&#0;&#300;&#xFFFFFFFFF;&ent;"},
      {"&amp;amp;", "&amp;"},
  };
  for (const auto& [value, text] : table) {
    CAPTURE(value);
    CHECK(attribute_text(value) == text);
  }
}

TEST_CASE("svg: all of its pictures together have a bound") {
  const std::string huge = data_url(test::claim_png_size(
      test::make_png(test::quarters(64, 64), test::PngKind::palette1), 10'000,
      10'000));
  for (const int before : {1, 2}) {
    CAPTURE(before);
    std::string images;
    for (int i = 0; i < before; ++i) images += image_of(huge);
    int taken = 0;
    static_cast<void>(
        decode_frames(svg_of(images + image_of(data_url(small_png()))), 640,
                      [&](Frame frame) -> Status {
                        if (frame.width < 10'000) ++taken;
                        return {};
                      }));
    CHECK(taken == (before == 1 ? 1 : 0));
  }
}
