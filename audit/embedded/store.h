// SPDX-License-Identifier: GPL-3.0-or-later
//
// The tables embedded and embedded_signal: what the images of a run say in
// themselves, keyed by run and payload digest. The faces stage fills them,
// since it is the one that has each image looked at in a box.

#ifndef VETO_AUDIT_EMBEDDED_STORE_H_
#define VETO_AUDIT_EMBEDDED_STORE_H_

#include <map>
#include <string>
#include <string_view>

#include "audit/embedded/read.h"
#include "base/case.h"
#include "base/digest.h"

namespace veto::embedded {

// Makes the tables where they are not there, and forgets what an earlier
// attempt of this run stored. Errors: unsupported, io.
Status begin_store(Database& db, const std::string& run_id);

// Once for an image. One without packet and manifest leaves no trace.
Status store_embedded(Database& db, const std::string& run_id,
                      const Digest& digest, const Embedded& embedded);

// By Digest::hex(), which is also the signals' evidence. Empty for a run
// without a faces stage, and without what was not stored. Errors: io.
Result<std::map<std::string, Embedded>> load_embedded(Case& the_case,
                                                      std::string_view run_id);

}  // namespace veto::embedded

#endif  // VETO_AUDIT_EMBEDDED_STORE_H_
