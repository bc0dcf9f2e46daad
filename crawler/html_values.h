// SPDX-License-Identifier: GPL-3.0-or-later
//
// The values of an element's attributes as characters.

#ifndef VETO_CRAWLER_HTML_VALUES_H_
#define VETO_CRAWLER_HTML_VALUES_H_

#include <forward_list>
#include <string>
#include <string_view>

#include "crawler/html_element.h"

namespace veto::crawler {

class HtmlValues {
 public:
  // What was given before is no longer valid.
  void next_element() {
    if (!decoded_.empty()) decoded_.clear();
  }

  // The decoded value; "" where the element has no such attribute. Valid until
  // the next element.
  std::string_view value(const HtmlElement& element, std::string_view name);
  std::string_view decoded(const HtmlElement& element,
                           const HtmlAttribute& attribute);

 private:
  std::forward_list<std::string> decoded_;
};

}  // namespace veto::crawler

#endif  // VETO_CRAWLER_HTML_VALUES_H_
