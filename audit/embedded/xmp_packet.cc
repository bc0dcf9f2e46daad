// SPDX-License-Identifier: GPL-3.0-or-later

#include "audit/embedded/xmp_packet.h"

#include <optional>
#include <utility>

#include "base/text.h"
#include "base/xml_namespaces.h"
#include "base/xml_reader.h"

namespace veto::embedded {
namespace {

constexpr std::string_view kRdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
constexpr std::string_view kNote = "http://ns.adobe.com/xmp/note/";

class PacketHandler : public XmlHandler {
 public:
  explicit PacketHandler(const std::function<bool(std::string_view)>& wanted)
      : wanted_(wanted) {}

  void open(std::string_view name, const XmlAttributes& attributes) override {
    ++depth_;
    spaces_.enter(attributes);
    if (rdf_ == 0) {
      if (is_rdf(name, "RDF")) rdf_ = depth_;
      return;
    }
    const int level = depth_ - rdf_;
    if (level == 1) {
      describes_ = is_rdf(name, "Description");
      if (describes_) take_attributes(attributes);
    } else if (level == 2 && describes_ && wants(name)) {
      current_ = XmpProperty{
          std::string(spaces_.of_element(name)), std::string(name), {}};
      begin_value(attributes);
    } else if (current_ && holds_value(name)) {
      begin_value(attributes);
    }
  }

  void close(std::string_view name) override {
    const int level = depth_ - rdf_;
    if (rdf_ != 0 && level == 0) rdf_ = 0;
    if (current_) {
      if (level == 2 || holds_value(name)) add_value(text_);
      // A qualifier's text is not the value's.
      text_.clear();
      if (level == 2) {
        properties_.push_back(*std::move(current_));
        current_.reset();
      }
    }
    spaces_.leave();
    --depth_;
  }

  void text(std::string_view piece) override {
    if (!current_) return;
    text_ += piece.substr(0, kMaxValueBytes - text_.size());
  }

  std::vector<XmpProperty> take() { return std::move(properties_); }

 private:
  bool is_rdf(std::string_view name, std::string_view local) const {
    return local_name(name) == local && spaces_.of_element(name) == kRdf;
  }

  bool holds_value(std::string_view name) const {
    return is_rdf(name, "li") || is_rdf(name, "value");
  }

  bool wants(std::string_view name) const {
    return properties_.size() < kMaxProperties && wanted_(local_name(name));
  }

  // ISO 16684-1, section 7.9.2.2: simple properties written as attributes.
  void take_attributes(const XmlAttributes& attributes) {
    attributes.each([&](std::string_view name, std::string_view value) {
      if (!wants(name) || trim(value).empty()) return;
      properties_.push_back({std::string(spaces_.of_attribute(name)),
                             std::string(name),
                             {std::string(bounded(value))}});
    });
  }

  void begin_value(const XmlAttributes& attributes) {
    text_.clear();
    attributes.each([&](std::string_view name, std::string_view value) {
      const std::string_view local = local_name(name);
      if ((local == "resource" || local == "value") &&
          spaces_.of_attribute(name) == kRdf)
        add_value(bounded(value));
    });
  }

  static std::string_view bounded(std::string_view value) {
    return trim(trim(value).substr(0, kMaxValueBytes));
  }

  void add_value(std::string_view value) {
    value = trim(value);
    if (!value.empty() && current_->values.size() < kMaxPropertyValues)
      current_->values.emplace_back(value);
  }

  const std::function<bool(std::string_view)>& wanted_;
  XmlNamespaces spaces_;
  int depth_ = 0;
  int rdf_ = 0;  // depth of rdf:RDF; 0 outside
  bool describes_ = false;
  std::optional<XmpProperty> current_;
  std::string text_;
  std::vector<XmpProperty> properties_;
};

// Padding that is no white space, as some writers leave it.
std::string_view without_zeros(std::string_view packet) {
  const auto last = packet.find_last_not_of('\0');
  return packet.substr(0, last == packet.npos ? 0 : last + 1);
}

}  // namespace

XmpPacket read_packet(std::string_view packet,
                      const std::function<bool(std::string_view)>& wanted) {
  PacketHandler handler(wanted);
  XmpPacket read;
  read.whole = read_xml(without_zeros(packet), handler).has_value();
  read.properties = handler.take();
  return read;
}

std::string extended_guid(std::string_view packet) {
  const auto read = read_packet(
      packet, [](std::string_view local) { return local == "HasExtendedXMP"; });
  for (const XmpProperty& property : read.properties) {
    if (property.space == kNote && !property.values.empty())
      return property.values.front();
  }
  return {};
}

}  // namespace veto::embedded
