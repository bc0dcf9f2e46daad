// SPDX-License-Identifier: GPL-3.0-or-later
//
// Reads the pages that show faces once more, for what they say beside them.

#ifndef VETO_AUDIT_FACES_SURROUND_H_
#define VETO_AUDIT_FACES_SURROUND_H_

#include <cstdint>
#include <stop_token>
#include <vector>

#include "audit/faces/faces.h"
#include "audit/faces/gather.h"
#include "base/error.h"
#include "crawler/api/capture_reader.h"

namespace veto::faces {

// Sets `words` and `offered` of the images that have faces. Returns how many of
// their pages were not read: they could not be, or a stop was asked for before.
// Errors: io.
Result<std::uint64_t> read_words_beside(crawler::CaptureReader& reader,
                                        const Gatherer& gatherer,
                                        std::stop_token stop,
                                        std::vector<ImageRecord>& images);

}  // namespace veto::faces

#endif  // VETO_AUDIT_FACES_SURROUND_H_
