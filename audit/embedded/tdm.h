// SPDX-License-Identifier: GPL-3.0-or-later
//
// Statements of the TDM Reservation Protocol within a document: the innermost
// of its levels, which takes the place of what the response and the file at
// the well-known place say (W3C Community Group Final Report of 10 May 2024,
// sections on EPUB and PDF).

#ifndef VETO_AUDIT_EMBEDDED_TDM_H_
#define VETO_AUDIT_EMBEDDED_TDM_H_

#include <vector>

#include "audit/signals/families/signal.h"

namespace veto::embedded {

// Of a document's XMP (xmp_mining.h) puts tdm:reservation and tdm:policy, as
// far as they can be read as such, into the form of read_tdmrep_metadata();
// others stay as they are.
void as_document(std::vector<signals::Signal>& all);

}  // namespace veto::embedded

#endif  // VETO_AUDIT_EMBEDDED_TDM_H_
