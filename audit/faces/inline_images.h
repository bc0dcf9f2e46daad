// SPDX-License-Identifier: GPL-3.0-or-later
//
// Images that pages hold in themselves as data: URLs. Such an image has no
// address of its own: it is named by its page and its place there.

#ifndef VETO_AUDIT_FACES_INLINE_IMAGES_H_
#define VETO_AUDIT_FACES_INLINE_IMAGES_H_

#include <string>

#include "audit/faces/gather.h"
#include "base/error.h"
#include "crawler/api/capture_reader.h"

namespace veto::faces {

// "https://h/page#data-image-3": opens the page it is in. No fetched URL has a
// fragment, so that it is never taken for one.
std::string inline_image_url(const std::string& page, int ordinal);

// Adds those of the gatherer's pages, which are all added before. Errors: io.
Status add_inline_images(crawler::CaptureReader& reader, Gatherer& gatherer);

// The bytes of an image of a run: of its capture, or, with an ordinal (from 1),
// of that data: URL within it. Errors: those of CaptureReader::payload();
// damaged, not_found (no such data: URL), too_large.
Result<std::string> image_bytes(crawler::CaptureReader& reader,
                                const crawler::Capture& capture, int ordinal);

}  // namespace veto::faces

#endif  // VETO_AUDIT_FACES_INLINE_IMAGES_H_
