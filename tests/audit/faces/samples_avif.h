// SPDX-License-Identifier: GPL-3.0-or-later
//
// AVIF files of known content.

#ifndef VETO_TESTS_AUDIT_FACES_SAMPLES_AVIF_H_
#define VETO_TESTS_AUDIT_FACES_SAMPLES_AVIF_H_

#include <string>
#include <vector>

#include "audit/faces/bitmap.h"

namespace veto::test {

struct AvifForm {
  int depth = 8;
  bool chroma = false;  // in full size
  bool gray = false;
  bool half_clear = false;  // the right half is wholly transparent
  int rotation = -1;        // quarters, anticlockwise; -1 for none
  int mirror = -1;          // 0 top with bottom, 1 left with right, -1 none
};
std::string make_avif(const faces::Bitmap& picture, const AvifForm& form = {});
std::string make_avif_sequence(const std::vector<faces::Bitmap>& pictures);

}  // namespace veto::test

#endif  // VETO_TESTS_AUDIT_FACES_SAMPLES_AVIF_H_
