// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/faces/inline_images.h"

#include "audit/faces/data_url.h"
#include "audit/faces/decode.h"
#include "crawler/api/data_images.h"

namespace veto::faces {

std::string inline_image_url(const std::string& page, int ordinal) {
  return page + "#data-image-" + std::to_string(ordinal);
}

Status add_inline_images(crawler::CaptureReader& reader, Gatherer& gatherer) {
  for (const PageWithImages& page : gatherer.pages_with_images()) {
    auto capture = reader.capture(page.capture_id);
    auto found = capture ? crawler::read_data_images(reader, *capture)
                         : Result<std::vector<std::string>>(pass(capture));
    if (!found && found.error().kind == ErrorKind::io) return pass(found);
    // What cannot be read now cannot be examined later: then it is said so.
    const int count = found ? int(found->size()) : page.count;
    for (int ordinal = 1; ordinal <= count; ++ordinal) {
      const std::string url = inline_image_url(page.url, ordinal);
      if (!found) {
        gatherer.add_inline({}, url, ordinal, page, sha256(url), 0);
        continue;
      }
      const std::string& text = (*found)[std::size_t(ordinal) - 1];
      const auto bytes = decode_data_url(text);
      gatherer.add_inline(*capture, url, ordinal, page,
                          sha256(bytes ? *bytes : text),
                          bytes ? bytes->size() : text.size());
    }
  }
  return {};
}

Result<std::string> image_bytes(crawler::CaptureReader& reader,
                                const crawler::Capture& capture, int ordinal) {
  if (ordinal == 0) return reader.payload(capture, kMaxImageBytes);
  auto found = crawler::read_data_images(reader, capture);
  if (!found) return pass(found);
  if (std::size_t(ordinal) > found->size())
    return fail(ErrorKind::not_found, "its page holds no such data: URL",
                inline_image_url(capture.url, ordinal));
  return decode_data_url((*found)[std::size_t(ordinal) - 1]);
}

}  // namespace veto::faces
