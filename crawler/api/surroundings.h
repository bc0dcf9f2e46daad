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
  // Of the heading before it and the one after it the one that stands nearer
  // in the tree; the one before, where both are as near.
  std::string heading;
  std::string link_url;   // of the link around it
  std::string link_text;  // that link's words
  // Names of JSON-LD Persons (https://schema.org/Person) whose image is one of
  // the files.
  std::vector<std::string> persons;
};

// Of a page's capture, those that `wanted` says of one of their URLs; at most
// kMaxSurroundings, texts bounded as a Page's are. Reads the page by its tree,
// or by the scanner where a tree would cost too much. Errors: those of
// CaptureReader::payload().
inline constexpr std::size_t kMaxSurroundings = 1'000;
Result<std::vector<ImageSurroundings>> read_surroundings(
    CaptureReader& reader, const Capture& page,
    const std::function<bool(std::string_view url)>& wanted);

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_API_SURROUNDINGS_H_
