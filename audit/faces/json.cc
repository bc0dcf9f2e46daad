// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/faces/json.h"

#include <cmath>

#include "base/text.h"

namespace veto::faces {

nlohmann::json detector_json(const DetectorInfo& detector) {
  return {{"name", detector.name},
          {"version", detector.version},
          {"weights_sha256", detector.weights_sha256},
          {"known_limits", detector.known_limits}};
}

nlohmann::json face_list_json(const std::vector<Face>& faces) {
  nlohmann::json list = nlohmann::json::array();
  for (const Face& face : faces) {
    list.push_back({{"x", face.box.x},
                    {"y", face.box.y},
                    {"w", face.box.w},
                    {"h", face.box.h},
                    {"score", std::round(face.score * 1e4) / 1e4},
                    {"band", to_string(face.band)}});
  }
  return list;
}

nlohmann::json faces_json(const FilesExamination& examination) {
  nlohmann::json images = nlohmann::json::array();
  for (const auto& [file, image] : examination.files) {
    nlohmann::json error;
    if (!image.skipped.empty()) error = to_valid_utf8(image.skipped);
    images.push_back({{"file", to_valid_utf8(file.string())},
                      {"format", image.format},
                      {"width", image.width},
                      {"height", image.height},
                      {"truncated", image.truncated},
                      {"faces", face_list_json(image.faces)},
                      {"error", error}});
  }
  return {{"schema", "veto.faces/1"},
          {"detector", detector_json(examination.detector)},
          {"images", std::move(images)}};
}

}  // namespace veto::faces
