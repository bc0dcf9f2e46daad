// SPDX-License-Identifier: GPL-3.0-or-later
//
// What an EPUB's package document says about mining (TDM Reservation Protocol,
// W3C Community Group Final Report of 10 May 2024, section on EPUB): in EPUB 3
// <meta property="tdm:reservation">1</meta>, in EPUB 2 <meta
// name="tdm:reservation" content="1"/>, and the same for tdm:policy. The
// prefix stands for http://www.w3.org/ns/tdmrep#; where the package gives it
// another meaning its statements are not these, and where it gives it none
// they are read all the same, as their readers look for the name. What refines
// something speaks of a part and is left out.
//
// The package document is the first that META-INF/container.xml names (EPUB
// 3.3, section 4.2.6.3.1).

#ifndef VETO_AUDIT_EMBEDDED_EPUB_H_
#define VETO_AUDIT_EMBEDDED_EPUB_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "audit/signals/families/signal.h"
#include "base/error.h"

namespace veto::embedded {

inline constexpr std::uint64_t kMaxPackageBytes = 8u << 20;  // unpacked
inline constexpr std::size_t kMaxPackageSignals = 16;

// A ZIP archive with a container.xml.
bool is_epub(std::string_view file);

// Family `tdmrep`, source `metadata`, names tdm-reservation and tdm-policy, in
// the order written; a value that is neither 0 nor 1 is a "bad_value". The
// offset is that of the package document's data. Errors: those of zip_entry();
// damaged, also where the package document is not well-formed: then nothing of
// it counts.
Result<std::vector<signals::Signal>> read_epub(std::string_view file);

}  // namespace veto::embedded

#endif  // VETO_AUDIT_EMBEDDED_EPUB_H_
