// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/json_ld.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/bounded_json.h"
#include "base/text.h"

namespace veto::crawler {
namespace {

// In the order of the text, which is the order of nearly every reader.
using OrderedJson = nlohmann::ordered_json;

// A discarded value where the text is to be passed over.
OrderedJson bounded_json(std::string_view text) {
  if (text.size() > kMaxJsonLdBytes)
    return OrderedJson(OrderedJson::value_t::discarded);
  bool too_deep = false;
  return parse_bounded_json<OrderedJson>(text, kMaxJsonLdDepth, too_deep,
                                         /*ignore_comments=*/true);
}

// Whether `type` is that name, or holds it.
bool names_type(const OrderedJson& type, std::string_view name) {
  if (type.is_string()) return type.get_ref<const std::string&>() == name;
  if (!type.is_array()) return false;
  return std::any_of(type.begin(), type.end(), [&](const OrderedJson& one) {
    return names_type(one, name);
  });
}

bool is_of_type(const OrderedJson& object, std::string_view name) {
  const auto type = object.find("@type");
  return type != object.end() && names_type(*type, name);
}

class ImageCollector {
 public:
  std::vector<std::string> images;

  void walk(const OrderedJson& value) {
    if (images.size() >= kMaxJsonLdImages) return;
    if (value.is_array()) {
      for (const OrderedJson& one : value) walk(one);
    } else if (value.is_object()) {
      members(value, is_of_type(value, "ImageObject"));
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

class PersonCollector {
 public:
  std::vector<JsonLdPerson> persons;

  void walk(const OrderedJson& value) {
    if (persons.size() >= kMaxJsonLdPersons || images_ >= kMaxJsonLdImages)
      return;
    if (value.is_object() && is_of_type(value, "Person")) person(value);
    if (!value.is_structured()) return;
    for (const OrderedJson& one : value) walk(one);
  }

 private:
  void person(const OrderedJson& object) {
    JsonLdPerson found;
    for (const auto& [key, value] : object.items()) {
      if (key == "name") take(value, found.names, kMaxJsonLdNames);
      if (key == "image") image(value, found.images);
    }
    if (found.names.empty() || found.images.empty()) return;
    images_ += found.images.size();
    persons.push_back(std::move(found));
  }

  void image(const OrderedJson& value, std::vector<std::string>& urls) {
    const std::size_t most = kMaxJsonLdImages - images_;
    if (value.is_array()) {
      for (const OrderedJson& one : value) image(one, urls);
    } else if (value.is_object()) {
      for (const auto& [key, member] : value.items())
        if (key == "url" || key == "contentUrl") take(member, urls, most);
    } else {
      take(value, urls, most);
    }
  }

  // A string, or those of an array.
  void take(const OrderedJson& value, std::vector<std::string>& out,
            std::size_t most) {
    if (value.is_array()) {
      for (const OrderedJson& one : value) take(one, out, most);
    } else if (value.is_string() && out.size() < most) {
      out.push_back(value.get<std::string>());
    }
  }

  std::size_t images_ = 0;
};

}  // namespace

bool is_json_ld_type(std::string_view type) {
  return iequals(trim(type.substr(0, type.find(';'))), "application/ld+json");
}

std::vector<std::string> json_ld_images(std::string_view text) {
  const OrderedJson root = bounded_json(text);
  if (root.is_discarded()) return {};
  ImageCollector collector;
  collector.walk(root);
  return std::move(collector.images);
}

std::vector<JsonLdPerson> json_ld_persons(std::string_view text) {
  const OrderedJson root = bounded_json(text);
  if (root.is_discarded()) return {};
  PersonCollector collector;
  collector.walk(root);
  return std::move(collector.persons);
}

}  // namespace veto::crawler
