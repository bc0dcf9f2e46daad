// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where image formats keep XMP packets and C2PA manifests. Each reader takes a
// whole file that begins as its format does, walks the structure once, believes
// no length, and gives what it met before the structure broke. What pixels
// need is stepped over and not looked at.
//
// XMP: ISO 16684-1 and Adobe's XMP Specification Part 3 (2020), chapter 1.
// Manifests: C2PA Specification 2.1, section A.3 "Embedding manifests".

#ifndef VETO_AUDIT_EMBEDDED_CONTAINERS_H_
#define VETO_AUDIT_EMBEDDED_CONTAINERS_H_

#include <string_view>
#include <vector>

#include "audit/embedded/block.h"
#include "base/error.h"

namespace veto::embedded {

// By content; nothing for a format that is none of those below.
std::vector<Block> find_blocks(std::string_view file);

// APP1 and APP11 segments up to the first scan. Extended XMP is put together
// from the segments whose GUID the packet names in xmpNote:HasExtendedXMP;
// others are left out, as Part 3, section 1.1.3.1, asks. The digest that the
// GUID is meant to be is not compared.
std::vector<Block> jpeg_blocks(std::string_view file);

// iTXt "XML:com.adobe.xmp", compressed or not, and caBX, before or behind the
// pixels.
std::vector<Block> png_blocks(std::string_view file);

// RIFF chunks "XMP " and "C2PA".
std::vector<Block> webp_blocks(std::string_view file);

// Application extensions "XMP Data" with "XMP", whose packet stands unblocked
// before 258 bytes that lead a reader of sub-blocks to their end, and
// "C2PA_GIF".
std::vector<Block> gif_blocks(std::string_view file);

// Tags 700 and 52545 of the main directories, in either byte order.
std::vector<Block> tiff_blocks(std::string_view file);

// AVIF and HEIF: items of type "mime" and "application/rdf+xml", and uuid
// boxes (ISO 14496-12, sections 8.11.3 and 8.11.6).
std::vector<Block> isobmff_blocks(std::string_view file);

// The document's own packet, not those of its pictures and pages (ISO 32000-1,
// section 14.3.2): of the streams of metadata that are neither compressed nor
// encrypted the one that the newest catalog names, and where the catalog is
// compressed, the only one there is. Of several versions the last: a PDF that
// was saved again ends in its newest. Objects are found by looking for them;
// cross-references are not followed. Errors: unsupported, where there is a
// packet that cannot be had.
Result<std::vector<Block>> pdf_metadata(std::string_view file);
// The same, nothing in place of an error.
std::vector<Block> pdf_blocks(std::string_view file);

}  // namespace veto::embedded

#endif  // VETO_AUDIT_EMBEDDED_CONTAINERS_H_
