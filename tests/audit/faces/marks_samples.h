// SPDX-License-Identifier: GPL-3.0-or-later
//
// Images, faces and markings made by hand.

#ifndef VETO_TESTS_AUDIT_FACES_MARKS_SAMPLES_H_
#define VETO_TESTS_AUDIT_FACES_MARKS_SAMPLES_H_

#include <string>
#include <utility>
#include <vector>

#include "audit/faces/marks.h"

namespace veto::test {

inline constexpr faces::Box kLeft{0, 0, 100, 100};
inline constexpr faces::Box kRight{300, 0, 100, 100};

inline faces::ImageRecord marked_image(const std::string& name,
                                       std::vector<faces::Face> faces) {
  faces::ImageRecord image;
  image.digest = sha256(name);
  image.urls = {"https://h.example/img/" + name};
  image.pages = {"https://h.example/team"};
  image.faces = std::move(faces);
  return image;
}

inline faces::Face sure(faces::Box box) {
  return {box, 0.9, faces::Band::face};
}
inline faces::Face unsure(faces::Box box) {
  return {box, 0.6, faces::Band::possible};
}

inline faces::Marking marking(const std::string& image, faces::Box box,
                              faces::Mark mark, std::string by = "Ada") {
  return {sha256(image), box, mark, std::move(by), from_micros(1'000'000), ""};
}

}  // namespace veto::test

#endif  // VETO_TESTS_AUDIT_FACES_MARKS_SAMPLES_H_
