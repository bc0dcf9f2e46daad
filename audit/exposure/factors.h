// SPDX-License-Identifier: GPL-3.0-or-later
//
// The factors of one image, from what the stages stored.

#ifndef VETO_AUDIT_EXPOSURE_FACTORS_H_
#define VETO_AUDIT_EXPOSURE_FACTORS_H_

#include <map>
#include <string>
#include <vector>

#include "audit/exposure/exposure.h"

namespace veto::exposure {

class Surveyed {
 public:
  // Both must outlive it; `signals` may be null.
  Surveyed(const faces::FacesResult& faces,
           const signals::SignalsResult* signals);

  // `side`: of its largest face that counts; `child`: one is marked as a
  // child's.
  std::vector<Factor> factors_of(const faces::ImageRecord& image, int side,
                                 bool child) const;

 private:
  std::vector<Factor> size_factor(int side) const;
  std::vector<Factor> word_factors(const faces::ImageRecord& image) const;
  std::vector<Factor> file_factors(const faces::ImageRecord& image) const;
  std::vector<Factor> place_factors(const faces::ImageRecord& image) const;
  std::vector<Factor> signal_factors(const faces::ImageRecord& image) const;

  const faces::FacesResult& faces_;
  const signals::SignalsResult* signals_;
  std::map<std::string, const faces::ImageRecord*> by_url_;
  std::map<std::string, const signals::ResourcePosture*> postures_;
};

}  // namespace veto::exposure

#endif  // VETO_AUDIT_EXPOSURE_FACTORS_H_
