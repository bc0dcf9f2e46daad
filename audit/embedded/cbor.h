// SPDX-License-Identifier: GPL-3.0-or-later
//
// Reads one CBOR data item (RFC 8949, section 3): every major type, definite
// and indefinite lengths. A tag is read as what it stands on. Well-formed is
// enough (section 5.3.1): keys may repeat, text may be no UTF-8, numbers may be
// longer than they need to be.
//
// Never allocates by a claimed length, only for bytes that are there.

#ifndef VETO_AUDIT_EMBEDDED_CBOR_H_
#define VETO_AUDIT_EMBEDDED_CBOR_H_

#include <string_view>

#include "audit/embedded/value.h"
#include "base/error.h"

namespace veto::embedded {

// `damaged` where the bytes are not exactly one well-formed item; `too_large`
// over the limits of value.h.
Result<Value> parse_cbor(std::string_view bytes);

}  // namespace veto::embedded

#endif  // VETO_AUDIT_EMBEDDED_CBOR_H_
