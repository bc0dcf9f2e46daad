// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is shown where a picture is withheld: a grey area that says nothing.

#ifndef VETO_REPORTS_EDITION_PLACEHOLDER_H_
#define VETO_REPORTS_EDITION_PLACEHOLDER_H_

#include <string>
#include <string_view>

namespace veto::reports {

inline constexpr std::string_view kPlaceholderType = "image/svg+xml";

// An SVG of that size; of 160 by 120 where it is not known.
std::string placeholder(int width, int height);

// One grey pixel, a GIF as base64: for texts that hold base64 alone.
inline constexpr std::string_view kPlaceholderBase64 =
    "R0lGODlhAQABAPAAAMzMzAAAACH5BAAAAAAALAAAAAABAAEAAAICRAEAOw==";

}  // namespace veto::reports

#endif  // VETO_REPORTS_EDITION_PLACEHOLDER_H_
