// SPDX-License-Identifier: GPL-3.0-or-later
//
// Animations of known content in every format that has any.

#ifndef VETO_TESTS_AUDIT_FACES_SAMPLES_ANIMATION_H_
#define VETO_TESTS_AUDIT_FACES_SAMPLES_ANIMATION_H_

#include <string>
#include <string_view>
#include <vector>

#include "audit/faces/animation.h"

namespace veto::test {

// One frame: an area filled with quarters ('Q'), black ('K') or wholly
// transparent pixels ('T').
struct AnimationStep {
  faces::Box area;
  char fill = 'K';
  faces::Disposal disposal = faces::Disposal::keep;
  bool over = true;  // GIF has nothing else
};
using Animation = std::vector<AnimationStep>;

// Canvas of 64 by 64. WebP has no restore; its areas begin at even places.
std::string make_gif(const Animation& steps, bool interlaced = false,
                     int width = 64, int height = 64);
std::string make_webp_animation(const Animation& steps);
// `hidden`: a first picture, red, that is not a part of the animation.
std::string make_apng(const Animation& steps, bool hidden = false);

// Four bytes a pixel, blue first.
std::string animation_pixels(const AnimationStep& step);

}  // namespace veto::test

#endif  // VETO_TESTS_AUDIT_FACES_SAMPLES_ANIMATION_H_
