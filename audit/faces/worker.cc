// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/faces/worker.h"

#include <memory>
#include <utility>

#include "audit/box/serve.h"
#include "audit/embedded/document.h"
#include "audit/faces/detector.h"
#include "audit/faces/models.h"
#include "audit/faces/thumbnail.h"
#include "audit/faces/wire.h"

namespace veto::faces {
namespace {

Result<std::string> thumbnail(Detector& detector, std::string_view body,
                              std::string_view image) {
  const auto asked = read_face_list(body);
  if (!asked) return std::unexpected(asked.error());
  return blurred_thumbnail(image, asked->faces, detector, asked->bands);
}

Result<std::string> examination(Detector& detector, std::string_view body,
                                std::string_view image) {
  const auto bands = read_bands(body);
  if (!bands) return std::unexpected(bands.error());
  const auto examined = examine_image(image, detector, *bands);
  if (!examined) return std::unexpected(examined.error());
  return write_examination(*examined);
}

Result<std::string> published(Detector& detector, std::string_view body,
                              std::string_view image) {
  const auto asked = read_wishes(body);
  if (!asked) return std::unexpected(asked.error());
  const auto done = publish(image, detector, asked->bands, asked->wishes);
  if (!done) return std::unexpected(done.error());
  return write_published(*done);
}

Result<std::string> rendered(Detector& detector, std::string_view body,
                             std::string_view image) {
  const auto asked = read_order(body);
  if (!asked) return std::unexpected(asked.error());
  const auto done = render(image, detector, asked->bands, asked->order);
  if (!done) return std::unexpected(done.error());
  return write_rendition(*done);
}

Result<std::string> document(std::string_view bytes) {
  const auto read = embedded::read_document(bytes);
  if (!read) return std::unexpected(read.error());
  return write_document(*read);
}

Result<std::string> answer(Detector& detector, std::uint32_t kind,
                           std::string_view body, std::string_view image) {
  switch (kind) {
    case kExamine:
      return examination(detector, body, image);
    case kThumbnail:
      return thumbnail(detector, body, image);
    case kPublish:
      return published(detector, body, image);
    case kDocument:
      return document(image);
    case kRender:
      return rendered(detector, body, image);
    default:
      return fail(ErrorKind::bug, "this worker does not do that");
  }
}

Result<std::unique_ptr<Detector>> detector_for(const Task& task,
                                               std::string_view weights) {
  if (task.skill == Skill::hog) return open_detector({}, task.looking);
  const auto known = verify_weights(weights);
  if (!known) return std::unexpected(known.error());
  return open_detector(Weights{*known, {}, std::string(weights)}, task.looking);
}

// A detector makes itself at home the first time it is used: threads, tables,
// memory. That has to happen while it still may.
Status warm_up(Detector& detector) {
  const Bitmap gray(64, 64, 128);
  const auto found = detector.detect(gray, 0.9);
  if (!found) return std::unexpected(found.error());
  return {};
}

Result<box::Prepared> prepare(std::string_view body, std::string_view weights) {
  const auto task = read_task(body);
  if (!task) return std::unexpected(task.error());
  auto opened = detector_for(*task, weights);
  if (!opened) return std::unexpected(opened.error());
  const std::shared_ptr<Detector> detector = *std::move(opened);
  box::Prepared prepared;
  if (auto warm = warm_up(*detector); !warm) return pass(warm);
  prepared.greeting = write_detector(detector->info());
  prepared.answer = [detector](std::uint32_t kind, std::string_view request,
                               std::string_view image) {
    return answer(*detector, kind, request, image);
  };
  return prepared;
}

}  // namespace

std::optional<int> serve_if_worker(int argc, char** argv) {
  return box::serve_if_worker(argc, argv, kFacesRole, prepare);
}

}  // namespace veto::faces
