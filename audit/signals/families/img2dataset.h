// SPDX-License-Identifier: GPL-3.0-or-later
//
// How img2dataset, the downloader behind many image collections, reads
// X-Robots-Tag (rom1504/img2dataset, `is_disallowed`), so that a report can
// say of a header as written whether that program keeps to it.
//
// It departs from everything Google documents. Per field, in order:
//
//   1. What stands before the first ":" is taken for an agent's token, as it
//      stands but in lower case, whatever it is; without a ":" there is none.
//      So "noai, max-image-preview:none" speaks to an agent called
//      "noai, max-image-preview", and its noai is lost.
//   2. A field with a token counts only when the token equals the one the
//      program was started with, which by default is none. "*: noai" and
//      ": noai" therefore never count.
//   3. The rest is split on "," alone, each piece trimmed and in lower case;
//      one that equals a listed directive is enough. ";" and spaces separate
//      nothing, "none" and "noml" are not on the default list.
//
// Fields are looked at one by one, which is why separate fields are honoured
// where the same directives in one are not. It reads no HTML, no robots.txt
// and no metadata.

#ifndef VETO_AUDIT_SIGNALS_FAMILIES_IMG2DATASET_H_
#define VETO_AUDIT_SIGNALS_FAMILIES_IMG2DATASET_H_

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace veto::signals {

// --disallowed_header_directives, unless its user gives another list; '[]'
// turns the check off.
inline constexpr std::string_view kImg2datasetDirectives[] = {
    "noai", "noimageai", "noindex", "noimageindex"};

// Whether it discards an image whose response has these X-Robots-Tag fields.
// `agent` is its option --user_agent_token; directives are in lower case.
bool img2dataset_discards(
    std::span<const std::string> fields,
    std::optional<std::string_view> agent = std::nullopt,
    std::span<const std::string_view> directives = kImg2datasetDirectives);

}  // namespace veto::signals

#endif  // VETO_AUDIT_SIGNALS_FAMILIES_IMG2DATASET_H_
