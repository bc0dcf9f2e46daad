// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/mark_words.h"

#include "base/text.h"
#include "reports/finding_words.h"

namespace veto::reports {
namespace {

std::string lesser_paragraph(const faces::MarkCounts& counts,
                             const EditionNote& edition, const Texts& texts) {
  std::string text;
  const auto add = [&](const char* key, std::uint64_t n) {
    if (n > 0) text += (text.empty() ? "" : " ") + texts.count(key, n);
  };
  const std::uint64_t left_out = edition.count(kMarksLeftOut);
  add("edition.marks_left_out", left_out);
  add("marks.not_a_face", counts.not_a_face);
  if (!text.empty())
    add(left_out > 0 ? "edition.possible" : "summary.possible",
        counts.possible);
  return text;
}

}  // namespace

std::string marks_paragraph(const ReportData& data, const Texts& texts) {
  const auto counts = faces::count_marks(*data.faces, data.marks);
  if (data.edition) return lesser_paragraph(counts, *data.edition, texts);
  if (!counts.any()) return {};
  std::string text =
      texts.count("marks.count", counts.faces(),
                  {{"faces", texts.count("n.faces", counts.faces())},
                   {"holding", texts.count("n.holding", counts.holding)}});
  const auto add = [&](const char* key, std::size_t n) {
    if (n > 0) text += ' ' + texts.count(key, n);
  };
  add("marks.exposures", counts.exposures());
  add("marks.child", counts.child);
  add("marks.mine", counts.mine);
  add("marks.consented", counts.consented);
  add("marks.confirmed", counts.confirmed);
  add("marks.not_a_face", counts.not_a_face);
  add("summary.possible", counts.possible);
  return text;
}

std::string mark_words(const ReportData& data, const faces::MarkedFace& face,
                       const Texts& texts) {
  const faces::Marking* mark = face.mark();
  if (data.edition && mark)
    return texts.say("edition.mark_not_a_face", {{"at", shown_time(mark->at)}});
  if (data.edition && data.edition->count(kMarksLeftOut) > 0)
    return texts.say("edition.mark_left_out");
  if (!mark)
    return texts.say(face.counts() ? "marks.none" : "marks.none_possible");
  return texts.say(
      "marks.by",
      {{"what", texts.say("marks.kind." + std::string(to_string(mark->mark)))},
       {"by", printable(mark->by, 200)},
       {"at", shown_time(mark->at)}});
}

std::string band_words(const faces::MarkedFace& face, const Texts& texts) {
  if (face.confirmed()) return texts.say("exposures.band.confirmed");
  return texts.say(face.face.band == faces::Band::face
                       ? "exposures.band.face"
                       : "exposures.band.possible");
}

}  // namespace veto::reports
