// SPDX-License-Identifier: GPL-3.0-or-later

#include "base/xml_namespaces.h"

namespace veto {
namespace {

constexpr std::size_t kMaxUri = 256;  // none that is known is longer

std::string_view prefix_of(std::string_view name) {
  const auto colon = name.find(':');
  return colon == name.npos ? std::string_view() : name.substr(0, colon);
}

}  // namespace

void XmlNamespaces::enter(const XmlAttributes& attributes) {
  constexpr std::string_view kDeclares = "xmlns:";
  declared_.emplace_back();
  attributes.each([&](std::string_view name, std::string_view value) {
    if (name == "xmlns") declare("", value);
    if (name.starts_with(kDeclares))
      declare(name.substr(kDeclares.size()), value);
  });
}

void XmlNamespaces::leave() {
  for (const std::string& prefix : declared_.back()) {
    const auto found = uris_.find(prefix);
    found->second.pop_back();
    if (found->second.empty()) uris_.erase(found);
    --count_;
  }
  declared_.pop_back();
}

std::string_view XmlNamespaces::of_element(std::string_view name) const {
  return find(prefix_of(name));
}

std::string_view XmlNamespaces::of_attribute(std::string_view name) const {
  const std::string_view prefix = prefix_of(name);
  return prefix.empty() ? std::string_view() : find(prefix);
}

void XmlNamespaces::declare(std::string_view prefix, std::string_view uri) {
  if (count_ >= kMaxNamespaces || prefix.size() > kMaxUri) return;
  ++count_;
  declared_.back().emplace_back(prefix);
  uris_[std::string(prefix)].emplace_back(uri.substr(0, kMaxUri));
}

std::string_view XmlNamespaces::find(std::string_view prefix) const {
  const auto found = uris_.find(prefix);
  return found == uris_.end() ? std::string_view() : found->second.back();
}

}  // namespace veto
