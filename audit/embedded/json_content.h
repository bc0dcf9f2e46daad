// SPDX-License-Identifier: GPL-3.0-or-later
//
// Reads a JSON document (RFC 8259) as CBOR is read, under the same limits. A
// repeated key is kept, as a reader of opt-outs must not choose between two.

#ifndef VETO_AUDIT_EMBEDDED_JSON_CONTENT_H_
#define VETO_AUDIT_EMBEDDED_JSON_CONTENT_H_

#include <string_view>

#include "audit/embedded/value.h"
#include "base/error.h"

namespace veto::embedded {

// `damaged` where the text is not JSON, `too_large` over the limits.
Result<Value> parse_json(std::string_view text);

}  // namespace veto::embedded

#endif  // VETO_AUDIT_EMBEDDED_JSON_CONTENT_H_
