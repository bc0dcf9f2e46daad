// SPDX-License-Identifier: GPL-3.0-or-later
//
// data/EDITION.txt of a lesser edition: in plain words what it is, which
// confidential one it was made from, and what of that is not in it, by count.

#ifndef VETO_REPORTS_BUNDLE_EDITION_TEXT_H_
#define VETO_REPORTS_BUNDLE_EDITION_TEXT_H_

#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "reports/edition/notices.h"
#include "reports/report_data.h"
#include "reports/texts/texts.h"

namespace veto::reports {

inline constexpr std::string_view kEditionText = "data/EDITION.txt";

struct EditionFacts {
  const EditionNote& note;
  std::string full_sha256;  // of the confidential one's tag manifest
  std::vector<NamedOperator> named;
  const std::vector<Notice>& notices;  // those of the case
  UtcTime now;
};

std::string edition_text(const EditionFacts& facts, const Texts& texts);

// A paragraph in lines of at most `width` bytes, but for longer words, each
// after the first behind `indent` spaces; without the last line feed.
std::string wrapped(std::string_view paragraph, std::size_t width = 78,
                    std::size_t indent = 0);

}  // namespace veto::reports

#endif  // VETO_REPORTS_BUNDLE_EDITION_TEXT_H_
