// SPDX-License-Identifier: GPL-3.0-or-later
//
// PageBuilder: elements and attributes that name images.
#include <algorithm>
#include <utility>

#include "base/text.h"
#include "crawler/css_urls.h"
#include "crawler/image_offers.h"
#include "crawler/page_builder.h"
#include "crawler/page_text.h"
#include "crawler/parse_page.h"
#include "crawler/srcset.h"

namespace veto::crawler {
namespace {

constexpr HtmlTagSet kHasBackground = {
    HtmlTag::body,  HtmlTag::table, HtmlTag::tbody, HtmlTag::tfoot,
    HtmlTag::thead, HtmlTag::tr,    HtmlTag::td,    HtmlTag::th};

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

void PageBuilder::add_offers(const HtmlElement& element, ImageSource file,
                             ImageSource in_set) {
  for (const ImageOffer& offer : image_offers(element, values_))
    add_image(offer.reference, offer.in_set ? in_set : file, element);
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
      add_pictured(element, kind, values_.decoded(element, attribute));
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
  values_.next_element();
  element_begin_ = page_.images.size();
  if (element.tag == HtmlTag::html) open_root(element);
  open_pictured(element);
  // Wherever the tag stands, the element is the page's.
  std::fill(caption_of_.begin() + static_cast<std::ptrdiff_t>(element_begin_),
            caption_of_.end(), kNone);
}

}  // namespace veto::crawler
