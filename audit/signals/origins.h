// SPDX-License-Identifier: GPL-3.0-or-later
//
// What each origin of a run says for all that it serves: in robots.txt, and in
// the files at fixed places or named as licenses.

#ifndef VETO_AUDIT_SIGNALS_ORIGINS_H_
#define VETO_AUDIT_SIGNALS_ORIGINS_H_

#include <map>
#include <string>
#include <string_view>

#include "audit/signals/consumers/site.h"
#include "base/error.h"
#include "crawler/api/capture_reader.h"

namespace veto::signals {

// Fills the origins of `site`, whose resources are known: for each origin that
// serves one the newest robots.txt the case has seen, and the run's files. A
// license that robots.txt names counts for its origin, one that a response or a
// page names for that alone. Origins of seeds and of images that pages show are
// there even where nothing of them was received. Origins that
// differ from one of the resources' in scheme or "www." alone, and whose
// robots.txt is known, are twins. Each resource is then given its origin's.
// Errors: io.
Status read_origins(crawler::CaptureReader& reader, std::string_view run_id,
                    Site& site);

}  // namespace veto::signals

#endif  // VETO_AUDIT_SIGNALS_ORIGINS_H_
