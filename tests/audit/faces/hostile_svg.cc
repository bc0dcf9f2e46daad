// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/audit/faces/hostile_set.h"
#include "tests/audit/faces/samples.h"
#include "tests/audit/faces/samples_animation.h"

namespace veto::test {
namespace {

constexpr char kSvg[] =
    "<svg xmlns='http://www.w3.org/2000/svg' "
    "xmlns:xlink='http://www.w3.org/1999/xlink'>";

std::string data_url_of(std::string_view bytes) {
  constexpr char kDigits[] = "0123456789ABCDEF";
  std::string url = "data:image/png,";
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    url += {'%', kDigits[byte >> 4], kDigits[byte & 15]};
  }
  return url;
}

std::string with_images(const std::string& url, int count) {
  std::string svg = kSvg;
  for (int i = 0; i < count; ++i) svg += "<image href='" + url + "'/>";
  return svg + "</svg>";
}

std::string nested(int depth) {
  std::string svg = with_images(
      data_url_of(make_png(quarters(64, 64), PngKind::palette1)), 1);
  for (int i = 0; i < depth; ++i) svg = with_images(data_url_of(svg), 1);
  return svg;
}

std::string of_entities(const std::string& use) {
  std::string svg = "<!DOCTYPE svg [<!ENTITY a 'data:image/png;base64,AAAA'>";
  for (char name = 'b'; name <= 'z'; ++name) {
    const std::string before = "&" + std::string(1, char(name - 1)) + ";";
    svg += "<!ENTITY " + std::string(1, name) + " '";
    for (int i = 0; i < 10; ++i) svg += before;
    svg += "'>";
  }
  return svg + "]>" + kSvg + use + "</svg>";
}

std::string many(const std::string& part, int count) {
  std::string all;
  for (int i = 0; i < count; ++i) all += part;
  return all;
}

void add_rasters(HostileFiles& files, bool slow) {
  const std::string png =
      data_url_of(make_png(quarters(64, 64), PngKind::palette1));
  files.push_back({"svg of 10,000 images", with_images(png, 10'000)});
  files.push_back({"svg of 10,000 links",
                   with_images("https://example.org/a.png", 10'000)});
  files.push_back(
      {"svg of a cut image", with_images(png.substr(0, png.size() / 2), 1)});
  files.push_back({"svg of a huge claim",
                   with_images(data_url_of(claim_png_size(
                                   make_png(quarters(64, 64), PngKind::rgb),
                                   100'000, 100'000)),
                               3)});
  const Animation steps(200, AnimationStep{{0, 0, 64, 64}, 'Q'});
  files.push_back(
      {"svg of animations", with_images(data_url_of(make_apng(steps)), 16)});
  if (!slow) return;
  const std::string large =
      make_png(faces::Bitmap(9000, 9000, 255), PngKind::palette1);
  files.push_back({"svg of sixteen times 81 megapixels",
                   with_images(data_url_of(large), 16)});
}

void add_structures(HostileFiles& files) {
  const std::string svg = kSvg;
  files.push_back({"svg that uses itself",
                   svg + "<g id='a'><use xlink:href='#a'/></g></svg>"});
  files.push_back({"svg of two that use each other",
                   svg + "<g id='a'><use href='#b'/></g>"
                         "<g id='b'><use href='#a'/></g></svg>"});
  for (const int depth : {1, 3, 8})
    files.push_back({"svg in svg " + std::to_string(depth), nested(depth)});
  files.push_back({"svg of entities", of_entities("<text>&z;</text>")});
  files.push_back(
      {"svg of entities for a link", of_entities("<image href='&z;'/>")});
  files.push_back(
      {"svg of an entity of its own", "<!DOCTYPE svg [<!ENTITY a '&a;'>]>" +
                                          svg + "<image href='&a;'/></svg>"});
  files.push_back({"svg of a file",
                   "<!DOCTYPE svg [<!ENTITY a SYSTEM "
                   "'file:///etc/passwd'>]>" +
                       svg + "<image href='&a;'/></svg>"});
}

void add_long_ones(HostileFiles& files) {
  const std::string svg = kSvg;
  const std::string large(4u << 20, 'A');
  files.push_back({"svg of 4 MB in a link",
                   svg + "<image href='data:;base64," + large + "'/></svg>"});
  files.push_back({"svg of 4 MB that never end",
                   svg + "<image href='data:;base64," + large});
  files.push_back({"svg 100,000 deep", svg + many("<g>", 100'000)});
  files.push_back({"svg of 100,000 attributes",
                   svg + "<image" + many(" href=''", 100'000) + "/></svg>"});
  files.push_back(
      {"svg of 800,000 references", svg + "<image href='data:;base64," +
                                        many("&#65;", 800'000) + "'/></svg>"});
  files.push_back({"svg of comments without end", svg + many("<!--", 500'000)});
  files.push_back({"svg of angles", svg + many("<", 1'000'000)});
  files.push_back({"svg of quotes", svg + "<image " + many("'\"", 500'000)});
  files.push_back({"svg of CDATA", svg + many("<![CDATA[", 200'000)});
}

}  // namespace

void add_hostile_svg(HostileFiles& files, bool slow) {
  add_rasters(files, slow);
  add_structures(files);
  add_long_ones(files);
}

}  // namespace veto::test
