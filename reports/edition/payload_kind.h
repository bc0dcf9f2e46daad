// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a payload is as to whether it may be handed on: decided by its bytes,
// for a browser shows a picture whatever its server calls it.

#ifndef VETO_REPORTS_EDITION_PAYLOAD_KIND_H_
#define VETO_REPORTS_EDITION_PAYLOAD_KIND_H_

#include <string_view>

namespace veto::reports {

enum class PayloadKind {
  empty,
  text,     // a text type, without a byte that no text holds
  picture,  // by its first bytes, or named one
  font,     // by its first bytes
  other,    // films, PDF, archives, what is not known
};

// `mime`: the essence of its Content-Type in lower case, "" where it has none.
PayloadKind payload_kind(std::string_view bytes, std::string_view mime);

}  // namespace veto::reports

#endif  // VETO_REPORTS_EDITION_PAYLOAD_KIND_H_
