// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a page says: its links, its images and its meta elements. Plain data,
// whatever parser made it.

#ifndef VETO_CRAWLER_API_PAGE_H_
#define VETO_CRAWLER_API_PAGE_H_

#include <string>
#include <string_view>
#include <vector>

namespace veto::crawler {

struct Link {
  std::string url;  // absolute, without fragment
  std::string rel;  // in lower case, as written otherwise
  // The type attribute of a <link>, trimmed and in lower case, else "".
  std::string type{};
};

// Where in the page an image was named.
enum class ImageSource {
  img,
  srcset,
  picture,
  link,  // image_src, and preload as image
  meta,
  input,
  video_poster,
  icon,        // <link rel=icon> and its like: of the site, not of the page
  background,  // a style attribute, or a background attribute
  json_ld
};

std::string_view to_string(ImageSource source);

struct ImageContext {
  std::string url;  // absolute, without fragment
  ImageSource source = ImageSource::img;
  std::string alt;
  std::string title;
  std::string caption;  // text of the enclosing figure's figcaption
};

// <meta name=... content=...> (also http-equiv and property), in page order.
struct MetaElement {
  std::string name;  // in lower case
  std::string content;
  // It stands in the body, where the tree that a browser builds has it.
  bool in_body = false;
};

struct Page {
  std::string capture_id;
  std::string url;      // where the response came from
  std::string base;     // what relative URLs are relative to
  std::string charset;  // that the bytes were read in: "UTF-8", "windows-1252"
  std::string title;
  std::string lang;
  std::vector<Link> links;
  std::vector<ImageContext> images;
  std::vector<MetaElement> metas;
  // What the page holds in itself, so that nothing else was fetched for it.
  int data_urls = 0;    // data: URLs where a link or an image could be
  int data_images = 0;  // of them images
  int inline_svgs = 0;  // <svg> elements, nested ones not counted
  // Set when the page was not read: "too large", "too deep". The lists above
  // are then empty and the page is counted as not read.
  std::string tree_refused;
};

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_API_PAGE_H_
