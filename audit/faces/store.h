// SPDX-License-Identifier: GPL-3.0-or-later
//
// The tables of the faces stage: image, face and detector, keyed by run.

#ifndef VETO_AUDIT_FACES_STORE_H_
#define VETO_AUDIT_FACES_STORE_H_

#include "audit/faces/faces.h"
#include "base/case.h"

namespace veto::faces {

// Makes or updates the tables. Errors: unsupported, io.
Status open_store(Database& db);

// Forgets what an earlier attempt of this run stored, and notes the detector.
Status begin_store(Database& db, const std::string& run_id,
                   const DetectorInfo& detector);
Status store_image(Database& db, const std::string& run_id,
                   const ImageRecord& image);

// Errors: not_found (this run has no faces stage), damaged, io.
Result<FacesResult> read_store(Database& db, const std::string& run_id);

}  // namespace veto::faces

#endif  // VETO_AUDIT_FACES_STORE_H_
