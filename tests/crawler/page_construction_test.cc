// SPDX-License-Identifier: GPL-3.0-or-later
//
// HTML Standard, 13.2.6: where tree construction decides what a page says. Each
// row holds for the scanner and for a tree by Gumbo.
#include "crawler/parse_page_tree.h"
#include "tests/crawler/page_table.h"

using namespace veto;
using crawler::Page;
using test::Strings;

namespace {

struct SaidRow {
  const char* why;
  std::string html;
  Strings said;
};

// "img FILE", "img FILE: CAPTION", "a FILE", "title T", "lang L", "svg", in
// page order of their kinds.
Strings said_by(const Page& page) {
  Strings said;
  for (const auto& image : page.images) {
    said.push_back("img " + image.url.substr(image.url.rfind('/') + 1));
    if (!image.caption.empty()) said.back() += ": " + image.caption;
  }
  for (const auto& link : page.links)
    said.push_back("a " + link.url.substr(link.url.rfind('/') + 1));
  if (!page.title.empty()) said.push_back("title " + page.title);
  if (!page.lang.empty()) said.push_back("lang " + page.lang);
  for (int i = 0; i < page.inline_svgs; ++i) said.push_back("svg");
  return said;
}

void check_said(const std::vector<SaidRow>& rows) {
  const Url url = Url::parse("https://example.org/dir/").value();
  const std::string type = "text/html; charset=utf-8";
  for (const SaidRow& row : rows) {
    CAPTURE(row.why);
    CAPTURE(row.html);
    const std::string expected = test::joined(row.said);
    const Page scanned = crawler::parse_page(row.html, url, type);
    const Page tree = crawler::parse_page_tree(row.html, url, type);
    CHECK(test::joined(said_by(scanned)) == expected);
    CHECK(test::joined(said_by(tree)) == expected);
  }
}

}  // namespace

TEST_CASE("13.2.6.4.16: select holds options and nothing else") {
  check_said(
      {{"an image is dropped",
        "<select><img src=a></select><img src=b>",
        {"img b"}},
       {"also in an option", "<select><option><a href=x>y</a></select>", {}},
       {"input ends it",
        "<select><input type=image src=a><img src=b>",
        {"img a", "img b"}},
       {"so does textarea",
        "<select><textarea><img src=a></textarea>"
        "<img src=b>",
        {"img b"}},
       {"so does another select", "<select><select><img src=a>", {"img a"}},
       {"title is no RCDATA in it",
        "<select><title></select><img src=a>",
        {"img a"}},
       {"a cell ends it", "<table><td><select><td><img src=a>", {"img a"}},
       {"a row does not, without a table",
        "<select><tr><td><img src=a></select>",
        {}},
       {"template opens again",
        "<select><template><img src=a></template><img src=b></select>",
        {"img a"}}});
}

TEST_CASE("13.2.6.4.20: frames") {
  check_said(
      {{"frames and nothing else",
        "<frameset><frame src=f><a href=x><img src=a></frameset>",
        {"a f"}},
       {"an image keeps the body",
        "<p><a href=x></a><img src=a><frameset><frame src=f>",
        {"img a", "a x"}},
       {"a link does not: a body so far empty goes",
        "<p><a href=x></a><frameset><frame src=f>",
        {"a f"}},
       {"text keeps it", "x<a href=x></a><frameset><frame src=f>", {"a x"}},
       {"<body> keeps it",
        "<body><a href=x></a><frameset><frame src=f>",
        {"a x"}},
       {"noframes is text", "<frameset></frameset><noframes><img src=a>", {}},
       {"frame in a body is none", "<body><frame src=f>", {}},
       {"no script in it",
        "<frameset><script><frame src=f></script>",
        {"a f"}}});
}

