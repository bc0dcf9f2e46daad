// SPDX-License-Identifier: GPL-3.0-or-later
//
// PageBuilder: elements and attributes that name images.
#include <algorithm>
#include <utility>

#include "base/text.h"
#include "crawler/css_urls.h"
#include "crawler/page_builder.h"
#include "crawler/page_text.h"
#include "crawler/parse_page.h"
#include "crawler/srcset.h"

namespace veto::crawler {
namespace {

constexpr HtmlTagSet kHasBackground = {
    HtmlTag::body,  HtmlTag::table, HtmlTag::tbody, HtmlTag::tfoot,
    HtmlTag::thead, HtmlTag::tr,    HtmlTag::td,    HtmlTag::th};

enum class Lazy { none, image, srcset };

// Where the scripts that load pictures late look for them: data-src,
// data-srcset, data-original, data-lazy-src, data-hi-res-src, ...
Lazy lazy_kind(std::string_view written) {
  if (written.size() < 8 || !iequals(written.substr(0, 5), "data-"))
    return Lazy::none;
  const std::string name = to_lower(written);
  if (name.ends_with("srcset")) return Lazy::srcset;
  if (name.starts_with("data-lazy") || name.starts_with("data-original") ||
      name.ends_with("-src") || name == "data-large_image" ||
      name == "data-full-url" || name == "data-image")
    return Lazy::image;
  return Lazy::none;
}

// Such attributes also hold "true", "auto" and the like.
bool looks_like_file(std::string_view value) {
  return value.find_first_of("./") != value.npos;
}

}  // namespace

void PageBuilder::add_image(std::string_view src, ImageSource source,
                            const HtmlElement& element) {
  if (page_.images.size() >= kMaxPageImages) return;
  std::string url = resolve(src);
  if (url.empty()) return;
  // An element often names one file twice, in src and in srcset.
  for (std::size_t at = element_begin_; at < page_.images.size(); ++at)
    if (page_.images[at].url == url) return;
  ImageContext image;
  image.url = std::move(url);
  image.source = source;
  image.alt = bounded(value(element, "alt"), kMaxAltBytes);
  image.title = bounded(value(element, "title"), kMaxAltBytes);
  page_.images.push_back(std::move(image));
  caption_of_.push_back(figures_.empty() ? kNone : figures_.back().caption);
}

void PageBuilder::add_srcset(std::string_view srcset, ImageSource source,
                             const HtmlElement& element) {
  for (std::string_view url : srcset_urls(srcset))
    add_image(url, source, element);
}

// What is named for later: files first, then sets.
void PageBuilder::add_lazy(const HtmlElement& element, ImageSource source) {
  for (const Lazy wanted : {Lazy::image, Lazy::srcset}) {
    for (const HtmlAttribute& attribute : element.attributes) {
      if (lazy_kind(attribute.name) != wanted) continue;
      const std::string_view named = decoded(element, attribute);
      if (!looks_like_file(named)) continue;
      if (wanted == Lazy::image) {
        add_image(named, source, element);
      } else {
        add_srcset(named,
                   source == ImageSource::img ? ImageSource::srcset : source,
                   element);
      }
    }
  }
}

void PageBuilder::open_img(const HtmlElement& element) {
  add_image(value(element, "src"), ImageSource::img, element);
  add_srcset(value(element, "srcset"), ImageSource::srcset, element);
  add_lazy(element, ImageSource::img);
}

void PageBuilder::open_input(const HtmlElement& element) {
  if (iequals(trim(value(element, "type")), "image"))
    add_image(value(element, "src"), ImageSource::input, element);
}

void PageBuilder::open_source(const HtmlElement& element) {
  if (pictures_ == 0) return;
  add_srcset(value(element, "srcset"), ImageSource::picture, element);
  add_lazy(element, ImageSource::picture);
}

void PageBuilder::open_video(const HtmlElement& element) {
  for (std::string_view name : {"poster", "data-poster"})
    add_image(value(element, name), ImageSource::video_poster, element);
}

void PageBuilder::open_pictured(const HtmlElement& element) {
  for (const HtmlAttribute& attribute : element.attributes) {
    const char first = ascii_lower(attribute.name[0]);
    if (first != 's' && first != 'b' && first != 'd') continue;
    for (std::size_t kind = 0; kind < kPictured.size(); ++kind) {
      if (!iequals(attribute.name, kPictured[kind])) continue;
      if (element.tag == HtmlTag::html && std::exchange(root_has_[kind], true))
        continue;
      if (element.tag == HtmlTag::body && std::exchange(body_has_[kind], true))
        continue;
      add_pictured(element, kind, decoded(element, attribute));
    }
  }
}

// What is behind an element has no words of its own.
void PageBuilder::add_pictured(const HtmlElement& element, std::size_t kind,
                               std::string_view written) {
  if (kPictured[kind] == "background") {
    if (kHasBackground.has(element.tag))
      add_image(written, ImageSource::background, {});
    return;
  }
  const bool is_style = kPictured[kind] == "style";
  if (!is_style && written.find("url(") == written.npos) {
    if (looks_like_file(written))
      add_image(written, ImageSource::background, {});
    return;
  }
  if (written.find('(') == written.npos) return;
  const std::string style =
      is_style ? std::string() : "background:" + std::string(written);
  for (const std::string& url : css_image_urls(is_style ? written : style))
    add_image(url, ImageSource::background, {});
}

void PageBuilder::merge(const HtmlElement& element) {
  if (!values_.empty()) values_.clear();
  element_begin_ = page_.images.size();
  if (element.tag == HtmlTag::html) open_root(element);
  open_pictured(element);
  // Wherever the tag stands, the element is the page's.
  std::fill(caption_of_.begin() + static_cast<std::ptrdiff_t>(element_begin_),
            caption_of_.end(), kNone);
}

}  // namespace veto::crawler
