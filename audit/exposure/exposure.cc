// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/exposure/exposure.h"

#include <algorithm>
#include <map>
#include <utility>

#include "audit/exposure/factors.h"

namespace veto::exposure {
namespace {

bool says_name(const std::vector<Factor>& factors) {
  return std::ranges::any_of(factors, [](const Factor& factor) {
    return factor.effect == Effect::raises &&
           (factor.code == "words-beside" || factor.code == "named-person");
  });
}

Severity severity_of(int side, bool words, bool child) {
  if (child) return Severity::high;
  if (side >= kSearchable) return words ? Severity::high : Severity::moderate;
  return side >= kDetectable && words ? Severity::moderate : Severity::low;
}

// What takes a factor away, the surest first. Taking the picture away helps
// against all of them.
std::vector<std::string> remedies_of(const std::vector<Factor>& factors) {
  static const std::pair<const char*, const char*> kRemedies[] = {
      {"face-size", "blur"},          {"full-size-offered", "remove-full-size"},
      {"face-size", "downscale"},     {"words-beside", "reword"},
      {"named-person", "reword"},     {"location", "strip-metadata"},
      {"camera", "strip-metadata"},   {"image-opt-out", "opt-out"},
      {"indexing", "keep-from-index"}};
  std::vector<std::string> remedies = {"remove"};
  for (const auto& [code, remedy] : kRemedies) {
    const bool applies = std::ranges::any_of(factors, [&](const Factor& f) {
      return f.code == code && f.effect == Effect::raises;
    });
    if (applies && !std::ranges::count(remedies, remedy))
      remedies.push_back(remedy);
  }
  return remedies;
}

}  // namespace

std::string_view to_string(Effect effect) {
  switch (effect) {
    case Effect::raises:
      return "raises";
    case Effect::lowers:
      return "lowers";
    case Effect::neither:
      break;
  }
  return "neither";
}

std::string_view to_string(Severity severity) {
  switch (severity) {
    case Severity::low:
      return "low";
    case Severity::moderate:
      return "moderate";
    case Severity::high:
      break;
  }
  return "high";
}

std::vector<Exposure> exposures(const faces::FacesResult& faces,
                                const faces::Marks& marks,
                                const signals::SignalsResult* signals) {
  const Surveyed surveyed(faces, signals);
  std::vector<Exposure> found;
  for (const faces::ImageRecord& image : faces.images) {
    const auto marked = marks.faces_of(image);
    int side = 0;
    bool child = false;
    for (const faces::MarkedFace& face : marked) {
      if (!face.is_exposure()) continue;
      side = std::max(side, std::min(face.face.box.w, face.face.box.h));
      child = child || face.is(faces::Mark::child);
    }
    if (side == 0) continue;
    Exposure exposure{&image, Severity::low, {}, {}};
    exposure.factors = surveyed.factors_of(image, side, child);
    exposure.severity = severity_of(side, says_name(exposure.factors), child);
    exposure.remedies = remedies_of(exposure.factors);
    found.push_back(std::move(exposure));
  }
  return found;
}

nlohmann::json exposure_json(const Exposure& exposure) {
  nlohmann::json factors = nlohmann::json::array();
  for (const Factor& factor : exposure.factors) {
    factors.push_back({{"code", factor.code},
                       {"effect", to_string(factor.effect)},
                       {"facts", factor.facts}});
  }
  return {{"severity", to_string(exposure.severity)},
          {"factors", std::move(factors)},
          {"remedies", exposure.remedies}};
}

}  // namespace veto::exposure
