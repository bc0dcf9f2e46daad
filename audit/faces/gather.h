// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which images a run's crawl received, and which pages show them.

#ifndef VETO_AUDIT_FACES_GATHER_H_
#define VETO_AUDIT_FACES_GATHER_H_

#include <vector>

#include "audit/faces/faces.h"
#include "base/case.h"
#include "crawler/api/capture.h"
#include "crawler/api/capture_reader.h"

namespace veto::faces {

// Without proof that the user controls the site, no more pages than this are
// looked at.
constexpr int kMaxPages = 200;

struct GatheredImage {
  crawler::Capture capture;  // the first that held it
  ImageRecord record;        // not examined yet
  // Shown by some page, and by none of the first kMaxPages.
  bool beyond_limit = false;
};

struct Gathered {
  std::vector<GatheredImage> images;  // ordered by first URL
  std::uint64_t pages_beyond_limit = 0;
};

// Distinct payloads of successful captures that were asked for as images or
// declared as such. A page shows an image also where the URL it names leads
// there by redirects. Errors: io.
Result<Gathered> gather_images(crawler::CaptureReader& reader,
                               const std::string& run_id);

}  // namespace veto::faces

#endif  // VETO_AUDIT_FACES_GATHER_H_