TEST_CASE("13.2.6.5: SVG and MathML") {
  check_said(
      {{"HTML breaks out",
        "<svg><g><img src=a></svg><img src=b>",
        {"img a", "img b", "svg"}},
       {"not in foreignObject",
        "<svg><foreignObject><img src=a></foreignObject>"
        "<image href=b></image></svg>",
        {"img a", "img b", "svg"}},
       {"title is no RCDATA",
        "<svg><title><b>x</b></title></svg>"
        "<title>t</title>",
        {"title t", "svg"}},
       {"style is no RAWTEXT",
        "<svg><style><a href=x></style></svg>",
        {"a x", "svg"}},
       {"script neither",
        "<svg><script><a href=x></script></svg>",
        {"a x", "svg"}},
       {"an end tag ends all within",
        "<svg><g><g></svg><title>t</title>",
        {"title t", "svg"}},
       {"font without its attributes is foreign",
        "<svg><font><title>x</title></font></svg><title>t</title>",
        {"title t", "svg"}},
       {"font color is HTML",
        "<svg><font color=red><title>t</title>",
        {"title t", "svg"}},
       {"annotation-xml that holds HTML",
        "<math><annotation-xml encoding=TEXT/HTML><title>t</title></math>",
        {"title t"}},
       {"and one that does not",
        "<math><annotation-xml><title>x</title></annotation-xml></math>",
        {}},
       {"mi holds HTML, mglyph does not",
        "<math><mi><title>t</title></mi><mi><mglyph><title>x</title>",
        {"title t"}},
       {"image is img outside",
        "<image src=a><svg><image xlink:href=b></svg>",
        {"img a", "img b", "svg"}}});
}

TEST_CASE("13.2.6.4.7: what ends what") {
  check_said(
      {{"</div> ends a figure",
        "<div><figure><img src=a><figcaption>c</div><img src=b>",
        {"img a: c", "img b"}},
       {"</span> does not",
        "<span><figure><img src=a></span><img src=b><figcaption>c",
        {"img a: c", "img b: c"}},
       {"</td> does",
        "<table><td><figure><img src=a><figcaption>c</td>"
        "<td><img src=b>",
        {"img a: c", "img b"}},
       {"a misplaced cell does not",
        "<figure><td><img src=a></td><img src=b><figcaption>c",
        {"img a: c", "img b: c"}},
       {"</b> ends a picture within", "<b><picture></b><source srcset=a>", {}},
       {"and what lies between it and a block",
        "<b><picture><div></b><source srcset=a>",
        {}},
       {"not through a marker",
        "<b><object><picture></b><source srcset=a>",
        {"img a"}},
       {"</p> ends what is open in it",
        "<p><picture></p><source srcset=a>",
        {}},
       {"a table ends <p> where there is a doctype",
        "<!DOCTYPE html><p><table></table><picture></p><source srcset=a>",
        {"img a"}},
       {"not in quirks mode",
        "<p><table></table><picture></p><source srcset=a>",
        {}},
       {"</form> leaves what is open",
        "<form><figure></form><img src=a><figcaption>c",
        {"img a: c"}},
       {"<li> ends a figure in the one before",
        "<ul><li><figure><img src=a><figcaption>c<li><img src=b>",
        {"img a: c", "img b: c"}},
       {"a link across blocks is one link",
        "<a href=x><div>1</div><div>2</div></a><p>3",
        {"a x"}}});
}

TEST_CASE("13.2.6.4: head, body, template, noscript") {
  check_said(
      {{"noscript in a head",
        "<head><noscript><link rel=icon href=i>"
        "<img src=a></noscript>",
        {"img i", "img a"}},
       {"title after the head", "</head><title>t</title>", {"title t"}},
       {"after the body",
        "</body></html><img src=a><title>t</title>",
        {"img a", "title t"}},
       {"a second <html> adds its attributes",
        "<html><p><html lang=de><html lang=en>",
        {"lang de"}},
       {"a second <body> too",
        "<body><p><body background=a><body background=b>",
        {"img a"}},
       {"base in the body counts", "<a href=x></a><base href=/y/>", {"a x"}},
       {"cells in a template",
        "<template><td><img src=a></td></template>",
        {"img a"}},
       {"an image ends the columns",
        "<table><colgroup><template></template><img src=a></table>",
        {"img a"}},
       {"in a table an image stays in its figure",
        "<figure><table><img src=a></table><figcaption>c",
        {"img a: c"}},
       {"hidden input in a table",
        "<table><input type=hidden><tr><td>"
        "<img src=a>",
        {"img a"}},
       {"plaintext is to the end", "<plaintext></plaintext><img src=a>", {}}});
}
