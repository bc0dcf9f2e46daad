// SPDX-License-Identifier: GPL-3.0-or-later
//
// Documents that pages link to: PDF and EPUB, whose own metadata may reserve
// them (TDM Reservation Protocol, sections on EPUB and PDF). The bytes are a
// stranger's; in the program they are read in a worker's box.

#ifndef VETO_AUDIT_EMBEDDED_DOCUMENT_H_
#define VETO_AUDIT_EMBEDDED_DOCUMENT_H_

#include <cstdint>
#include <string_view>

#include "audit/embedded/read.h"
#include "base/error.h"
#include "crawler/api/capture.h"

namespace veto::embedded {

inline constexpr std::uint64_t kMaxDocument = 40u << 20;  // bytes

// Whether the answer is one, by its media type; where that says nothing, by
// the name in its address.
bool is_document(const crawler::Capture& capture);
// Whether the bytes begin as a PDF or a ZIP archive.
bool is_document(std::string_view bytes);

// Signals of family `tdmrep` for tdm:reservation and tdm:policy, and of a PDF
// those of read_embedded() for the rest. Errors, all of them about this
// document alone: unsupported (no PDF and no EPUB; metadata that is compressed
// or encrypted), damaged, too_large.
Result<Embedded> read_document(std::string_view bytes);

}  // namespace veto::embedded

#endif  // VETO_AUDIT_EMBEDDED_DOCUMENT_H_
