// SPDX-License-Identifier: GPL-3.0-or-later
//
// The response fields that say what is wanted, for pages and images alike.
//
// noai and noimageai are fields of their own, never joined with a directive
// that takes a value: img2dataset takes all before a ":" for a name and would
// read nothing (families/img2dataset.h). They are sent with every response and
// not by a list of image types, which would miss the next type.

#ifndef VETO_REPORTS_FIXES_HEADERS_H_
#define VETO_REPORTS_FIXES_HEADERS_H_

#include <string>
#include <vector>

#include "reports/fixes/wanted.h"

namespace veto::reports {

struct Field {
  std::string name;
  std::string value;
};

std::vector<Field> wanted_fields(const Wanted& wanted);
// The same for hosts where no field can be set: elements for the head of every
// page. They say nothing about an image that is asked for by itself.
std::string wanted_meta(const Wanted& wanted);

}  // namespace veto::reports

#endif  // VETO_REPORTS_FIXES_HEADERS_H_
