// SPDX-License-Identifier: GPL-3.0-or-later
//
// The namespace declarations in scope (Namespaces in XML 1.0, section 6), for
// a reader that is told names as they are written.

#ifndef VETO_BASE_XML_NAMESPACES_H_
#define VETO_BASE_XML_NAMESPACES_H_

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/xml_reader.h"

namespace veto {

// In scope at one time; what is declared beyond is not known.
inline constexpr std::size_t kMaxNamespaces = 1024;

class XmlNamespaces {
 public:
  // An element begins or ends.
  void enter(const XmlAttributes& attributes);
  void leave();

  // The URI of a name's prefix. A name without one is in the default namespace
  // if it is an element's, and in none if it is an attribute's.
  std::string_view of_element(std::string_view name) const;
  std::string_view of_attribute(std::string_view name) const;

 private:
  void declare(std::string_view prefix, std::string_view uri);
  std::string_view find(std::string_view prefix) const;

  // For each prefix what it meant, the innermost last.
  std::map<std::string, std::vector<std::string>, std::less<>> uris_;
  // The prefixes that each open element declared.
  std::vector<std::vector<std::string>> declared_;
  std::size_t count_ = 0;
};

}  // namespace veto

#endif  // VETO_BASE_XML_NAMESPACES_H_
