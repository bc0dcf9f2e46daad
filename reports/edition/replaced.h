// SPDX-License-Identifier: GPL-3.0-or-later
//
// The records that stand in the place of an exchange that may not be handed on
// as it is, and the line of derivatives.jsonl about it.

#ifndef VETO_REPORTS_EDITION_REPLACED_H_
#define VETO_REPORTS_EDITION_REPLACED_H_

#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "base/time.h"
#include "crawler/api/capture.h"
#include "reports/edition/commitment.h"
#include "reports/edition/record_groups.h"

namespace veto::reports {

struct Replacement {
  std::string done;    // "blurred", "redrawn", "pictures replaced", "withheld"
  std::string reason;  // a few words
  // What shows in its place; an empty body: nothing does.
  std::string content_type;
  std::string body;
  // One a picture in it: boxes, and what was done.
  nlohmann::json pictures = nlohmann::json::array();
};

struct Replaced {
  std::string members;
  nlohmann::json derivative;
  nlohmann::json salt;  // for the file that goes with the originals
};

// `capture` is null where the index has none for it; `payload` empty where it
// cannot be had. The new records tell the answer's fields that are harmless
// (answer_fields.h), and the names of the others.
Replaced replace(const RecordGroup& group, const crawler::Capture* capture,
                 const std::optional<std::string>& payload,
                 const Replacement& replacement, const Salted& salted,
                 UtcTime now);

}  // namespace veto::reports

#endif  // VETO_REPORTS_EDITION_REPLACED_H_
