// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/faces/json.h"

#include <cmath>

#include "audit/faces/exif.h"
#include "base/text.h"

namespace veto::faces {
namespace {

nlohmann::json box_json(const Box& box) {
  return {{"x", box.x}, {"y", box.y}, {"w", box.w}, {"h", box.h}};
}

}  // namespace

nlohmann::json detector_json(const DetectorInfo& detector) {
  return {{"name", detector.name},
          {"version", detector.version},
          {"weights_sha256", detector.weights_sha256},
          {"known_limits", detector.known_limits}};
}

nlohmann::json face_list_json(const std::vector<Face>& faces,
                              const Placing& placing) {
  nlohmann::json list = nlohmann::json::array();
  for (const Face& face : faces) {
    nlohmann::json entry = box_json(face.box);
    entry["score"] = std::round(face.score * 1e4) / 1e4;
    entry["band"] = to_string(face.band);
    entry["frame"] = face.frame;
    entry["stored"] = box_json(stored_box(face.box, placing.orientation,
                                          placing.width, placing.height));
    list.push_back(std::move(entry));
  }
  return list;
}

nlohmann::json faces_json(const FilesExamination& examination) {
  nlohmann::json images = nlohmann::json::array();
  for (const auto& [file, image] : examination.files) {
    nlohmann::json error;
    if (!image.skipped.empty()) error = to_valid_utf8(image.skipped);
    images.push_back(
        {{"file", to_valid_utf8(file.string())},
         {"format", image.format},
         {"width", image.width},
         {"height", image.height},
         {"orientation", image.orientation},
         {"frames", image.frames},
         {"truncated", image.truncated},
         {"faces", face_list_json(image.faces, {image.width, image.height,
                                                image.orientation})},
         {"error", error}});
  }
  return {{"schema", "veto.faces/1"},
          {"detector", detector_json(examination.detector)},
          {"images", std::move(images)}};
}

}  // namespace veto::faces
