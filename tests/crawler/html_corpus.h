// SPDX-License-Identifier: GPL-3.0-or-later
//
// Pages for the differential test and the bench: what lies under /usr/share,
// ordinary pages made up, tag soup, and mutations of any. The same seed makes
// the same pages.

#ifndef VETO_TESTS_CRAWLER_HTML_CORPUS_H_
#define VETO_TESTS_CRAWLER_HTML_CORPUS_H_

#include <cstdint>
#include <filesystem>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace veto::test {

// *.html, *.htm and *.xhtml below `root`, by name; none larger than `most`.
std::vector<std::filesystem::path> html_files(const std::filesystem::path& root,
                                              std::uintmax_t most);

// The elements that libgumbo 0.10.1 has tags for.
inline constexpr const char* kGumboNames[] = {"html",       "head",
                                              "title",      "base",
                                              "link",       "meta",
                                              "style",      "script",
                                              "noscript",   "template",
                                              "body",       "article",
                                              "section",    "nav",
                                              "aside",      "h1",
                                              "h2",         "h3",
                                              "h4",         "h5",
                                              "h6",         "hgroup",
                                              "header",     "footer",
                                              "address",    "p",
                                              "hr",         "pre",
                                              "blockquote", "ol",
                                              "ul",         "li",
                                              "dl",         "dt",
                                              "dd",         "figure",
                                              "figcaption", "main",
                                              "div",        "a",
                                              "em",         "strong",
                                              "small",      "s",
                                              "cite",       "q",
                                              "dfn",        "abbr",
                                              "data",       "time",
                                              "code",       "var",
                                              "samp",       "kbd",
                                              "sub",        "sup",
                                              "i",          "b",
                                              "u",          "mark",
                                              "ruby",       "rt",
                                              "rp",         "bdi",
                                              "bdo",        "span",
                                              "br",         "wbr",
                                              "ins",        "del",
                                              "image",      "img",
                                              "iframe",     "embed",
                                              "object",     "param",
                                              "video",      "audio",
                                              "source",     "track",
                                              "canvas",     "map",
                                              "area",       "math",
                                              "mi",         "mo",
                                              "mn",         "ms",
                                              "mtext",      "mglyph",
                                              "malignmark", "annotation-xml",
                                              "svg",        "foreignobject",
                                              "desc",       "table",
                                              "caption",    "colgroup",
                                              "col",        "tbody",
                                              "thead",      "tfoot",
                                              "tr",         "td",
                                              "th",         "form",
                                              "fieldset",   "legend",
                                              "label",      "input",
                                              "button",     "select",
                                              "datalist",   "optgroup",
                                              "option",     "textarea",
                                              "keygen",     "output",
                                              "progress",   "meter",
                                              "details",    "summary",
                                              "menu",       "menuitem",
                                              "applet",     "acronym",
                                              "bgsound",    "dir",
                                              "frame",      "frameset",
                                              "noframes",   "isindex",
                                              "listing",    "xmp",
                                              "nextid",     "noembed",
                                              "plaintext",  "rb",
                                              "strike",     "basefont",
                                              "big",        "blink",
                                              "center",     "font",
                                              "marquee",    "multicol",
                                              "nobr",       "spacer",
                                              "tt",         "rtc"};

class HtmlMaker {
 public:
  explicit HtmlMaker(std::uint64_t seed) : random_(seed) {}

  // A page as sites serve them: head, navigation, articles with figures,
  // pictures, tables, scripts; about `bytes` long.
  std::string page(std::size_t bytes);
  // Tags that mean something to tree construction, in any order.
  std::string soup(int tags);
  // A piece of `html` of at most `most` bytes.
  std::string piece(const std::string& html, std::size_t most);
  // `html` with one to four changes: tags or bytes lost, doubled, moved, put
  // in.
  std::string mutate(std::string html);

 private:
  std::size_t below(std::size_t n) {
    return n == 0 ? 0 : static_cast<std::size_t>(random_() % n);
  }
  bool chance(int percent) { return below(100) < std::size_t(percent); }
  std::string_view pick(const std::vector<std::string_view>& list) {
    return list[below(list.size())];
  }
  std::string words(std::size_t count);
  std::string address();
  std::string tag();
  std::string article();
  std::size_t near_tag(const std::string& html);

  std::mt19937_64 random_;
};

}  // namespace veto::test

#endif  // VETO_TESTS_CRAWLER_HTML_CORPUS_H_
