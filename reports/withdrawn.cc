// SPDX-License-Identifier: GPL-3.0-or-later

#include "reports/withdrawn.h"

#include "reports/finding_words.h"

namespace veto::reports {

std::size_t withdrawn_images(const ReportData& data,
                             const audit::Finding& finding) {
  if (finding.code == "F1") return data.withdrawn.count(finding.subject);
  const auto list = finding.facts.find("images");
  if (!is_delivery(finding) || list == finding.facts.end() || !list->is_array())
    return 0;
  std::size_t count = 0;
  for (const auto& image : *list) {
    if (!image.is_object()) continue;
    const auto digest = image.find("digest");
    if (digest != image.end() && digest->is_string())
      count += data.withdrawn.count(digest->get<std::string>());
  }
  return count;
}

bool is_withdrawn(const ReportData& data, const audit::Finding& finding) {
  const std::size_t count = withdrawn_images(data, finding);
  if (count == 0) return false;
  // A long list of images is cut; what is not in it is not known to be.
  return finding.code == "F1" ||
         count == fact_count(finding, "distinct_images");
}

bool stands_as_fact(const ReportData& data, const audit::Finding& finding) {
  return finding.fileable() && !is_withdrawn(data, finding);
}

}  // namespace veto::reports
