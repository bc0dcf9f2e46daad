// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/faces/exposure.h"

#include <algorithm>

#include "audit/faces/json.h"
#include "base/text.h"

namespace veto::faces {
namespace {

nlohmann::json text_list(const std::vector<std::string>& list) {
  nlohmann::json json = nlohmann::json::array();
  for (const std::string& item : list) json.push_back(to_valid_utf8(item));
  return json;
}

audit::Finding exposure(const ImageRecord& image,
                        const nlohmann::json& detector) {
  const std::string digest = image.digest.hex();
  audit::Finding finding;
  finding.code = "F1";
  finding.subject = digest;
  finding.grade = {.identity = 4, .rules = 4, .log = 4, .predicate = 3};
  // The capture is a fact, not evidence: its id differs from run to run, and
  // the same image must give the same finding.
  finding.evidence.push_back(
      {"image", digest,
       image.urls.empty() ? "" : to_valid_utf8(image.urls.front()), digest,
       ""});
  finding.does_not_show = {"person", "use"};
  if (image.imported) finding.does_not_show.push_back("publication");
  finding.facts = {
      {"image", digest},
      {"capture", image.capture_id},
      {"urls", text_list(image.urls)},
      {"pages", text_list(image.pages)},
      {"format", image.format},
      {"width", image.width},
      {"height", image.height},
      {"bytes", image.bytes},
      {"truncated", image.truncated},
      {"imported", image.imported},
      {"within_page", image.inline_ordinal},
      {"detector", detector},
      {"orientation", image.orientation},
      {"frames", image.frames},
      {"faces", face_list_json(image.faces, {image.width, image.height,
                                             image.orientation})}};
  finding.seal_id();
  return finding;
}

}  // namespace

std::vector<audit::Finding> exposure_findings(const FacesResult& result) {
  const nlohmann::json detector = detector_json(result.detector);
  std::vector<audit::Finding> findings;
  for (const ImageRecord& image : result.images) {
    const bool exposed = std::ranges::any_of(
        image.faces, [](const Face& f) { return f.band == Band::face; });
    if (exposed) findings.push_back(exposure(image, detector));
  }
  return findings;
}

}  // namespace veto::faces
