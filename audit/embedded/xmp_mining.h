// SPDX-License-Identifier: GPL-3.0-or-later
//
// What XMP says about mining (PLUS License Data Format, DataMining and
// OtherConstraints; IPTC Photo Metadata Standard 2023.1, section "Data
// Mining"; TDM Reservation Protocol, W3C Community Group Final Report of 10 May
// 2024, section on PDF). Signals of family `embedded`, their names in lower
// case with the customary prefix:
//
//   plus:datamining        word of the PLUS vocabulary ("DMI-PROHIBITED"), or
//                          the text where it is none
//   plus:otherconstraints  its text, of alternatives the first
//   tdm:reservation        "1", "0", or the text
//   tdm:policy             its text
//   tdm:reserve_tdm, iptc4xmpext:dmi-...   its text: inventions of some
//                          writers; no standard has them
//   xmp                    nothing, for a packet that is not well-formed and
//                          mentions one of the above
//
// Several packets, the extended one among them, are one description (Adobe's
// XMP Specification Part 3, section 1.1.3.1): the same statement twice is told
// once, where it stood first; two different ones are both told, as
// "differs_within_file".
//
// Problems: no_vocabulary_uri (a word of the vocabulary without its address,
// which known consumers read nevertheless), unknown_value, unknown_property,
// wrong_namespace, not_xml, differs_within_file. All but the first and the last
// are in no form that a known consumer reads.

#ifndef VETO_AUDIT_EMBEDDED_XMP_MINING_H_
#define VETO_AUDIT_EMBEDDED_XMP_MINING_H_

#include <cstddef>
#include <span>
#include <vector>

#include "audit/embedded/block.h"
#include "audit/signals/families/signal.h"

namespace veto::embedded {

inline constexpr std::size_t kMaxMiningSignals = 32;  // of one file

std::vector<signals::Signal> read_mining(std::span<const Block> blocks);

}  // namespace veto::embedded

#endif  // VETO_AUDIT_EMBEDDED_XMP_MINING_H_
