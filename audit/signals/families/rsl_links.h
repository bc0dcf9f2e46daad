// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where a site says its RSL license file is (Really Simple Licensing 1.0,
// section 4): "License:" in robots.txt, a Link field, a <link> element.
//
// Each gives a signal of family rsl with name "license" and the file's
// absolute address as value. Such a signal reserves nothing: what the file
// says does (audit/signals/families/rsl.h).
//
// `stem` is what all signals of one source share: source, url, evidence.

#ifndef VETO_AUDIT_SIGNALS_FAMILIES_RSL_LINKS_H_
#define VETO_AUDIT_SIGNALS_FAMILIES_RSL_LINKS_H_

#include <optional>
#include <string_view>
#include <vector>

#include "audit/signals/families/signal.h"

namespace veto::signals {

inline constexpr std::string_view kRslMediaType = "application/rsl+xml";

// One "License" record of robots.txt. The record is the whole site's, whatever
// group it stands in, there may be any number, and the file may lie on another
// host. The address has to be absolute: a relative one has the problem
// "relative_url", what is neither "not_url", and both have the value as
// written.
Signal rsl_license_record(std::string_view value, int line, const Signal& stem);

// The links of a Link field with rel=license and type application/rsl+xml;
// licenses of other types are not RSL. Targets are relative to stem.url (RFC
// 8288, section 3.2).
std::vector<Signal> rsl_license_links(std::string_view field,
                                      const Signal& stem);

// The same of a <link> element. `base` is the document's base URL.
std::optional<Signal> rsl_license_element(std::string_view rel,
                                          std::string_view type,
                                          std::string_view href,
                                          std::string_view base,
                                          const Signal& stem);

}  // namespace veto::signals

#endif  // VETO_AUDIT_SIGNALS_FAMILIES_RSL_LINKS_H_
