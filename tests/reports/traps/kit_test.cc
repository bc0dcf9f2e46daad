// SPDX-License-Identifier: GPL-3.0-or-later
//
// The trap's files: what they must say, and a picture that others can read.
// What servers make of theirs: tests/flow/trap_test.py.

#include "reports/traps/kit.h"

#include <doctest/doctest.h>
#include <png.h>

#include <set>

#include "crawler/api/robots.h"

namespace veto::reports {
namespace {

traps::Trap sample() {
  return *traps::new_trap(*Url::parse("https://example.org/"), from_micros(1));
}

std::string text_of(const std::vector<FixFile>& kit, std::string_view name) {
  for (const FixFile& file : kit)
    if (file.name == name) return file.text;
  FAIL("no file of that name");
  return {};
}

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

TEST_CASE("trap kit: names differ, none leaves its folder") {
  std::set<std::string> names;
  for (const FixFile& file : trap_kit(sample())) {
    CHECK(names.insert(file.name).second);
    CHECK(!file.name.starts_with('/'));
    CHECK(!contains(file.name, ".."));
    CHECK(!file.text.empty());
    CHECK(!file.where.empty());
  }
}

TEST_CASE("trap kit: robots.txt closes all of it to robots nobody named") {
  const traps::Trap trap = sample();
  const auto rules =
      crawler::RobotsRules::parse(text_of(trap_kit(trap), "robots-lines.txt"));
  CHECK(!rules.verdict("AnyBot", trap.path).allowed);
  CHECK(!rules.verdict("AnyBot", trap.deeper).allowed);
  CHECK(rules.verdict("AnyBot", "/").allowed);
}

TEST_CASE("trap kit: the page says what it is and leads one step on") {
  const traps::Trap trap = sample();
  const std::string page = trap_page(trap);
  CHECK(contains(page, "This page is a test"));
  CHECK(contains(page, "nobody is tracked"));
  CHECK(contains(page, "noindex"));
  CHECK(contains(page, "href=\"" + trap.deeper + "\""));
  CHECK(contains(page, "src=\"p.png\""));
  CHECK(!contains(page, "<script"));
  const std::string below = trap_deeper_page();
  CHECK(contains(below, "This page is a test"));
  CHECK(!contains(below, "href="));
}

TEST_CASE("trap kit: nobody sees, reaches or hears the link") {
  const traps::Trap trap = sample();
  const std::string link = trap_link(trap);
  for (std::string_view part : {"rel=\"nofollow\"", "aria-hidden=\"true\"",
                                "tabindex=\"-1\"", "left:-10000px"})
    CHECK(contains(link, part));
  CHECK(contains(link, "href=\"" + trap.path + "\""));
  CHECK(!contains(link, trap.deeper));
}

TEST_CASE("trap kit: the picture is a PNG of plain fields, each trap's own") {
  const std::string bytes = trap_picture("/trap-1/");
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  REQUIRE(png_image_begin_read_from_memory(&image, bytes.data(), bytes.size()));
  CHECK(image.width == 512);
  CHECK(image.height == 512);
  image.format = PNG_FORMAT_RGB;
  std::vector<unsigned char> pixels(PNG_IMAGE_SIZE(image));
  REQUIRE(png_image_finish_read(&image, nullptr, pixels.data(), 0, nullptr));
  const auto at = [&](std::size_t x, std::size_t y) {
    const std::size_t i = 3 * (y * 512 + x);
    return std::vector(pixels.begin() + static_cast<long>(i),
                       pixels.begin() + static_cast<long>(i) + 3);
  };
  CHECK(at(0, 0) == at(63, 63));
  CHECK(at(0, 0) != at(64, 0));
  CHECK(at(0, 0) != at(0, 64));
  CHECK(bytes.size() < 8192);
  CHECK(bytes == trap_picture("/trap-1/"));
  CHECK(bytes != trap_picture("/trap-2/"));
}

}  // namespace
}  // namespace veto::reports
