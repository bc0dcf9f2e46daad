// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a file says in itself, as fields of a worker's answer.

#ifndef VETO_AUDIT_FACES_WIRE_EMBEDDED_H_
#define VETO_AUDIT_FACES_WIRE_EMBEDDED_H_

#include "audit/box/fields.h"
#include "audit/embedded/read.h"

namespace veto::faces {

void put_embedded(box::FieldWriter& fields, const embedded::Embedded& embedded);
// Texts are printable whatever the worker sent.
embedded::Embedded take_embedded(box::FieldReader& fields);

}  // namespace veto::faces

#endif  // VETO_AUDIT_FACES_WIRE_EMBEDDED_H_
