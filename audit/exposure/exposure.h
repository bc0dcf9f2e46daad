// SPDX-License-Identifier: GPL-3.0-or-later
//
// How badly a picture exposes the faces in it, and why: for each image with a
// face the factors that raise or lower the risk, each with its facts, and one
// of three severities that follow from them by rules written below. There is
// no score.
//
// high      A face is large enough to be searched for (kSearchable), and words
//           beside it could hold a name (name_like.h); or the user marked it as
//           a child's.
// moderate  A face is large enough to be searched for; or it is large enough
//           to be detected (kDetectable), and there are such words.
// low       Any other.
//
// What a site asks not to be done is shown and lowers nothing: it does not
// stop who does not ask.

#ifndef VETO_AUDIT_EXPOSURE_EXPOSURE_H_
#define VETO_AUDIT_EXPOSURE_EXPOSURE_H_

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>
#include <vector>

#include "audit/faces/faces.h"
#include "audit/faces/marks.h"
#include "audit/signals/signals.h"

namespace veto::exposure {

// Pixels of a face's shorter side, as large services publish them.
//
// Detected: Microsoft, Azure AI Face, "Detect" (REST reference): the smallest
// face found in a picture up to 1920 by 1080. Best: the same page, for
// identifying and finding similar faces. Searchable: Amazon, Rekognition
// Developer Guide, "Recommendations for camera setup (image and video)", for
// comparing and searching faces. Read in 2026; other programs may need less.
constexpr int kDetectable = 36;
constexpr int kSearchable = 50;
constexpr int kBest = 200;

enum class Effect { raises, lowers, neither };
enum class Severity { low, moderate, high };

std::string_view to_string(Effect effect);
std::string_view to_string(Severity severity);

// docs/exposure.md lists the codes and the facts of each.
struct Factor {
  std::string code;
  Effect effect = Effect::neither;
  nlohmann::json facts;
};

struct Exposure {
  const faces::ImageRecord* image = nullptr;
  Severity severity = Severity::low;
  std::vector<Factor> factors;
  std::vector<std::string> remedies;  // codes, the surest first
};

// Of the images with at least one face that is an exposure (marks.h), in their
// order. They point into `faces`. `signals` may be null: then nothing is said
// of them.
std::vector<Exposure> exposures(const faces::FacesResult& faces,
                                const faces::Marks& marks,
                                const signals::SignalsResult* signals);

// {"severity","factors":[{"code","effect","facts"}],"remedies":[...]}
nlohmann::json exposure_json(const Exposure& exposure);

}  // namespace veto::exposure

#endif  // VETO_AUDIT_EXPOSURE_EXPOSURE_H_
