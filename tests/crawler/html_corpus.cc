// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/crawler/html_corpus.h"

#include <algorithm>

namespace veto::test {
namespace {

const std::vector<std::string_view> kWords = {"the",
                                              "portrait",
                                              "of",
                                              "a",
                                              "person",
                                              "at&amp;t",
                                              "caf&eacute;",
                                              "Z\xC3\xBCrich",
                                              "&#8220;quoted&#8221;",
                                              "AT&T",
                                              "less < more",
                                              "\x01",
                                              "&copy 2024",
                                              "on",
                                              "stage",
                                              "&nbsp;",
                                              "with",
                                              "friends",
                                              "\n",
                                              "2026,",
                                              "and"};

// Every name that tree construction treats in a way of its own, and some that
// it does not.
const std::vector<std::string_view> kTags = {"a",
                                             "a",
                                             "a",
                                             "b",
                                             "i",
                                             "em",
                                             "font",
                                             "nobr",
                                             "code",
                                             "div",
                                             "p",
                                             "p",
                                             "span",
                                             "ul",
                                             "li",
                                             "dl",
                                             "dd",
                                             "dt",
                                             "h1",
                                             "h2",
                                             "table",
                                             "table",
                                             "tr",
                                             "td",
                                             "th",
                                             "tbody",
                                             "thead",
                                             "tfoot",
                                             "caption",
                                             "col",
                                             "colgroup",
                                             "select",
                                             "option",
                                             "optgroup",
                                             "form",
                                             "input",
                                             "button",
                                             "textarea",
                                             "img",
                                             "img",
                                             "img",
                                             "image",
                                             "picture",
                                             "source",
                                             "video",
                                             "iframe",
                                             "figure",
                                             "figure",
                                             "figcaption",
                                             "figcaption",
                                             "svg",
                                             "math",
                                             "mi",
                                             "mo",
                                             "mtext",
                                             "annotation-xml",
                                             "foreignObject",
                                             "desc",
                                             "title",
                                             "title",
                                             "template",
                                             "noscript",
                                             "script",
                                             "style",
                                             "head",
                                             "body",
                                             "html",
                                             "base",
                                             "link",
                                             "meta",
                                             "frameset",
                                             "frame",
                                             "noframes",
                                             "object",
                                             "applet",
                                             "marquee",
                                             "address",
                                             "center",
                                             "pre",
                                             "listing",
                                             "hr",
                                             "br",
                                             "area",
                                             "ruby",
                                             "rb",
                                             "rt",
                                             "rp",
                                             "rtc",
                                             "xmp",
                                             "noembed",
                                             "main",
                                             "section",
                                             "label",
                                             "mglyph",
                                             "malignmark",
                                             "details",
                                             "summary",
                                             "param",
                                             "embed",
                                             "strike",
                                             "x-card",
                                             "path",
                                             "dialog",
                                             "menuitem",
                                             "tt",
                                             "u",
                                             "s",
                                             "small",
                                             "big",
                                             "strong"};

const std::vector<std::string_view> kAttributes = {
    "href",       "href",          "src",      "src",         "src",
    "srcset",     "alt",           "title",    "class",       "id",
    "rel",        "name",          "property", "content",     "style",
    "data-src",   "type",          "poster",   "xlink:href",  "lang",
    "http-equiv", "color",         "encoding", "data-srcset", "background",
    "itemprop",   "data-lazy-src", "HREF",     "as"};

const std::vector<std::string_view> kValues = {"a.jpg",
                                               "/b.png",
                                               "https://cdn.example/c.webp",
                                               "d?x=1&amp;y=2",
                                               "e?copy=1&copy=2",
                                               "data:image/png;base64,AAAA",
                                               "icon",
                                               "canonical",
                                               "og:image",
                                               "robots",
                                               "noai",
                                               "hidden",
                                               "image",
                                               "text/html",
                                               "a.jpg 1x, b.jpg 2x",
                                               "background: url(bg.png)",
                                               "nofollow",
                                               "javascript:0",
                                               "#top",
                                               "",
                                               "it's",
                                               "&#x61;b",
                                               "stylesheet",
                                               "next",
                                               "application/ld+json",
                                               "preload",
                                               "Jane &lt; Joe",
                                               "red",
                                               "de"};

}  // namespace

std::vector<std::filesystem::path> html_files(const std::filesystem::path& root,
                                              std::uintmax_t most) {
  namespace fs = std::filesystem;
  std::vector<fs::path> files;
  std::error_code error;
  fs::recursive_directory_iterator entry(
      root, fs::directory_options::skip_permission_denied, error);
  for (; !error && entry != fs::recursive_directory_iterator();
       entry.increment(error)) {
    const std::string extension = entry->path().extension();
    if (extension != ".html" && extension != ".htm" && extension != ".xhtml")
      continue;
    std::error_code unread;
    if (entry->is_regular_file(unread) && entry->file_size(unread) <= most &&
        !unread)
      files.push_back(entry->path());
  }
  std::ranges::sort(files);
  return files;
}

std::string HtmlMaker::words(std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) {
    out += pick(kWords);
    out += ' ';
  }
  return out;
}

