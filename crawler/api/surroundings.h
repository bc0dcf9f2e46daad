// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a page says beside a picture: the words from which a reader, or a
// face-search engine, learns who may be in it. Words as written, nothing is
// concluded from them.

#ifndef VETO_CRAWLER_API_SURROUNDINGS_H_
#define VETO_CRAWLER_API_SURROUNDINGS_H_

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/url.h"
#include "crawler/api/capture.h"
#include "crawler/api/capture_reader.h"

namespace veto::crawler {

// One element that shows a picture (img, picture, input, SVG's image).
struct ImageSurroundings {
  // All files it offers (src, srcset, picture's sources, data-src and its
  // like), absolute and without fragment, in page order, none twice.
  std::vector<std::string> urls;
  std::string alt;
  std::string title;
  std::string caption;  // of the enclosing figure
  // Of those that have words the one around it; else, of the heading before it
  // and the one after it, the one that stands nearer in the tree; the one
  // before, where both are as near.
  std::string heading;
  std::string link_url;   // of the link around it
  std::string link_text;  // that link's words
  // Names, at most 20, of JSON-LD Persons (https://schema.org/Person) whose
  // image is one of the files.
  std::vector<std::string> persons;
};

// How a page's elements are found: by our own scanner, or by Gumbo's tree (by
// the scanner where a tree would cost too much). They say the same but where
// elements overlap. Gumbo ends the process on pages that are made for it
// (docs/decisions/0006-html-scanner.md): a tree only in a process that may end.
enum class PageReading { scanner, tree };

inline constexpr std::size_t kMaxSurroundings = 1'000;
using UrlWanted = std::function<bool(std::string_view url)>;

// Of a page, the elements that offer a URL that is wanted, in page order; then,
// without an element, the wanted images of JSON-LD Persons that none of those
// shows. At most kMaxSurroundings, texts bounded as a Page's are. `url` is
// where the page came from. Nothing of a page that is too large to be read.
std::vector<ImageSurroundings> surroundings_of(
    std::string_view html, const Url& url, std::string_view content_type,
    const UrlWanted& wanted, PageReading reading = PageReading::scanner);

// The same of a page's capture. Errors: those of CaptureReader::payload().
Result<std::vector<ImageSurroundings>> read_surroundings(
    CaptureReader& reader, const Capture& page, const UrlWanted& wanted,
    PageReading reading = PageReading::scanner);

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_API_SURROUNDINGS_H_
