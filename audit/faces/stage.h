// SPDX-License-Identifier: GPL-3.0-or-later
//
// The faces stage from gathered images on: examine each, store it at once, and
// state at the end what was found and what was not looked at.

#ifndef VETO_AUDIT_FACES_STAGE_H_
#define VETO_AUDIT_FACES_STAGE_H_

#include <functional>
#include <stop_token>
#include <string>

#include "audit/faces/faces.h"
#include "audit/faces/gather.h"
#include "base/case.h"
#include "base/stage.h"
#include "config/settings.h"

namespace veto::faces {

// The bytes of an image. An io error ends the stage; any other is that
// image's own and is recorded as the reason why it was not examined.
using Payload = std::function<Result<std::string>(const GatheredImage&)>;

// Sets the words beside the images that have faces, and says how many pages
// could not be read for them; may be empty. Errors: io.
using Surround =
    std::function<Result<std::uint64_t>(std::vector<ImageRecord>& images)>;

// The images, and by the same workers the documents (documents.h). Errors:
// those of Examiner::open() and of the database.
Result<StageReport> examine_run(Case& the_case,
                                const config::Settings& settings,
                                const Sinks& sinks, std::stop_token stop,
                                Gathered gathered, const Payload& payload,
                                const Surround& surround = {});

}  // namespace veto::faces

#endif  // VETO_AUDIT_FACES_STAGE_H_
