// SPDX-License-Identifier: GPL-3.0-or-later
//
// What an image file says in itself about its use: the only statements that
// travel with a photograph. The bytes are a stranger's; in the program this
// runs in a worker's box.

#ifndef VETO_AUDIT_EMBEDDED_READ_H_
#define VETO_AUDIT_EMBEDDED_READ_H_

#include <cstddef>
#include <string_view>
#include <vector>

#include "audit/signals/families/signal.h"

namespace veto::embedded {

inline constexpr std::size_t kMaxSignals = 64;  // of one file

struct Embedded {
  // At most kMaxSignals. Families `embedded` and `training_mining`, source
  // `metadata`; url and evidence are left to the caller.
  std::vector<signals::Signal> signals;
  bool has_xmp = false;
  bool has_manifest = false;  // a C2PA manifest, whatever it says

  bool operator==(const Embedded&) const = default;
};

// By content, never by name. Of several manifest stores the first is read, as a
// file has one. Never fails: what cannot be read says nothing.
Embedded read_embedded(std::string_view bytes);

}  // namespace veto::embedded

#endif  // VETO_AUDIT_EMBEDDED_READ_H_
