// SPDX-License-Identifier: GPL-3.0-or-later
#include "reports/exposures.h"

#include <algorithm>
#include <utility>

namespace veto::reports {
namespace {

// Factors list them with their kind; this one is in the picture's address.
constexpr const char* kFileName = "file name";

void leave_words_out(const faces::ImageRecord& image,
                     exposure::Exposure& exposure) {
  for (exposure::Factor& factor : exposure.factors) {
    const bool persons = factor.code == "named-person";
    if (!persons && factor.code != "words-beside") continue;
    const auto left = std::ranges::count_if(
        image.words, [&](const faces::WordsBeside& beside) {
          return (beside.kind == "person") == persons;
        });
    auto stay = nlohmann::json::array();
    for (const auto& word : factor.facts["words"])
      if (word["kind"] == kFileName) stay.push_back(word);
    factor.facts["words"] = std::move(stay);
    if (left > 0) factor.facts["left_out"] = left;
  }
}

}  // namespace

Exposures exposures_of(const ReportData& data) {
  Exposures exposures;
  if (data.edition) {
    if (!data.edition->exposures) return exposures;
    for (const auto& [at, kept] : *data.edition->exposures) {
      const auto* image = &data.faces->images.at(at);
      exposures.emplace(image, kept).first->second.image = image;
    }
    return exposures;
  }
  const auto* signals = data.signals ? &*data.signals : nullptr;
  for (auto& found : exposure::exposures(*data.faces, data.marks, signals)) {
    const auto* image = found.image;
    exposures.emplace(image, std::move(found));
  }
  return exposures;
}

bool is_graded(const ReportData& data) {
  return !data.edition || data.edition->exposures;
}

std::map<std::size_t, exposure::Exposure> exposures_without_words(
    const ReportData& data) {
  std::map<std::size_t, exposure::Exposure> kept;
  if (!data.faces) return kept;
  for (auto& [image, exposure] : exposures_of(data)) {
    leave_words_out(*image, exposure);
    exposure.image = nullptr;
    const auto at = image - data.faces->images.data();
    kept.emplace(static_cast<std::size_t>(at), std::move(exposure));
  }
  return kept;
}

}  // namespace veto::reports
