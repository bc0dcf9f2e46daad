// SPDX-License-Identifier: GPL-3.0-or-later
//
// Pages made to cost time or memory. They are read, or refused by name.
#include <string>

#include "crawler/parse_page_tree.h"
#include "tests/crawler/page_table.h"

using namespace veto;
using crawler::kMaxHtmlBytes;
using crawler::parse_page_tree;
using test::page_of;
using test::repeat;

namespace {

std::string numbered(std::string_view before, std::string_view after,
                     int times) {
  std::string out;
  for (int i = 0; i < times; ++i) {
    out += before;
    out += std::to_string(i);
    out += after;
  }
  return out;
}

}  // namespace

TEST_CASE("hostile: nesting does not hide the images after it") {
  const std::string image = "<img src=a>";
  for (const std::string& html : {repeat("<div>", 20000),
                                  repeat("<b>", 30000),
                                  repeat("<a>", 30000),
                                  repeat("<table>", 15000),
                                  repeat("<table><tr><td>", 7000),
                                  repeat("<p>", 10000),
                                  repeat("<li>", 10000),
                                  repeat("<br>", 10000),
                                  repeat("<span>", 20000),
                                  repeat("<dl><dd>", 10000),
                                  repeat("<svg>", 20000),
                                  repeat("<math><mi>", 10000),
                                  repeat("<select><option>", 5000),
                                  repeat("<template>", 10000),
                                  repeat("<button>", 10000),
                                  repeat("<a><div>", 10000),
                                  repeat("<b><p></b>", 10000),
                                  repeat("<form>", 10000),
                                  repeat("</p>", 20000),
                                  repeat("<table>x", 10000),
                                  numbered("<font color=", ">", 10000),
                                  numbered("<p><font color=", ">x", 10000),
                                  numbered("<body a", ">", 10000),
                                  "<p " + numbered("a", " ", 100000) + ">"}) {
    CAPTURE(html.substr(0, 40));
    const auto page = page_of(html + image);
    CHECK(page.tree_refused.empty());
    CHECK(page.images.size() == 1);
  }
}

TEST_CASE("hostile: what is kept of a page may nest without end") {
  for (const char* tag : {"figure", "picture", "figcaption"}) {
    CAPTURE(tag);
    const std::string open = "<" + std::string(tag) + ">";
    const std::string close = "</" + std::string(tag) + ">";
    const std::string image = "<img src=a>";
    for (int depth : {510, 600, 20000}) {
      const auto page = page_of(repeat(open, depth) + image);
      CHECK(page.tree_refused.empty());
      CHECK(page.images.size() == 1);
    }
    CHECK(page_of(repeat(open + close, 10000) + image).images.size() == 1);
  }
}

TEST_CASE("hostile: a tree is built only where it costs little") {
  const Url url = Url::parse("https://example.org/").value();
  for (const std::string& html :
       {repeat("<div>", 600), repeat("<svg>", 600),
        numbered("<p><font color=", ">x", 1000), repeat("<table>x", 3000),
        "<table>" + repeat("<b>x<br>", 3000),
        "<p " + numbered("a", " ", 300) + ">"}) {
    CAPTURE(html.substr(0, 40));
    CHECK(parse_page_tree(html, url, "text/html").tree_refused == "too deep");
  }
  CHECK(parse_page_tree(repeat("<div>", 400) + "<img src=a>", url, "")
            .images.size() == 1);
  CHECK(parse_page_tree(std::string(kMaxHtmlBytes + 1, 'x'), url, "")
            .tree_refused == "too large");
}

TEST_CASE("hostile: size") {
  const std::string image = "<img src=a>";
  std::string html = image;
  html.append(kMaxHtmlBytes - html.size(), 'x');
  CHECK(page_of(html).images.size() == 1);
  html += 'x';
  const auto page = page_of(html);
  CHECK(page.tree_refused == "too large");
  CHECK(page.images.empty());
}

TEST_CASE("hostile: counts are bounded") {
  const auto links = page_of(repeat("<a href=x>", 11000));
  CHECK(links.links.size() == crawler::kMaxPageLinks);
  const auto images = page_of(repeat("<img src=x>", 11000));
  CHECK(images.images.size() == crawler::kMaxPageImages);
  const auto metas = page_of(repeat("<meta name=x>", 1100));
  CHECK(metas.metas.size() == crawler::kMaxPageMetas);
  const auto srcset =
      page_of(repeat("<img srcset='" + numbered("", ",\t", 500) + "'>", 100));
  CHECK(srcset.images.size() == crawler::kMaxPageImages);
}

TEST_CASE("hostile: ends that never come") {
  const std::string fill = repeat("<!-- - -- <a href='", 100000);
  for (const char* begin :
       {"<!--", "<script>", "<script><!--", "<script><!--<script>", "<style>",
        "<title>", "<textarea>", "<img src=\"", "<svg><![CDATA[", "<?",
        "<plaintext>", "<figure><figcaption>"}) {
    CAPTURE(begin);
    CHECK(page_of(begin + fill).tree_refused.empty());
  }
  CHECK(page_of(repeat("</script", 100000)).images.empty());
  CHECK(page_of("<script>" + repeat("</script", 100000)).images.empty());
}

TEST_CASE("hostile: one attribute of megabytes") {
  const std::string big(1 << 20, 'a');
  const auto page =
      page_of("<img src='data:image/png;base64," + big + "'><img src='" + big +
              "'><a href='" + big + "'></a><img src=b alt='" + big + "'>");
  REQUIRE(page.images.size() == 1);
  CHECK(page.images[0].alt.size() == 2000);
  CHECK(page.links.empty());
}

TEST_CASE("hostile: a long base, and one file named very often") {
  const std::string base = "<base href='/" + std::string(60000, 'b') + "/'>";
  const auto page = page_of(base + numbered("<a href=", ">", 5000));
  std::size_t bytes = 0;
  for (const auto& link : page.links) bytes += link.url.size();
  CHECK(page.links.size() > 100);
  CHECK(bytes < (33u << 20));
  const auto same =
      page_of(repeat("<img srcset='" + repeat("x, ", 200) + "'>", 2000));
  CHECK(same.images.size() > 200);
  CHECK(same.images.size() < 1000);
}
