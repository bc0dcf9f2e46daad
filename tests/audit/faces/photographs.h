// SPDX-License-Identifier: GPL-3.0-or-later
//
// The labelled photographs beside the project, and how boxes are matched.

#ifndef VETO_TESTS_AUDIT_FACES_PHOTOGRAPHS_H_
#define VETO_TESTS_AUDIT_FACES_PHOTOGRAPHS_H_

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "audit/faces/faces.h"

namespace veto::test {

// Boxes looked at by eye, by image name.
std::map<std::string, std::vector<faces::Box>> read_labels(
    const std::filesystem::path& csv);

double iou(const faces::Box& a, const faces::Box& b);

// How many labels some face of band `face` meets at IoU 0.4, each face
// answering for one label at most.
int matched(const std::vector<faces::Box>& labels,
            const std::vector<faces::Face>& found);
int count_band(const std::vector<faces::Face>& found, faces::Band band);

}  // namespace veto::test

#endif  // VETO_TESTS_AUDIT_FACES_PHOTOGRAPHS_H_
