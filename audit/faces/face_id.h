// SPDX-License-Identifier: GPL-3.0-or-later
//
// The short name of a face: "f-" and 12 hexadecimal digits, the first of
// SHA-256 over "<image digest in hex> <x> <y> <w> <h>". It is derived from the
// image's bytes and the face's place in it, so the same facts give the same id
// in every run, and it says nothing about who is shown. The "f-" keeps
// spreadsheets from reading an id as a number or a date.

#ifndef VETO_AUDIT_FACES_FACE_ID_H_
#define VETO_AUDIT_FACES_FACE_ID_H_

#include <string>
#include <string_view>

#include "audit/faces/faces.h"

namespace veto::faces {

std::string face_id(const Digest& image, const Box& box);

// What a person typed -> the beginning of an id, "f-" included: at least 6 of
// the 12 digits, with or without "f-", in any case. Errors: usage.
Result<std::string> face_id_prefix(std::string_view text);

}  // namespace veto::faces

#endif  // VETO_AUDIT_FACES_FACE_ID_H_
