// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/faces/faces.h"
#include "audit/faces/inline_images.h"
#include "audit/faces/stage.h"
#include "audit/faces/surround.h"
#include "crawler/api/capture_reader.h"

namespace veto::faces {
namespace {

Result<Gatherer> gather_images(crawler::CaptureReader& reader,
                               const std::string& run_id) {
  Gatherer gatherer;
  const auto add = [&gatherer](const auto& item) -> Status {
    gatherer.add(item);
    return {};
  };
  if (auto read = reader.for_each_capture(run_id, add); !read) {
    return pass(read);
  }
  if (auto read = reader.for_each_page(run_id, add); !read) return pass(read);
  if (auto read = add_inline_images(reader, gatherer); !read) return pass(read);
  return gatherer;
}

}  // namespace

Result<StageReport> run_faces(Case& the_case, const config::Settings& settings,
                              const Sinks& sinks, std::stop_token stop) {
  crawler::CaptureReader reader(the_case);
  auto gatherer = gather_images(reader, the_case.run_id());
  if (!gatherer) return pass(gatherer);
  const Payload payload = [&](const GatheredImage& image) {
    return image_bytes(reader, image.capture, image.record.inline_ordinal);
  };
  const Surround surround = [&](std::vector<ImageRecord>& images) {
    return read_words_beside(reader, *gatherer, stop, images);
  };
  return examine_run(the_case, settings, sinks, stop, gatherer->finish(),
                     payload, surround);
}

}  // namespace veto::faces
