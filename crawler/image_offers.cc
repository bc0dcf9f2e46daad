// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/image_offers.h"

#include <string>

#include "base/text.h"
#include "crawler/page_text.h"
#include "crawler/srcset.h"

namespace veto::crawler {
namespace {

enum class Lazy { none, image, srcset };

// data-src, data-srcset, data-original, data-lazy-src, data-hi-res-src, ...
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

class Offers {
 public:
  Offers(const HtmlElement& element, HtmlValues& values)
      : element_(element), values_(values) {}

  void file(std::string_view name) {
    const std::string_view reference = values_.value(element_, name);
    if (!reference.empty()) found_.push_back({reference});
  }

  void set(std::string_view written) {
    for (std::string_view reference : srcset_urls(written))
      found_.push_back({reference, true});
  }

  void late() {
    for (const Lazy wanted : {Lazy::image, Lazy::srcset}) {
      for (const HtmlAttribute& attribute : element_.attributes) {
        if (lazy_kind(attribute.name) != wanted) continue;
        const std::string_view named = values_.decoded(element_, attribute);
        if (!looks_like_file(named)) continue;
        if (wanted == Lazy::image) {
          found_.push_back({named});
        } else {
          set(named);
        }
      }
    }
  }

  std::vector<ImageOffer> found() && { return std::move(found_); }

 private:
  const HtmlElement& element_;
  HtmlValues& values_;
  std::vector<ImageOffer> found_;
};

}  // namespace

std::vector<ImageOffer> image_offers(const HtmlElement& element,
                                     HtmlValues& values) {
  const HtmlTag tag = element.tag;
  Offers offers(element, values);
  if (element.space != HtmlNamespace::html) {
    if (tag == HtmlTag::image)
      for (std::string_view name : {"href", "xlink:href"}) offers.file(name);
  } else if (tag == HtmlTag::input) {
    if (iequals(trim(values.value(element, "type")), "image"))
      offers.file("src");
  } else if (tag == HtmlTag::img || tag == HtmlTag::source ||
             is_amp_image(tag)) {
    if (tag != HtmlTag::source) offers.file("src");
    offers.set(values.value(element, "srcset"));
    offers.late();
  }
  return std::move(offers).found();
}

}  // namespace veto::crawler
