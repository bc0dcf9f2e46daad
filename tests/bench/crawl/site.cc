// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/bench/crawl/site.h"

#include <fmt/format.h>

#include <charconv>
#include <filesystem>
#include <fstream>
#include <random>

#include "base/check.h"

namespace veto::bench {
namespace {

constexpr std::size_t kTextBytes = 1u << 20;

// Words of varying length and frequency, in paragraphs: what compresses as
// prose does.
std::string make_text() {
  std::mt19937 random(1);
  std::string words[2000];
  for (auto& word : words) {
    word.resize(2 + random() % 9);
    for (char& c : word) c = static_cast<char>('a' + random() % 26);
  }
  std::string text;
  text.reserve(kTextBytes + 100000);
  while (text.size() < kTextBytes + 65536) {
    const auto rank = random() % 2000;
    text += words[rank * (random() % 2000) / 2000];
    text += random() % 60 == 0 ? "</p>\n<p class=\"entry\">" : " ";
  }
  return text;
}

const std::string& text() {
  static const std::string made = make_text();
  return made;
}

// The rest of the target as a number below `end`; -1 where it is none.
int number_in(std::string_view target, std::string_view before,
              std::string_view after, int end) {
  if (!target.starts_with(before) || !target.ends_with(after)) return -1;
  target.remove_prefix(before.size());
  target.remove_suffix(after.size());
  int number = -1;
  const auto [stop, code] =
      std::from_chars(target.data(), target.data() + target.size(), number);
  if (code != std::errc() || stop != target.data() + target.size()) return -1;
  return number < end ? number : -1;
}

std::string page_body(const Site& site, int number) {
  std::mt19937 random(static_cast<unsigned>(number) + 7);
  const int links = site.small ? 4 : 30;
  const int images = site.small ? 1 : 10;
  const std::size_t size = site.small ? 2000 : 20000 + random() % 40001;
  std::string page;
  page.reserve(size + 200);
  page += fmt::format(
      "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">"
      "<title>Page {}</title><meta name=\"description\" content=\"{}\">"
      "<script>var t = \"<a href=\\\"/nolink{}\\\">\";</script></head><body>"
      "<!-- <a href=\"/nolink{}\">no</a> -->",
      number, number, number, number);
  const std::size_t piece = size / static_cast<std::size_t>(links);
  for (int i = 0; i < links; ++i) {
    // A tree reaches every page, the other links go anywhere.
    int to = i < 2 ? 2 * number + 1 + i : static_cast<int>(random());
    to = (to & 0x7fffffff) % site.pages;
    const std::string link = fmt::format(
        "<p class=\"entry\"><a class=\"more\" href=\"/p/{}.html\">"
        "Article {}</a>\n",
        to, to);
    page += link;
    if (i < images) {
      const int image =
          i == 0
              ? number
              : static_cast<int>(random() % static_cast<unsigned>(site.pages));
      page += fmt::format(
          "<img src=\"/i/{}.jpg\" alt=\"Picture {}\" "
          "width=\"320\" height=\"200\">",
          image, image);
    }
    if (piece > link.size())
      page.append(text(), random() % kTextBytes, piece - link.size());
    page += "</p>\n";
  }
  return page + "</body></html>\n";
}

std::string image_body(int number) {
  std::mt19937_64 random(static_cast<unsigned>(number) + 99);
  std::string bytes(2000 + random() % 1600, '\0');
  for (std::size_t i = 0; i + 8 <= bytes.size(); i += 8) {
    const std::uint64_t value = random();
    bytes.replace(i, 8, reinterpret_cast<const char*>(&value), 8);
  }
  return "\xff\xd8\xff\xe0" + bytes;
}

}  // namespace

std::string body_of(const Site& site, std::string_view target) {
  if (target == "/" || target == "/index.html") return page_body(site, 0);
  const int page = number_in(target, "/p/", ".html", site.pages);
  if (page >= 0) return page_body(site, page);
  const int image = number_in(target, "/i/", ".jpg", site.pages);
  return image >= 0 ? image_body(image) : std::string();
}

std::string_view type_of(std::string_view target) {
  return target.ends_with(".jpg") ? "image/jpeg" : "text/html";
}

void write_site(const Site& site, const std::string& folder) {
  const std::filesystem::path root(folder);
  std::filesystem::create_directories(root / "p");
  std::filesystem::create_directories(root / "i");
  const auto write = [&](const std::string& target) {
    std::ofstream out(folder + target, std::ios::binary);
    out << body_of(site, target);
    VETO_CHECK(out.good());
  };
  write("/index.html");
  for (int i = 0; i < site.pages; ++i) {
    write(fmt::format("/p/{}.html", i));
    write(fmt::format("/i/{}.jpg", i));
  }
}

}  // namespace veto::bench
