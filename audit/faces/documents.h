// SPDX-License-Identifier: GPL-3.0-or-later
//
// The part of the faces stage that is not about pictures: what the run's PDF
// and EPUB files say in themselves about their use, read in the workers' box
// and stored beside what images say (audit/embedded/store.h).

#ifndef VETO_AUDIT_FACES_DOCUMENTS_H_
#define VETO_AUDIT_FACES_DOCUMENTS_H_

#include <cstdint>
#include <stop_token>
#include <string>
#include <vector>

#include "audit/faces/boxed.h"
#include "audit/faces/gather.h"
#include "audit/faces/stage.h"
#include "base/case.h"

namespace veto::faces {

struct DocumentsRead {
  std::uint64_t read = 0;
  std::uint64_t left = 0;           // when asked to stop
  std::vector<std::string> losses;  // sentences: how many were not, and why
};

// Errors: io, and those of the pool and the database.
Result<DocumentsRead> read_documents(Case& the_case, Examiner& examiner,
                                     const Gathered& gathered,
                                     const Payload& payload,
                                     const std::stop_token& stop);

}  // namespace veto::faces

#endif  // VETO_AUDIT_FACES_DOCUMENTS_H_
