// SPDX-License-Identifier: GPL-3.0-or-later
//
// One exchange on its way into an edition: the pictures that have to be decided
// upon, and what stands in its place once they are.

#ifndef VETO_REPORTS_EDITION_WORK_H_
#define VETO_REPORTS_EDITION_WORK_H_

#include <optional>
#include <string>
#include <vector>

#include "audit/faces/rendition.h"
#include "base/error.h"
#include "crawler/api/capture.h"
#include "reports/edition/payload_kind.h"
#include "reports/edition/picture_choice.h"
#include "reports/edition/record_groups.h"
#include "reports/edition/replaced.h"
#include "reports/edition/text_pictures.h"

namespace veto::reports {

struct WorkPicture {
  PictureChoice choice;
  // In a text: where, and its bytes. Otherwise its bytes if a worker needs
  // them.
  TextPicture place;
  // Of choice.what == draw, once the worker has answered.
  std::optional<faces::Rendition> rendition;
  std::string failed;  // why it could not be drawn
};

struct Work {
  RecordGroup group;
  std::optional<crawler::Capture> capture;
  PayloadKind kind = PayloadKind::other;
  std::optional<std::string> payload;
  std::string withheld;  // why as a whole, before any picture is looked at
  std::vector<WorkPicture> pictures;
  std::size_t open = 0;  // of them, still with a worker
};

// Finds out what its payload is and which pictures it holds.
void look_into(Work& work, const PictureChoices& choices);

// Nothing where the exchange may stay as it is.
std::optional<Replacement> replacement_of(const Work& work);

}  // namespace veto::reports

#endif  // VETO_REPORTS_EDITION_WORK_H_
