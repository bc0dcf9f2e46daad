// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which files an element that shows a picture offers for it.

#ifndef VETO_CRAWLER_IMAGE_OFFERS_H_
#define VETO_CRAWLER_IMAGE_OFFERS_H_

#include <string_view>
#include <vector>

#include "crawler/html_element.h"
#include "crawler/html_values.h"

namespace veto::crawler {

struct ImageOffer {
  std::string_view reference;  // as written
  bool in_set = false;         // one of a srcset
};

// Of <img> and <amp-img>: src, srcset, and where scripts that load pictures
// late look for them, first files, then sets. Of <source> the same without src
// (whether it stands in a <picture> is the caller's to know), of <input
// type=image> src, of <image> in SVG its href. Of others nothing. Valid as long
// as `values` are.
std::vector<ImageOffer> image_offers(const HtmlElement& element,
                                     HtmlValues& values);

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_IMAGE_OFFERS_H_
