// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/fixes/headers.h"

#include <fmt/format.h>

#include "base/text.h"

namespace veto::reports {

std::vector<Field> wanted_fields(const Wanted& wanted) {
  std::vector<Field> fields;
  if (!wanted.training) {
    fields.push_back({"X-Robots-Tag", "noai"});
    fields.push_back({"X-Robots-Tag", "noimageai"});
  }
  if (!wanted.search) fields.push_back({"X-Robots-Tag", "noindex"});
  if (const Members members = usage_members(wanted); !members.empty())
    fields.push_back({"Content-Usage", joined(members)});
  if (!wanted.training) {
    fields.push_back({"tdm-reservation", "1"});
    if (!wanted.policy.empty()) fields.push_back({"tdm-policy", wanted.policy});
  }
  return fields;
}

std::string wanted_meta(const Wanted& wanted) {
  std::string directives, rest;
  for (const Field& field : wanted_fields(wanted)) {
    if (field.name == "X-Robots-Tag")
      directives += (directives.empty() ? "" : ", ") + field.value;
    else if (field.name != "Content-Usage")  // a response field only
      rest += fmt::format("<meta name=\"{}\" content=\"{}\">\n", field.name,
                          escape_html(field.value));
  }
  if (directives.empty()) return rest;
  return fmt::format("<meta name=\"robots\" content=\"{}\">\n", directives) +
         rest;
}

}  // namespace veto::reports
