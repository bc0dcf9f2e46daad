// SPDX-License-Identifier: GPL-3.0-or-later

#include "crawler/html_values.h"

#include "base/text.h"

namespace veto::crawler {

std::string_view HtmlValues::decoded(const HtmlElement& element,
                                     const HtmlAttribute& attribute) {
  if (!needs_decoding(attribute.value, element.kind)) return attribute.value;
  append_decoded(decoded_.emplace_front(), attribute.value, element.kind);
  return decoded_.front();
}

std::string_view HtmlValues::value(const HtmlElement& element,
                                   std::string_view name) {
  for (const HtmlAttribute& attribute : element.attributes)
    if (attribute.name.size() == name.size() && iequals(attribute.name, name))
      return decoded(element, attribute);
  return {};
}

}  // namespace veto::crawler
