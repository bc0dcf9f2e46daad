// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/edition/lessen_pictures.h"

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace veto::reports {
namespace {

// By image; those that stay.
using KeptMarks = std::vector<std::pair<Digest, faces::Marking>>;

KeptMarks drop_marks(ReportData& data, EditionNote& note) {
  KeptMarks kept;
  std::uint64_t dropped = 0;
  if (data.faces)
    for (const auto& image : data.faces->images)
      for (const auto& face : data.marks.faces_of(image)) {
        if (!face.mark()) continue;
        if (face.is(faces::Mark::not_a_face))
          kept.emplace_back(image.digest, *face.mark());
        else
          ++dropped;
      }
  data.marks = faces::Marks();
  note.add(kMarksLeftOut, dropped);
  return kept;
}

void drop_words(ReportData& data, EditionNote& note) {
  if (!data.faces) return;
  std::uint64_t dropped = 0;
  for (auto& image : data.faces->images) {
    dropped += image.words.size();
    image.words.clear();
  }
  note.add("words", dropped);
}

void put_back(KeptMarks kept, Aliases& aliases, ReportData& data) {
  for (auto& [image, marking] : kept) {
    marking.image = aliases.of(image);
    marking.by.clear();
    marking.note.clear();
    data.marks.add(marking);
  }
}

void rename(ReportData& data, Aliases& aliases) {
  std::set<std::string> withdrawn;
  for (const auto& hex : data.withdrawn) withdrawn.insert(aliases.of_hex(hex));
  data.withdrawn = std::move(withdrawn);
  std::map<std::string, std::string> thumbnails;
  for (auto& [hex, jpeg] : data.thumbnails)
    thumbnails.emplace(aliases.of_hex(hex), std::move(jpeg));
  data.thumbnails = std::move(thumbnails);
  if (!data.faces) return;
  for (auto& image : data.faces->images) {
    // Such a one is counted, and told nowhere.
    if (image.faces.empty() && image.skipped.empty()) {
      image.digest = Digest();
      image.capture_id.clear();
      continue;
    }
    image.digest = aliases.of(image.digest);
    image.capture_id = aliases.of_hex(image.capture_id);
  }
}

}  // namespace

void lessen_pictures(ReportData& data, const EditionPolicy& policy,
                     Aliases& aliases, EditionNote& note) {
  KeptMarks kept;
  if (!policy.user) kept = drop_marks(data, note);
  if (!policy.words_beside) drop_words(data, note);
  if (policy.lookup_keys) return;
  // Marks name pictures by the digests that they still have.
  put_back(std::move(kept), aliases, data);
  rename(data, aliases);
}

}  // namespace veto::reports
