// SPDX-License-Identifier: GPL-3.0-or-later
//
// Mustache, made strict. Everything is HTML-escaped (a template with {{{ or
// {{& is refused), every text passes printable(), and a name that the data
// lacks is an error instead of nothing.

#ifndef VETO_REPORTS_HTML_TEMPLATE_H_
#define VETO_REPORTS_HTML_TEMPLATE_H_

#include <nlohmann/json.hpp>

#include <map>
#include <string>
#include <string_view>

#include "base/error.h"

namespace veto::reports {

// Name -> text of {{>name}}.
using Partials = std::map<std::string, std::string_view>;

// `data` is an object; in a list of texts {{.}} is the text. null is absent.
// Errors: bug, naming what is missing or where the template is wrong.
Result<std::string> render_template(std::string_view text,
                                    const nlohmann::json& data,
                                    const Partials& partials);

}  // namespace veto::reports

#endif  // VETO_REPORTS_HTML_TEMPLATE_H_
