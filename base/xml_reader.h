// SPDX-License-Identifier: GPL-3.0-or-later
//
// XML 1.0 as a stream of elements and text, by libexpat, for documents of
// strangers. Only xml_reader.cc includes expat.
//
// Of entities only the five predefined and the numeric ones are known: a
// document type with declarations of its own is refused, nothing outside of
// the document is ever loaded, and what a document type elsewhere may define
// is left out of the text. Elements nest kMaxXmlDepth deep at the most. Time
// and memory are linear in the document's size.

#ifndef VETO_BASE_XML_READER_H_
#define VETO_BASE_XML_READER_H_

#include <optional>
#include <string_view>

#include "base/error.h"

namespace veto {

inline constexpr int kMaxXmlDepth = 64;

// "image:loc" -> "loc": prefixes are the author's choice, and feeds are found
// that forget to declare theirs.
std::string_view local_name(std::string_view name);

// The attributes of one element, valid while it is being opened.
class XmlAttributes {
 public:
  XmlAttributes(const char** pairs, const void* parser)
      : pairs_(pairs), parser_(parser) {}
  // By the name as written, in UTF-8; nothing when it is not there.
  std::optional<std::string_view> find(std::string_view name) const;
  // Where the element begins, from 1.
  int line() const;
  // Calls `tell` with name and value of each, in the order written.
  template <typename Tell>
  void each(Tell&& tell) const {
    for (const char** pair = pairs_; *pair; pair += 2) {
      tell(std::string_view(pair[0]), std::string_view(pair[1]));
    }
  }

 private:
  const char** pairs_;  // name, value, ..., null
  const void* parser_;  // counts lines when asked, and only then
};

// Is told what the reader meets, in the document's order, text in UTF-8 and in
// any number of pieces.
class XmlHandler {
 public:
  virtual ~XmlHandler() = default;
  virtual void open(std::string_view name, const XmlAttributes& attributes) = 0;
  virtual void close(std::string_view name) = 0;
  virtual void text(std::string_view piece) = 0;
  // The rest need not be read.
  virtual bool has_enough() const { return false; }
};

// Errors: damaged (not well-formed, with its line; what came before it has
// been told), unsupported (declarations, an encoding that is neither UTF-8,
// UTF-16, ISO-8859-1 nor US-ASCII), too_large (nesting).
Status read_xml(std::string_view document, XmlHandler& handler);

}  // namespace veto

#endif  // VETO_BASE_XML_READER_H_
