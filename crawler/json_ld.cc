// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/json_ld.h"

#include <nlohmann/json.hpp>

namespace veto::crawler {
namespace {

// In the order of the text, which is the order of nearly every reader.
using OrderedJson = nlohmann::ordered_json;

bool is_image_type(const OrderedJson& type) {
  if (type.is_string())
    return type.get_ref<const std::string&>() == "ImageObject";
  if (!type.is_array()) return false;
  for (const OrderedJson& one : type)
    if (is_image_type(one)) return true;
  return false;
}

class Collector {
 public:
  std::vector<std::string> images;

  void walk(const OrderedJson& value) {
    if (images.size() >= kMaxJsonLdImages) return;
    if (value.is_array()) {
      for (const OrderedJson& one : value) walk(one);
    } else if (value.is_object()) {
      const auto type = value.find("@type");
      members(value, type != value.end() && is_image_type(*type));
    }
  }

 private:
  void members(const OrderedJson& object, bool is_image) {
    for (const auto& [key, value] : object.items()) {
      if (key == "image" || key == "thumbnailUrl") {
        image(value);
      } else if (is_image && (key == "url" || key == "contentUrl")) {
        take(value);
      } else {
        walk(value);
      }
    }
  }

  // What "image" holds: URLs, or objects whatever their type.
  void image(const OrderedJson& value) {
    if (value.is_array()) {
      for (const OrderedJson& one : value) image(one);
    } else if (value.is_object()) {
      members(value, true);
    } else {
      take(value);
    }
  }

  void take(const OrderedJson& value) {
    if (value.is_string() && images.size() < kMaxJsonLdImages)
      images.push_back(value.get<std::string>());
  }
};

}  // namespace

std::vector<std::string> json_ld_images(std::string_view text) {
  if (text.size() > kMaxJsonLdBytes) return {};
  bool too_deep = false;
  const auto bounded = [&](int depth, OrderedJson::parse_event_t,
                           OrderedJson&) {
    too_deep = too_deep || depth > kMaxJsonLdDepth;
    return !too_deep;
  };
  const OrderedJson root =
      OrderedJson::parse(text.begin(), text.end(), bounded, false, true);
  if (too_deep || root.is_discarded()) return {};
  Collector collector;
  collector.walk(root);
  return std::move(collector.images);
}

}  // namespace veto::crawler
