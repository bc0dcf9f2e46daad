// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the text of a <script type="application/ld+json"> says of images and of
// persons. Nothing where it is no JSON, or larger or deeper than the limits.

#ifndef VETO_CRAWLER_JSON_LD_H_
#define VETO_CRAWLER_JSON_LD_H_

#include <string>
#include <string_view>
#include <vector>

namespace veto::crawler {

inline constexpr std::size_t kMaxJsonLdBytes = 256u << 10;
inline constexpr int kMaxJsonLdDepth = 32;
inline constexpr std::size_t kMaxJsonLdImages = 200;  // of all persons too
inline constexpr std::size_t kMaxJsonLdPersons = 200;
inline constexpr std::size_t kMaxJsonLdNames = 10;  // of one person

// Whether a script's type attribute says that its text is JSON-LD.
bool is_json_ld_type(std::string_view type);

// The images that it names: image and thumbnailUrl of anything, url and
// contentUrl of an ImageObject (https://schema.org/ImageObject), in the order
// of the text; as written.
std::vector<std::string> json_ld_images(std::string_view text);

struct JsonLdPerson {
  std::vector<std::string> names;
  std::vector<std::string> images;  // URLs as written
};

// Every Person (https://schema.org/Person) that has a name and an image: name
// is a string or several, image a URL, an object with url or contentUrl, or
// several of them. In the order in which the texts of their objects begin.
std::vector<JsonLdPerson> json_ld_persons(std::string_view text);

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_JSON_LD_H_
