// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef VETO_TESTS_AUDIT_FACES_LOOKS_H_
#define VETO_TESTS_AUDIT_FACES_LOOKS_H_

#include <utility>
#include <vector>

#include "audit/faces/detector.h"

namespace veto::test {

// Finds what the test says, look by look, and then nothing.
class Looks final : public faces::Detector {
 public:
  explicit Looks(std::vector<std::vector<faces::Detection>> looks = {})
      : looks_(std::move(looks)) {}
  const faces::DetectorInfo& info() const override { return info_; }
  int working_side(int longest) const override { return longest; }
  Result<std::vector<faces::Detection>> detect(const faces::Bitmap&,
                                               double) override {
    if (at_ == looks_.size()) return std::vector<faces::Detection>{};
    return looks_[at_++];
  }

 private:
  std::vector<std::vector<faces::Detection>> looks_;
  std::size_t at_ = 0;
  faces::DetectorInfo info_;
};

}  // namespace veto::test

#endif  // VETO_TESTS_AUDIT_FACES_LOOKS_H_
