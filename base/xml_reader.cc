// SPDX-License-Identifier: GPL-3.0-or-later

#include "base/xml_reader.h"

#include <expat.h>
#include <fmt/format.h>

#include <limits>
#include <memory>

namespace veto {
namespace {

struct ParserFree {
  void operator()(XML_Parser parser) const { XML_ParserFree(parser); }
};
using Parser = std::unique_ptr<XML_ParserStruct, ParserFree>;

// What expat's callbacks are given.
struct XmlReading {
  XML_Parser parser;
  XmlHandler& handler;
  int depth = 0;
  std::optional<Error> refusal;

  void stop() { XML_StopParser(parser, XML_FALSE); }
  void refuse(ErrorKind kind, std::string what) {
    if (!refusal) refusal = Error{kind, std::move(what), {}, {}};
    stop();
  }
  void go_on() {
    if (handler.has_enough()) stop();
  }
};

// After a stop expat may still deliver what it had begun.
XmlReading* live(void* data) {
  auto* reading = static_cast<XmlReading*>(data);
  XML_ParsingStatus status;
  XML_GetParsingStatus(reading->parser, &status);
  return status.parsing == XML_FINISHED ? nullptr : reading;
}

void on_open(void* data, const XML_Char* name, const XML_Char** attributes) {
  XmlReading* reading = live(data);
  if (!reading) return;
  if (++reading->depth > kMaxXmlDepth) {
    reading->refuse(
        ErrorKind::too_large,
        fmt::format("nested deeper than {} elements", kMaxXmlDepth));
    return;
  }
  reading->handler.open(name, XmlAttributes(attributes, reading->parser));
  reading->go_on();
}

void on_close(void* data, const XML_Char* name) {
  XmlReading* reading = live(data);
  if (!reading) return;
  --reading->depth;
  reading->handler.close(name);
  reading->go_on();
}

void on_text(void* data, const XML_Char* text, int size) {
  XmlReading* reading = live(data);
  if (!reading) return;
  reading->handler.text({text, static_cast<std::size_t>(size)});
}

void on_doctype(void* data, const XML_Char*, const XML_Char*, const XML_Char*,
                int has_internal_subset) {
  XmlReading* reading = live(data);
  if (reading && has_internal_subset)
    reading->refuse(ErrorKind::unsupported,
                    "declares entities or elements of its own");
}

}  // namespace

std::string_view local_name(std::string_view name) {
  const auto colon = name.rfind(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

std::optional<std::string_view> XmlAttributes::find(
    std::string_view name) const {
  for (const char** pair = pairs_; *pair; pair += 2)
    if (name == pair[0]) return std::string_view(pair[1]);
  return std::nullopt;
}

int XmlAttributes::line() const {
  auto* parser = static_cast<XML_Parser>(const_cast<void*>(parser_));
  return static_cast<int>(XML_GetCurrentLineNumber(parser));
}

Status read_xml(std::string_view document, XmlHandler& handler) {
  if (document.size() > std::numeric_limits<int>::max())
    return fail(ErrorKind::too_large, "too large to be read");
  const Parser parser(XML_ParserCreate(nullptr));
  XmlReading reading{parser.get(), handler, 0, std::nullopt};
  XML_SetUserData(parser.get(), &reading);
  XML_SetElementHandler(parser.get(), on_open, on_close);
  XML_SetCharacterDataHandler(parser.get(), on_text);
  XML_SetStartDoctypeDeclHandler(parser.get(), on_doctype);
  // At once: fed in pieces, expat reads a long token again with every piece.
  const auto status = XML_Parse(parser.get(), document.data(),
                                static_cast<int>(document.size()), XML_TRUE);
  if (reading.refusal) return std::unexpected(*reading.refusal);
  if (status == XML_STATUS_OK) return {};
  const XML_Error code = XML_GetErrorCode(parser.get());
  if (code == XML_ERROR_ABORTED) return {};  // the handler had enough
  const bool encoding = code == XML_ERROR_UNKNOWN_ENCODING ||
                        code == XML_ERROR_INCORRECT_ENCODING;
  return fail(encoding ? ErrorKind::unsupported : ErrorKind::damaged,
              fmt::format("not well-formed XML at line {} ({})",
                          XML_GetCurrentLineNumber(parser.get()),
                          XML_ErrorString(code)));
}

}  // namespace veto