std::string HtmlMaker::address() {
  return "/section-" + std::to_string(below(40)) + "/item-" +
         std::to_string(below(100000)) + ".html";
}

std::string HtmlMaker::article() {
  std::string out = "<article class=\"card card--wide\" id=\"a" +
                    std::to_string(below(10000)) + "\">\n<h2><a href=\"" +
                    address() + "\" title=\"More\">" + words(5) + "</a></h2>\n";
  if (chance(60))
    out +=
        "<figure class=\"media\"><picture><source type=\"image/webp\" "
        "srcset=\"/i/s.webp 1x, /i/l.webp 2x\"><img src=\"/i/" +
        std::to_string(below(9999)) +
        ".jpg\" width=\"640\" height=\"480\" loading=\"lazy\" alt=\"" +
        words(4) + "\"></picture><figcaption>" + words(8) +
        "</figcaption></figure>\n";
  for (std::size_t i = 0; i < 3 + below(4); ++i)
    out += "<p class=\"text\">" + words(30 + below(60)) + "<a href=\"" +
           address() + "\" class=\"link\" rel=\"bookmark\">" + words(3) +
           "</a>" + words(20) + "</p>\n";
  if (chance(20))
    out += "<table><tr><th>" + words(2) + "</th><td>" + words(2) +
           "</td></tr><tr><td>" + words(3) + "<td>" + words(3) + "</table>\n";
  if (chance(15))
    out += "<script>var x = '<a href=\"/no" + std::to_string(below(99)) +
           "\">'; for (i = 0; i < 10; ++i) go(i);</script>\n";
  return out + "</article>\n";
}

std::string HtmlMaker::page(std::size_t bytes) {
  std::string out =
      "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
      "<title>" +
      words(6) +
      "</title>\n<meta name=\"robots\" content=\"noai, noimageai\">\n"
      "<meta property=\"og:image\" content=\"/og.jpg\">\n"
      "<link rel=\"stylesheet\" href=\"/s.css\">\n"
      "<link rel=\"icon\" href=\"/favicon.ico\">\n"
      "<style>body > p { color: red } /* <img src=no.jpg> */</style>\n"
      "</head>\n<body class=\"home page\">\n<!-- navigation -->\n<nav><ul>\n";
  for (int i = 0; i < 12; ++i)
    out += "<li class=\"item\"><a href=\"" + address() + "\">" + words(2) +
           "</a></li>\n";
  out += "</ul></nav>\n<main>\n";
  while (out.size() < bytes) out += article();
  return out + "</main>\n<footer><p>&copy; 2026</footer>\n</body>\n</html>\n";
}

std::string HtmlMaker::tag() {
  std::string out = "<";
  if (chance(40)) out += '/';
  out += pick(kTags);
  for (std::size_t i = below(4); i > 0; --i) {
    const std::string_view quote = pick({"\"", "'", "\"", ""});
    out += pick({" ", " ", "\n", "/"});
    out += pick(kAttributes);
    out += '=';
    out += quote;
    out += pick(kValues);
    out += quote;
  }
  if (chance(5)) out += '/';
  if (!chance(2)) out += '>';
  return out;
}

std::string HtmlMaker::soup(int tags) {
  std::string out(pick({"", "<!DOCTYPE html>", "<!DOCTYPE html><html><head>",
                        "<body>", "<table>", "<svg>", "<!--x-->", "\n "}));
  for (int i = 0; i < tags; ++i) {
    out += tag();
    if (chance(40)) out += words(1 + below(3));
    if (chance(3))
      out += pick({"<!-- x -->", "<!-->", "<![CDATA[x<y]]>", "<!-- --!>",
                   "<?x?>", "</>", "<", "&"});
  }
  return out;
}

std::string HtmlMaker::piece(const std::string& html, std::size_t most) {
  if (html.size() <= most) return html;
  return html.substr(below(html.size() - most), most);
}

// The place of a "<", if there is one further on.
std::size_t HtmlMaker::near_tag(const std::string& html) {
  const std::size_t at = below(html.size());
  const std::size_t found = html.find('<', at);
  return found == html.npos || chance(20) ? at : found;
}

std::string HtmlMaker::mutate(std::string html) {
  for (std::size_t changes = 1 + below(4); changes > 0; --changes) {
    if (html.empty()) return html;
    const std::size_t from = near_tag(html);
    const std::size_t to = std::max(from, near_tag(html));
    const std::size_t size = std::min<std::size_t>(to - from, 300);
    switch (below(7)) {
      case 0:
        html.erase(from, 1 + below(40));
        break;
      case 1:
        html.erase(from, size);
        break;
      case 2:
        html.insert(near_tag(html), html.substr(from, size));
        break;
      case 3:
        html.insert(from, tag());
        break;
      case 4:
        html.insert(from, soup(3));
        break;
      case 5:
        html[from] = static_cast<char>(' ' + below(95));
        break;
      default:
        html.insert(from, 1, "<>/'\"=&-! \n"[below(11)]);
    }
  }
  return html;
}

}  // namespace veto::test
