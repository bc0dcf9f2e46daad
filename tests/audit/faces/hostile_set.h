// SPDX-License-Identifier: GPL-3.0-or-later
//
// Some five hundred broken and malicious image files, made anew each time and
// always the same: what a site may serve to whoever looks at its pictures.

#ifndef VETO_TESTS_AUDIT_FACES_HOSTILE_SET_H_
#define VETO_TESTS_AUDIT_FACES_HOSTILE_SET_H_

#include <string>
#include <vector>

namespace veto::test {

struct HostileFile {
  std::string name;
  std::string bytes;
};
using HostileFiles = std::vector<HostileFile>;

// Those that take seconds each only with `slow`.
HostileFiles hostile_set(bool slow);

// Its parts.
//
// A whole file of every format and kind that a decoder has.
HostileFiles whole_files();
// Flipped bits, cuts, and wrong numbers where a length or a size is written.
void add_damaged(HostileFiles& files);
// Few bytes that ask for much memory or time.
void add_bombs(HostileFiles& files, bool slow);
// What is several things at once, or none; EXIF that leads in circles.
void add_disguised(HostileFiles& files);
void add_hostile_svg(HostileFiles& files, bool slow);

}  // namespace veto::test

#endif  // VETO_TESTS_AUDIT_FACES_HOSTILE_SET_H_
