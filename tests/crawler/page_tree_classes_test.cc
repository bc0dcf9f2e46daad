// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where the scanner and Gumbo differ: docs/decisions/0006-html-scanner.md, a
// row or more a class. The scanner's side is what the standard says.
#include "crawler/parse_page_tree.h"
#include "tests/crawler/page_table.h"

using namespace std::string_literals;
using namespace veto;
using crawler::Page;

namespace {

struct ClassRow {
  const char* why;
  std::string html;
  std::string scanner, tree;
};

// What the rows speak of: title, caption of the first image, links, images,
// SVGs.
std::string summary(const Page& page) {
  std::string out = "title=" + page.title;
  if (!page.images.empty()) out += " caption=" + page.images[0].caption;
  for (const auto& link : page.links)
    out += " a=" + link.url.substr(link.url.rfind('/') + 1);
  for (const auto& image : page.images)
    out += " img=" + image.url.substr(image.url.rfind('/') + 1);
  return out + " svgs=" + std::to_string(page.inline_svgs);
}

}  // namespace

TEST_CASE("classes of difference between scanner and tree") {
  const std::vector<ClassRow> rows = {
      {"1: </svg > ends the SVG", "<svg></svg ><title>t</title>",
       "title=t svgs=1", "title= svgs=1"},
      {"2: an unknown element does not end another",
       "<picture></x-card><source srcset=a>", "title= caption= img=a svgs=0",
       "title= svgs=0"},
      {"3: SVG's title is special",
       "<li><svg><title><li><figure><img src=a><figcaption>c",
       "title= caption= img=a svgs=1", "title= caption=c img=a svgs=1"},
      {"4: </br> forbids a frameset", "</br><a href=x></a><frameset>",
       "title= a=x svgs=0", "title= svgs=0"},
      {"5: </p> ends an SVG", "<svg></p><title>t</title>", "title=t svgs=1",
       "title= svgs=1"},
      {"6: control characters are kept", "<title>a\x01z</title>",
       "title=a\x01z svgs=0", "title=a\uFFFDz svgs=0"},
      {"7: dialog ends a paragraph",
       "<p><picture><dialog></dialog><source srcset=a>", "title= svgs=0",
       "title= caption= img=a svgs=0"},
      {"8: text is not moved in front of a table",
       "<figure><img src=a><figcaption><table><td>b</td></tr>c</table>",
       "title= caption=b c img=a svgs=0", "title= caption=c b img=a svgs=0"},
      {"8: nor is a title",
       "<body><table><tr><td><title>1</title></td></tr><title>2</title>",
       "title=1 svgs=0", "title=2 svgs=0"},
      {"8: nor what a later tag moves out of a picture",
       "<a><picture><form><source srcset=t><a>", "title= caption= img=t svgs=0",
       "title= svgs=0"},
      {"9: doctypes of old are known by their beginning",
       "<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 4.01 Transitional//EN\">"
       "<p><table></table><picture></p><source srcset=a>",
       "title= svgs=0", "title= caption= img=a svgs=0"},
      {"10: a reference of more than 32 bits is no character",
       "<title>&#x100000041;</title>", "title=\uFFFD svgs=0",
       "title=A svgs=0"}};
  const Url url = Url::parse("https://example.org/dir/page.html").value();
  for (const ClassRow& row : rows) {
    CAPTURE(row.why);
    const std::string type = "text/html; charset=utf-8";
    CHECK(summary(crawler::parse_page(row.html, url, type)) == row.scanner);
    CHECK(summary(crawler::parse_page_tree(row.html, url, type)) == row.tree);
  }
}
