// SPDX-License-Identifier: GPL-3.0-or-later
//
// Properties of an XMP packet (ISO 16684-1, section 7: RDF in XML), looked up
// by namespace URI and never by prefix. Only what describes the file itself is
// told: children and attributes of the rdf:Description elements directly
// within rdf:RDF. What lies deeper speaks of parts, of earlier versions and of
// pictures that the file was made of (xmpMM:Pantry holds whole packets of
// theirs).
//
// Of a value the text is taken: an attribute's, an element's, that of
// rdf:resource, of rdf:value, or each of the rdf:li in an array.

#ifndef VETO_AUDIT_EMBEDDED_XMP_PACKET_H_
#define VETO_AUDIT_EMBEDDED_XMP_PACKET_H_

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace veto::embedded {

inline constexpr std::size_t kMaxProperties = 64;      // of one packet
inline constexpr std::size_t kMaxPropertyValues = 16;  // of one property
inline constexpr std::size_t kMaxValueBytes = 4096;

struct XmpProperty {
  std::string space;  // namespace URI; "" where the prefix is not declared
  std::string name;   // as written, with its prefix
  std::vector<std::string> values;  // trimmed; none is empty

  bool operator==(const XmpProperty&) const = default;
};

struct XmpPacket {
  std::vector<XmpProperty> properties;
  // Well-formed to its end. What stood before an error has been read.
  bool whole = true;
};

// `wanted` is asked with the name behind the prefix.
XmpPacket read_packet(std::string_view packet,
                      const std::function<bool(std::string_view)>& wanted);

// The value of xmpNote:HasExtendedXMP; "" where it is not there.
std::string extended_guid(std::string_view packet);

}  // namespace veto::embedded

#endif  // VETO_AUDIT_EMBEDDED_XMP_PACKET_H_
