// SPDX-License-Identifier: GPL-3.0-or-later
//
// The raster pictures that an SVG carries within itself: <image> elements
// whose href (SVG 2, section 12.2) or xlink:href (SVG 1.1) is a data: URL.
//
// A scan for tags, not an XML parser: nothing is expanded, followed or nested,
// so neither entities nor depth cost anything, and one pass over the text is
// all it takes. What a file that is not well-formed carries is found too.

#ifndef VETO_AUDIT_FACES_SVG_IMAGES_H_
#define VETO_AUDIT_FACES_SVG_IMAGES_H_

#include <string>
#include <string_view>
#include <vector>

namespace veto::faces {

constexpr int kMaxSvgImages = 16;

struct SvgImages {
  // Of the values of the attributes, as written, the first kMaxSvgImages.
  std::vector<std::string_view> urls;
  bool more = false;  // there are others
};

SvgImages find_svg_images(std::string_view svg);

// An attribute's value without its character references (XML 1.0, section
// 4.1); references to entities that the file declares stay as they are.
std::string attribute_text(std::string_view value);

}  // namespace veto::faces

#endif  // VETO_AUDIT_FACES_SVG_IMAGES_H_
