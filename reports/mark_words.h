// SPDX-License-Identifier: GPL-3.0-or-later
//
// The user's marks of faces in words.

#ifndef VETO_REPORTS_MARK_WORDS_H_
#define VETO_REPORTS_MARK_WORDS_H_

#include <string>

#include "audit/faces/marks.h"
#include "reports/report_data.h"
#include "reports/texts/texts.h"

namespace veto::reports {

// How many faces count, and as whose; a paragraph after "The detector
// examined ...". "" for a run without a mark. A lesser edition has marks of
// "not a face" alone: for it, how many faces bear another is all that is said.
std::string marks_paragraph(const ReportData& data, const Texts& texts);

// "the user's own: marked by Ada, 2026-11-23 09:44:24 UTC"; in a lesser edition
// that marks are left out, whether this face bears one or not.
std::string mark_words(const ReportData& data, const faces::MarkedFace& face,
                       const Texts& texts);
// "face", "possible face", or a possible face that a person confirmed.
std::string band_words(const faces::MarkedFace& face, const Texts& texts);

}  // namespace veto::reports

#endif  // VETO_REPORTS_MARK_WORDS_H_
