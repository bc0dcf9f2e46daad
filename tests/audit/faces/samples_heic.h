// SPDX-License-Identifier: GPL-3.0-or-later
//
// HEIC files of known content, made by libheif, which has an encoder wherever
// x265 is installed. Only where the build has HEIC at all.

#ifndef VETO_TESTS_AUDIT_FACES_SAMPLES_HEIC_H_
#define VETO_TESTS_AUDIT_FACES_SAMPLES_HEIC_H_

#include <string>

#include "audit/faces/bitmap.h"

namespace veto::test {

struct HeicForm {
  bool gray = false;
  bool half_clear = false;  // the right half is wholly transparent
  int orientation = 1;      // in EXIF's terms, as the container's transforms
};

std::string make_heic(const faces::Bitmap& picture, const HeicForm& form = {});

}  // namespace veto::test

#endif  // VETO_TESTS_AUDIT_FACES_SAMPLES_HEIC_H_
